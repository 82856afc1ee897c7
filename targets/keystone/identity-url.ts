import type { Dispatcher } from 'undici';
import { isRecord } from '../clients/reading';
import { ask } from './keystone-request';

/**
 * The root of Keystone's v3 API, without a trailing slash. Where `authUrl` does not end in `/v3`, its version document
 * is asked; where that has no v3, `/v3` is appended, and the sign-in will tell.
 * Of a link only the path is taken: behind a proxy its scheme and host are often wrong, and a password goes nowhere but
 * to the host the user named. Source: keystoneauth1.discover, _combine_relative_url.
 * @throws UserError where nothing answers there
 */
export async function identityUrl(authUrl: string, dispatcher: Dispatcher): Promise<string> {
  const root = authUrl.replace(/\/v2\.0$/, '');
  if (root.endsWith('/v3')) return root;
  const reply = await ask(dispatcher, 'GET', root);
  const link = linkToV3(reply.json);
  return link === undefined ? `${root}/v3` : combined(root, link);
}

/** Answered with 300 as `{versions: {values: […]}}`; the document of one version alone has `{version: …}`. */
function linkToV3(json: unknown): string | undefined {
  if (!isRecord(json)) return undefined;
  const versions = isRecord(json.versions) ? json.versions.values : [json.version];
  if (!Array.isArray(versions)) return undefined;
  const links: unknown = versions.filter(isRecord).find(({ id }) => String(id).startsWith('v3'))?.links;
  const self = Array.isArray(links) ? links.filter(isRecord).find(({ rel }) => rel === 'self') : undefined;
  return typeof self?.href === 'string' && URL.canParse(self.href, 'http://relative') ? self.href : undefined;
}

function combined(root: string, link: string): string {
  const here = new URL(`${root}/`);
  const there = new URL(link, here);
  // A link to another host tells the version, not the path: ours may lie behind a prefix of the proxy's.
  if (there.host !== here.host) return `${root}/v3`;
  return `${here.origin}${there.pathname}`.replace(/\/+$/, '');
}
