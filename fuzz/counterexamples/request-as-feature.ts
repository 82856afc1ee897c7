import type { Action } from '../../simulator';
import type { Ask } from '../requests/request';
import { asFeature } from './as-feature';
import type { KeptRequest } from './counterexample';

/** The request as a feature; undefined where our steps cannot say it: the text of an action names no image, nor holds bytes. */
export function requestAsFeature({ request, rules, edition }: KeptRequest): string | undefined {
  const actions = asActions(request);
  return actions && asFeature({ actions, rules, edition });
}

/** How the server comes to be what it was when it was sent the request. */
const before: Readonly<Record<string, readonly Action[]>> = {
  active: [],
  rescued: [{ do: 'rescue', image: 'stable' }],
  locked: [{ do: 'lock' }],
};

function asActions({ method, path, headers, as, body, bytes }: Ask): readonly Action[] | undefined {
  const [, name = ''] = /^\/servers\/@\{(\w+)\}\/action$/.exec(path) ?? [];
  const first = before[name];
  // Three of them would end the text.
  if (body?.includes('"""')) return undefined;
  if (method !== 'POST' || !first || bytes !== undefined || body?.includes('@{')) return undefined;
  return [
    { do: 'create', boots: 'image' },
    ...first,
    {
      do: 'act',
      ...(body !== undefined && { text: body }),
      ...(as !== 'owner' && { as }),
      ...(Object.keys(headers).length > 0 && { headers }),
    },
  ];
}
