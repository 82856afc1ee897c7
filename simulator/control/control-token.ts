import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new one, that nobody can guess: unlike passwords it does not come from the seed. */
export const newControlToken = (): string => randomBytes(24).toString('base64url');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether an Authorization header brings the token. Takes as long whatever is wrong with it. */
export function bringsToken(authorization: string | undefined, token: string): boolean {
  const [, given = ''] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  return timingSafeEqual(digest(given), digest(token));
}
