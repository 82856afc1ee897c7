import type { Action, Boots } from './action';

/** A sequence in one line: `create a server from a volume; rescue at 2.86`. */
export const inWords = (actions: readonly Action[]): string => actions.map(phrase).join('; ');

const from: Readonly<Record<Boots, string>> = {
  image: 'an image',
  volume: 'a volume',
  'named image, volume': 'a volume, naming its image too',
  'blank volume': 'a blank volume',
  'existing volume': 'an existing volume',
};

/** What stands behind the name of an action, by the key that says it; in this order. */
const details: Readonly<Record<string, (value: never) => string>> = {
  boots: (boots: Boots) => `a server from ${from[boots]}`,
  server: (number: number) => `server ${number}`,
  tooLarge: () => 'that no host has room for',
  withTpm: () => 'with a TPM',
  on: (place: string) => `on the ${place} host`,
  of: (place: string) => `of the ${place} host`,
  image: (kind: string) => `with the image “${kind}”`,
  password: (word: string) => `with the password “${word}”`,
  value: (value: unknown) => `with the value ${JSON.stringify(value)}`,
  body: (body: unknown) => `the action ${JSON.stringify(body)}`,
  text: (text: string) => `the action ${text}`,
  type: (type: string) => type,
  to: (state: string) => `to ${state}`,
  as: (caller: string) => `as ${caller}`,
  at: (version: string) => `at ${version}`,
  headers: (headers: Readonly<Record<string, string>>) =>
    Object.entries(headers)
      .map(([name, value]) => `with ${name}: ${value}`)
      .join(' '),
  legacy: () => 'under /v2',
};

function phrase(action: Action): string {
  const given: Readonly<Record<string, unknown>> = { ...action };
  const said = Object.entries(details).flatMap(([key, say]) => (key in given ? say(given[key] as never) : []));
  const name = action.do === 'act' ? ('body' in action || 'text' in action ? 'send' : 'send no body') : action.do;
  return `${[name, ...said].join(' ')}${action.unawaited ? ', not waiting' : ''}`;
}
