import { at, listAt, summary, textAt } from './clients/reading';
import { compare, type Microversion, read } from './microversion';
import type { Patience } from './settle';
import { ConnectionProblem, type Exchange, type Target } from './target';
import { UserError } from './user-error';

/** The subject of a run: the target, and what it says of itself. */
export interface Subject {
  readonly target: Target;
  readonly versions: { readonly oldest: Microversion; readonly newest: Microversion };
  readonly patience: Patience;
}

/**
 * Reads the version document and makes sure that there is a compute API at all.
 * @throws UserError when there is none: the run cannot start
 */
export async function discover(target: Target, patience: Patience): Promise<Subject> {
  const document = await versionDocument(target);
  const version = at(document.reply.json, 'version') ?? listAt(document.reply.json, 'versions').at(-1);
  const newest = read(textAt(version, 'version'));
  const oldest = read(textAt(version, 'min_version'));
  if (!newest || !oldest || compare(oldest, newest) > 0) {
    throw new UserError(
      `${document.url} does not answer as a compute API with microversions (${summary(document)}); check the endpoint: it ends in /v2.1`,
    );
  }
  return { target, versions: { oldest, newest }, patience };
}

/** Without a token first, as the API promises; where that is refused, with one. */
async function versionDocument(target: Target): Promise<Exchange> {
  const request = { service: 'compute', method: 'GET', path: '/' } as const;
  try {
    const open = await target.send({ ...request, caller: 'nobody' });
    return open.reply.status === 401 ? await target.send({ ...request, caller: 'owner' }) : open;
  } catch (error) {
    if (!(error instanceof ConnectionProblem)) throw error;
    throw new UserError(`${target.name} cannot be reached: ${error.message}`);
  }
}
