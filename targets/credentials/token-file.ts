import { readFileSync } from 'node:fs';
import { UserError } from '../user-error';

/**
 * The token that the file at `path` holds, without the white space around it.
 * @throws UserError where the file cannot be read, is empty, or holds more than one word
 */
export function readToken(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new UserError(`${path}: the token file cannot be read${code}: check the path and its permissions`);
  }
  const token = text.trim();
  if (token === '') throw new UserError(`${path}: the token file is empty: write a token into it`);
  if (/\s/.test(token))
    throw new UserError(`${path}: the token file holds more than one word: it must hold just the token`);
  return token;
}
