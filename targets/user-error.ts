/**
 * Something the user can put right: a bad option, an unreachable endpoint, a wrong password, a malformed file.
 * The command line prints its message as one line, without a stack, and exits with 2.
 */
export class UserError extends Error {
  override name = 'UserError';
}
