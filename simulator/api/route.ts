/** The parts of a path that a pattern leaves open, in its order. */
export type Parts = readonly string[];

/**
 * Matches a path with a pattern such as `GET /servers/{id}/action`.
 * @returns what stands at the braces, or undefined where it does not match
 */
export function match(pattern: string, method: string, path: string): Parts | undefined {
  const [wantedMethod, wantedPath = ''] = pattern.split(' ');
  const wanted = wantedPath.split('/');
  const given = path.split('/');
  if (wantedMethod !== method || wanted.length !== given.length) return undefined;
  const parts: string[] = [];
  for (const [index, segment] of wanted.entries()) {
    const found = decodeURIComponent(given[index] ?? '');
    if (segment.startsWith('{')) parts.push(found);
    else if (segment !== found) return undefined;
  }
  return parts;
}

/** Finds the first route that matches, and calls it. */
export function route<Context>(
  routes: Readonly<Record<string, (context: Context, ...parts: string[]) => import('./message').Reply>>,
  method: string,
  path: string,
  context: Context,
): import('./message').Reply | undefined {
  for (const [pattern, answer] of Object.entries(routes)) {
    const parts = match(pattern, method, path);
    if (parts) return answer(context, ...parts);
  }
  return undefined;
}
