import type { UnorderedRace } from './judge-race';

/** What a cloud does not look at that has such races; empty where nothing known explains one. */
export const causeOf = ({ unlooked }: UnorderedRace): string => unlooked.map(({ what }) => what).join(', ');

/** The rules that a cloud breaks which does not look at it. */
export const rulesOf = ({ unlooked }: UnorderedRace): readonly string[] => unlooked.flatMap(({ rules }) => rules);

/** Whether what was found before may be the cause of this too. */
export const isExplainedBy =
  (known: readonly UnorderedRace[]) =>
  (end: UnorderedRace): boolean =>
    known.some(({ unlooked }) =>
      unlooked.length === 0
        ? end.unlooked.length === 0
        : unlooked.every(({ what }) => end.unlooked.some((other) => other.what === what)),
    );
