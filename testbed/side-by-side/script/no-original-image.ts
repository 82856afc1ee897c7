import type { ScriptedRequest, Theme } from '../request';
import { get, rescue, thereAndBack, until, withImage } from './requests';

/** Servers without an image of their own: observed section 3. */
const at = { at: '2.87' } as const;
const actionsAt = { at: '2.84' } as const;

/** What the newest action is told to be, to the owner and to the admin. */
export const actionsOf = (name: string, server: string, result: 'Success' | 'Error'): readonly ScriptedRequest[] => {
  const path = `/v2.1/servers/${server}/os-instance-actions`;
  return [
    get(`${name}: actions`, path, {
      ...actionsAt,
      captures: { [`newest action of ${name}`]: 'instanceActions.0.request_id' },
    }),
    get(`${name}: actions, for the admin`, path, { ...actionsAt, as: 'admin' }),
    get(`${name}: the newest`, `${path}/{newest action of ${name}}`, {
      ...actionsAt,
      // The server is ready a moment before this is written down.
      until: { 'instanceAction.events.0.result': result },
    }),
    get(`${name}: the newest, for the admin`, `${path}/{newest action of ${name}}`, { ...actionsAt, as: 'admin' }),
  ];
};

/** What {"rescue": null} comes to: a refusal, an acceptance that fails on the host, or a rescue. */
const withoutImage = (name: string, becomes: 'refused' | 'failed' | 'rescued'): readonly ScriptedRequest[] => {
  const server = `{${name}}`;
  if (becomes === 'rescued')
    return [...thereAndBack(`${name}: null`, server, null, at), ...actionsOf(name, server, 'Success')];
  const asked = rescue(`${name}: null`, server, null, at);
  if (becomes === 'refused') return [asked];
  return [asked, until(`${name}: null: as before`, server, 'ACTIVE'), ...actionsOf(name, server, 'Error')];
};

const all = (name: string, becomes: 'refused' | 'failed' | 'rescued'): readonly ScriptedRequest[] => {
  const server = `{${name}}`;
  return [
    rescue(`${name}: null, at 2.86`, server, null, { at: '2.86' }),
    ...withoutImage(name, becomes),
    ...thereAndBack(`${name}: stable image`, server, withImage('{stable image}'), at),
    rescue(`${name}: plain image`, server, withImage('{plain image}'), at),
  ];
};

export const noOriginalImage: Theme = {
  name: 'no original image',
  requests: [
    ...all('blank-root', 'refused'),
    ...all('empty-volume', 'refused'),
    ...all('empty-volume-with-properties', 'failed'),
    ...all('volume-from-stable', 'failed'),
    ...all('volume-from-plain', 'refused'),
    ...all('bfv-capable', 'failed'),
    ...all('bfv-plain', 'refused'),
    ...all('image-named', 'rescued'),
  ],
};
