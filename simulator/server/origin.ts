/** Who listens everywhere is found here too. */
const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** The origin of who listens at this address. */
export function originAt(host: string, port: number): string {
  const address = everywhere[host] ?? host;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** The origin by which a client knows it, from its Host header; undefined where that could not stand in a URL. */
export const originOf = (host: string | undefined): string | undefined =>
  host !== undefined && /^([\w.-]+|\[[\da-f:]+\])(:\d+)?$/i.test(host) ? `http://${host}` : undefined;
