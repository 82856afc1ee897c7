import type { Caller, Wanted } from '../../simulator';

/**
 * A request to Nova as it is drawn and kept. What only a cloud can fill in stands in it by name, in path and body:
 * `@{active}`, `@{rescued}`, `@{locked}` for servers, `@{image}`, `@{flavor}`, `@{zone}`.
 */
export interface Ask {
  readonly method: Wanted['method'];
  /** Below the endpoint of Nova. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly as: Caller;
  /** As text; as bytes where it is none. Absent: no body. */
  readonly body?: string;
  readonly bytes?: string;
}

/** What stands for a name in one cloud. */
export type Names = Readonly<Record<string, string>>;

export const serverNames = ['active', 'rescued', 'locked'] as const;
export type ServerName = (typeof serverNames)[number];

/** The server that a request is about; the first where it is about none. */
export const serverOf = ({ path }: Ask): ServerName =>
  serverNames.find((name) => path.includes(`@{${name}}`)) ?? 'active';

/** The request as one cloud is sent it. */
export function filled({ method, path, headers, as, body, bytes }: Ask, names: Names): Wanted {
  const fill = (text: string) => text.replaceAll(/@\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole);
  const sent = bytes === undefined ? body && fill(body) : Buffer.from(bytes, 'base64');
  return {
    caller: as,
    service: 'compute',
    method,
    path: fill(path),
    headers,
    ...(sent !== undefined && { body: sent }),
  };
}

/** So much of a body is shown. */
const shown = 160;

/** The request in a line. */
export function askInWords({ method, path, headers, as, body, bytes }: Ask): string {
  const text = bytes === undefined ? body : `the bytes ${Buffer.from(bytes, 'base64').toString('hex')}`;
  const said =
    text === undefined ? '' : ` ${text.slice(0, shown)}${text.length > shown ? `… (${text.length} characters)` : ''}`;
  const further = Object.entries(headers).map(([name, value]) => ` with ${name}: ${value}`);
  const words = `${method} ${path}${said}${further.join('')}${as === 'owner' ? '' : ` as ${as}`}`;
  // What a terminal would act on.
  return words.replaceAll(/\p{C}/gu, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Requests in a line, one after the other. */
export const asksInWords = (asks: readonly Ask[]): string => asks.map(askInWords).join('; then ');
