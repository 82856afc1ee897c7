/** Where a script finds the token of each caller: nothing secret stands in it. */
export const tokens = {
  owner: 'TOKEN',
  admin: 'ADMIN_TOKEN',
  'other-project': 'OTHER_TOKEN',
  reader: 'READER_TOKEN',
} as const;

/** The text as one word. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'"'"'`)}'`;

/** Ends the script where something that it needs is not in the environment. */
export const demand = (names: readonly string[]): readonly string[] => [
  `for name in ${[...names].sort().join(' ')}; do`,
  '  printenv "$name" >/dev/null || { echo "set $name" >&2; exit 2; }',
  'done',
];

/** What was expected, of what is seen: the answer alone. What it leaves behind stands in the .json file. */
export function expectation(seen: string): string {
  const [status, , body] = JSON.parse(seen) as readonly unknown[];
  return `echo ${quoted(`expected: ${status} ${JSON.stringify(body ?? '')}`)}`;
}
