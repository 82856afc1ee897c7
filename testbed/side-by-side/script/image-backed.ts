import type { ScriptedRequest, Theme } from '../request';
import { action, none, rescue, thereAndBack, unrescue, until, withImage } from './requests';

/** The rescue of an image-backed server: observed section 1. */
const server = '{img}';
const unknown = '00000000-0000-0000-0000-70a599e031e7';
const password = 'MySecretPass1';

const rounds = (at: '2.1' | '2.87'): readonly ScriptedRequest[] => {
  const rest = at === '2.1' ? {} : { at };
  const named = (name: string) => `${name}, at ${at}`;
  return [
    rescue(named('null'), server, null, rest),
    until(named('rescued'), server, 'RESCUE'),
    rescue(named('while rescued'), server, null, rest),
    unrescue(named('unrescue'), server, rest),
    until(named('as before'), server, 'ACTIVE'),
    unrescue(named('unrescue when active'), server, rest),
    ...thereAndBack(named('an empty object'), server, {}, rest),
    ...thereAndBack(named('the plain image'), server, withImage('{plain image}'), rest),
    ...thereAndBack(named('the stable image'), server, withImage('{stable image}'), rest),
    ...thereAndBack(named('a password'), server, { adminPass: password }, rest),
    ...thereAndBack(
      named('a password and an image'),
      server,
      { ...withImage('{stable image}'), adminPass: password },
      rest,
    ),
    rescue(named('an unknown image'), server, withImage(unknown), rest),
  ];
};

export const imageBacked: Theme = {
  name: 'rescuing an image-backed server',
  requests: [
    ...rounds('2.1'),
    ...rounds('2.87'),
    rescue('an empty password', server, { adminPass: '' }),
    until('an empty password: rescued', server, 'RESCUE'),
    action('unrescue with an empty object', server, { unrescue: {} }),
    until('unrescue with an empty object: as before', server, 'ACTIVE'),
    action('unrescue with an empty object when active', server, { unrescue: {} }),
    rescue('an image by a UUID in capitals', server, withImage(none.toUpperCase())),
    rescue('once more', server, null),
    until('once more: rescued', server, 'RESCUE'),
    action('unrescue with any object', server, { unrescue: { a: 1 } }),
    until('unrescue with any object: as before', server, 'ACTIVE'),
    rescue('under the older header', server, null, { headers: { 'X-OpenStack-Nova-API-Version': '2.87' } }),
    until('under the older header: rescued', server, 'RESCUE'),
    unrescue('under the older header: and back', server, { headers: { 'X-OpenStack-Nova-API-Version': '2.87' } }),
    until('under the older header: as before', server, 'ACTIVE'),
    {
      ...rescue('under /v2', server, null),
      path: `/v2/servers/${server}/action`,
    },
    until('under /v2: rescued', server, 'RESCUE'),
    { ...unrescue('under /v2: and back', server), path: `/v2/servers/${server}/action` },
    until('under /v2: as before', server, 'ACTIVE'),
    rescue('as a reader', server, withImage(unknown), { as: 'reader' }),
  ],
};
