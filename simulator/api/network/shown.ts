import type { Standard } from '../../network/tables';

/** A time as Neutron writes it. */
export const timeText = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/** What every resource ends with, in Neutron's order. */
export const shownStandard = ({ tags, created, updated, revision_number, project_id }: Standard) => ({
  tags,
  created_at: timeText(created),
  updated_at: timeText(updated),
  revision_number,
  project_id,
});

/** A value of a resource by the name that a query knows it by. */
export function fieldOf(record: Standard, name: string): unknown {
  if (name === 'tenant_id') return record.project_id;
  if (name === 'created_at') return timeText(record.created);
  if (name === 'updated_at') return timeText(record.updated);
  return (record as unknown as Readonly<Record<string, unknown>>)[name] ?? null;
}
