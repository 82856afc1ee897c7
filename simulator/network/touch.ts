import type { World } from '../world';

/** Notes that a resource has been changed. */
export function touch({ clock }: World, record: { updated: number; revision_number: number }): void {
  record.updated = clock.now();
  record.revision_number += 1;
}
