/** How many differences and notes there were, in words. */
export const howMany = (differences: number, notes: number): string =>
  `${differences === 0 ? 'no difference' : counted(differences, 'difference')}${notes === 0 ? '' : ` and ${counted(notes, 'note')}`}`;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
