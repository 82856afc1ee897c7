import type { Ask } from './request';

/** The id of nothing. */
export const nowhere = '00000000-0000-4000-8000-00000000dead';

/**
 * Whether nothing comes of it but what can be put right: a server could be made of a volume without an image, and that
 * volume would stay.
 */
export function isHarmless({ method, path: where, body = '' }: Ask): boolean {
  if (where.includes('action')) return true;
  const isOfNoImage = body.split('"imageRef"').length === 2 && body.includes(`"imageRef":"${nowhere}"`);
  return method !== 'DELETE' && (isOfNoImage || !/block_device_mapping/.test(body));
}
