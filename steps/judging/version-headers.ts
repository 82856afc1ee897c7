import { Inconclusive } from '../../targets/inconclusive';
import { compare, type Microversion, read, text } from '../../targets/microversion';
import { session } from '../session';
import type { Trial } from '../world';
import type { Judge } from './answers';
import { classOf } from './classes';
import { inWords } from './violate';

/** The names are the API's own, and in lower case as answers have them here. */
const standard = 'openstack-api-version';
const older = 'x-openstack-nova-api-version';

/** Below this only the older header is promised. Source: Compute API guide, Microversions. */
export const bothHeadersFrom: Microversion = [2, 27];

/** The microversion that a request was to be served at, where it named compute's in one way or in none. */
function askedFor({ exchange: { request } }: Trial): Microversion | undefined {
  const { oldest, newest } = session().subject.versions;
  const { 'OpenStack-API-Version': newer, 'X-OpenStack-Nova-API-Version': legacy } = request.headers ?? {};
  const named = newer?.replace('compute ', '') ?? legacy;
  if (named === undefined) return oldest;
  return named === 'latest' ? newest : read(named);
}

const entries = (header: string | undefined) => (header ?? '').split(',').map((entry) => entry.trim());

/**
 * From 2.27 on in both headers, with both of them in Vary; below that at least in the older one. An answer that is no
 * service's own, such as a gateway's, shows nothing.
 */
export const namesItsMicroversion: Judge = (trial) => {
  const { headers } = trial.exchange.reply;
  const version = askedFor(trial);
  if (!version || classOf(trial.exchange) === 'neither')
    return new Inconclusive(`no answer to judge ${inWords(trial)}`);
  if (!entries(headers[older]).includes(text(version))) return 'not in the older header';
  if (compare(version, bothHeadersFrom) < 0) return undefined;
  if (!entries(headers[standard]).includes(`compute ${text(version)}`)) return 'not in OpenStack-API-Version';
  const vary = entries(headers.vary?.toLowerCase());
  return vary.includes(standard) && vary.includes(older) ? undefined : 'Vary does not name both';
};

/** The headers that this is about, as they came. */
export const versionHeadersOf = ({ asked, exchange: { reply } }: Trial): string =>
  `${asked}: ${[standard, older, 'vary'].map((name) => `${name}: ${reply.headers[name] ?? 'none'}`).join(', ')}`;
