import type { Reply } from './message';

/** What answers a call; the rest are the parts of the path that the pattern leaves open, in its order. */
export type Answer<Call> = (call: Call, ...parts: string[]) => Reply;

/** A segment as it was before it was put into a URL. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * Matches a path with a pattern such as `GET /servers/{id}/action`.
 * @returns what stands at the braces, or undefined where it does not match
 */
function match(pattern: string, method: string, path: string): readonly string[] | undefined {
  const wanted = pattern.split('/');
  const given = `${method} ${path}`.split('/').map(decoded);
  const fits = wanted.every((segment, index) => segment.startsWith('{') || segment === given[index]);
  if (!fits || wanted.length !== given.length) return undefined;
  return given.filter((_, index) => wanted[index]?.startsWith('{'));
}

/** Finds the first route that matches, and what it is called: the pattern, or undefined for none. */
export function route<Call>(
  routes: Readonly<Record<string, Answer<Call>>>,
  method: string,
  path: string,
): { readonly pattern: string; readonly answer: (call: Call) => Reply } | undefined {
  for (const [pattern, answer] of Object.entries(routes)) {
    const parts = match(pattern, method, path);
    if (parts) return { pattern, answer: (call) => answer(call, ...parts) };
  }
  return undefined;
}
