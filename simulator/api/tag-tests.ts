/**
 * How a query asks Nova or Neutron for tags: all of them must be there, or any; or that must not be so.
 * Source: instance_get_all_by_filters_sort in nova/db/main/api.py@26.2.2; Neutron's as observed.
 */
export const tagTests: Readonly<Record<string, (tags: readonly string[], wanted: readonly string[]) => boolean>> = {
  tags: (tags, wanted) => wanted.every((tag) => tags.includes(tag)),
  'tags-any': (tags, wanted) => wanted.some((tag) => tags.includes(tag)),
  'not-tags': (tags, wanted) => !wanted.every((tag) => tags.includes(tag)),
  'not-tags-any': (tags, wanted) => !wanted.some((tag) => tags.includes(tag)),
};
