import { at, summary, textAt } from './clients/reading';
import { compare, type Microversion, read } from './microversion';
import type { Patience } from './settle';
import { type ApiRequest, ConnectionProblem, type Exchange, type Target } from './target';
import { UserError } from './user-error';

/** The subject of a run: the target, and what it says of itself. */
export interface Subject {
  readonly target: Target;
  readonly versions: { readonly oldest: Microversion; readonly newest: Microversion };
  readonly patience: Patience;
  /** What it gets wrong on purpose, where it is a simulated cloud that says so. */
  readonly brokenBy: readonly string[];
}

/**
 * Reads the version document, and makes sure that there is a compute API at all that takes the caller's token.
 * @throws UserError when it does not: the run cannot start
 */
export async function discover(target: Target, patience: Patience): Promise<Subject> {
  const document = await versionDocument(target);
  const version = at(document.reply.json, 'version');
  const newest = read(textAt(version, 'version'));
  const oldest = read(textAt(version, 'min_version'));
  if (!newest || !oldest || compare(oldest, newest) > 0) {
    if (document.reply.status === 401) throw tokenRefused(target);
    throw new UserError(
      `${document.url} does not answer as a compute API with microversions (${summary(document)}); check the endpoint: it ends in /v2.1`,
    );
  }
  if ((await demandAnswer(target, anyRequest)).reply.status === 401) throw tokenRefused(target);
  const brokenBy = document.reply.headers['x-simulated-fault']?.split(', ') ?? [];
  return { target, versions: { oldest, newest }, patience, brokenBy };
}

/** Whatever it is answered but 401, the token is a good one. */
const anyRequest: ApiRequest = { caller: 'owner', service: 'compute', method: 'GET', path: '/flavors/detail' };

const tokenRefused = ({ name }: Target): UserError =>
  new UserError(`${name} refuses the token (401): it may have expired; give a fresh one of a user of this cloud`);

/** Without a token first, as the API promises; where that is refused, with one. */
async function versionDocument(target: Target): Promise<Exchange> {
  const request = { service: 'compute', method: 'GET', path: '/' } as const;
  const open = await demandAnswer(target, { ...request, caller: 'nobody' });
  return open.reply.status === 401 ? demandAnswer(target, { ...request, caller: 'owner' }) : open;
}

async function demandAnswer(target: Target, request: ApiRequest): Promise<Exchange> {
  try {
    return await target.send(request);
  } catch (error) {
    if (!(error instanceof ConnectionProblem)) throw error;
    throw new UserError(`${target.name} cannot be reached: ${error.message}; check the endpoint and the network`);
  }
}
