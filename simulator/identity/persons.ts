/**
 * Who a cloud knows from the beginning: each their names, and the role they were given. Here alone, so that programs can
 * have the type without those of Node.
 */
export const people = {
  owner: { user: 'demo', project: 'demo', role: 'member' },
  admin: { user: 'admin', project: 'admin', role: 'admin' },
  'other-project': { user: 'other', project: 'other', role: 'member' },
  reader: { user: 'reader', project: 'demo', role: 'reader' },
} as const;

export type Person = keyof typeof people;
export const persons = Object.keys(people) as readonly Person[];
