import type { Reply } from './message';

/** What answers a call; the rest are the parts of the path that the pattern leaves open, in its order. */
export type Answer<Call> = (call: Call, ...parts: string[]) => Reply;

/** Patterns such as `GET /servers/{id}/action`, and what answers each: the first that matches. */
export type Routes<Call> = Readonly<Record<string, Answer<Call>>>;

export interface Found<Call> {
  /** What the route is called. */
  readonly pattern: string;
  readonly answer: (call: Call) => Reply;
}

interface Route<Call> {
  readonly pattern: string;
  /** Undefined where the pattern leaves one open. */
  readonly segments: readonly (string | undefined)[];
  readonly answer: Answer<Call>;
}

/** A path as it was before it was put into a URL, as some services read it. */
const ofUtf8 = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** As WSGI hands it on, a character for each byte (PEP 3333), and as who does not mind that takes it: Nova, Glance and Cinder. */
export const ofBytes = (path: string): string =>
  path.replaceAll(/%([0-9a-f]{2})/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)));

/** Reads the patterns once: what finds the route of a request, or undefined. */
export function router<Call>(
  routes: Routes<Call>,
  unquoted: (path: string) => string = ofUtf8,
): (method: string, path: string) => Found<Call> | undefined {
  /** By the number of their segments: few are left to be compared. */
  const byLength = new Map<number, Route<Call>[]>();
  for (const [pattern, answer] of Object.entries(routes)) {
    const segments = pattern.split('/').map((segment) => (segment.startsWith('{') ? undefined : segment));
    const alike = byLength.get(segments.length) ?? [];
    byLength.set(segments.length, [...alike, { pattern, segments, answer }]);
  }
  return (method, path) => {
    const given = `${method} ${path.includes('%') ? unquoted(path) : path}`.split('/');
    const fits = ({ segments }: Route<Call>) =>
      segments.every((segment, index) => segment === undefined || segment === given[index]);
    const found = byLength.get(given.length)?.find(fits);
    if (!found) return undefined;
    const parts = given.filter((_, index) => found.segments[index] === undefined);
    return { pattern: found.pattern, answer: (call) => found.answer(call, ...parts) };
  };
}
