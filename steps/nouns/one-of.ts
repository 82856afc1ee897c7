/** A parameter type that is one of these nouns, longer ones first so that none hides another. */
export function oneOf<T>(nouns: Readonly<Record<string, T>>): { regexp: RegExp; transformer: (noun: string) => T } {
  const literal = (noun: string) => noun.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const alternatives = Object.keys(nouns).sort((a, b) => b.length - a.length);
  return {
    regexp: new RegExp(alternatives.map(literal).join('|')),
    transformer: (noun) => {
      const found = nouns[noun];
      if (found === undefined) throw new Error(`“${noun}” is none of: ${alternatives.join(', ')}`);
      return found;
    },
  };
}
