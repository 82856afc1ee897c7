import type { Report } from './report';

/** What must be said before all else of a cloud that is wrong on purpose; undefined of any other. */
export function noEvidence({ target: { name, brokenBy = [] } }: Pick<Report, 'target'>): string | undefined {
  if (brokenBy.length === 0) return undefined;
  return `NO EVIDENCE: ${name} is a simulated cloud that is broken on purpose (${brokenBy.join('; ')}). What is said here holds of no real cloud.`;
}
