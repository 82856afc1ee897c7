/** What the other services ask of the image service. */
export { createImage, fillImage, type NewImage } from './image/create-image';
export { visibleImage } from './image/visible-image';
