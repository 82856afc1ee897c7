/** What is seen of an action: status, telling headers and body of its answer, and the world after it. */
type Seen = readonly [status: number, headers: unknown, body: unknown, world: unknown];

const parts = ['answer', 'headers of the answer', 'world afterwards'] as const;

/** In what two sights differ first, and how it is in each: the answer, else its headers, else what is left behind. */
export function differenceInWords(
  expected: string,
  actual: string,
): {
  readonly what: (typeof parts)[number];
  readonly expected: string;
  readonly actual: string;
} {
  const [one, other] = [partsOf(expected), partsOf(actual)];
  const index = Math.max(
    0,
    one.findIndex((part, place) => part !== other[place]),
  );
  const [wanted = '', found = ''] = [one[index], other[index]];
  const [from, until] = [start(wanted, found), 160];
  const shown = (text: string) =>
    `${from > 0 ? '…' : ''}${text.slice(from, from + until)}${text.length > from + until ? '…' : ''}`;
  return { what: parts[index] ?? 'answer', expected: shown(wanted), actual: shown(found) };
}

function partsOf(seen: string): readonly [string, string, string] {
  const [status, headers, body, world] = JSON.parse(seen) as Seen;
  return [`${status} ${JSON.stringify(body ?? null)}`, JSON.stringify(headers), JSON.stringify(world)];
}

/** Some way before the first place where two long texts differ; their beginning where that is not far. */
function start(one: string, other: string): number {
  const first = [...one].findIndex((letter, place) => letter !== other[place]);
  return first < 100 ? 0 : first - 60;
}
