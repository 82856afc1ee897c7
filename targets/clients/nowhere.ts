/** The id of nothing that any cloud has: as the id of an image, or of a server, it leads nowhere. */
export const nowhere = '00000000-0000-4000-8000-00000000dead';
