/** The one of these words that takes the fewest changes of a letter to come to. */
export function nearest(word: string, words: readonly string[]): string {
  const [first = ''] = [...words].sort((a, b) => distance(word, a) - distance(word, b));
  return first;
}

/** How many letters must be put in, taken out or changed. Source: V. Levenshtein, 1966. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [place, other] of [...to].entries()) {
      const kept = (row[place] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(kept, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
