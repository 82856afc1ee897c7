/** No cloud has an image of this id. */
export const unknownImage = '00000000-0000-4000-8000-00000000dead';
