/** What is seen begins with the status of the answer. */
export const statusOf = (seen: string): string => /^\[(\d+)/.exec(seen)?.[1] ?? '';
