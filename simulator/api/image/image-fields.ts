import type { Image } from '../../world';
import { bestOf, textOf, violations } from '../json-schema';
import { type Call, isAdmin } from '../service';
import { schemas } from './schemas';

/** What can be said of an image, when it is made and afterwards. */

const reserved = ['location', 'deleted', 'deleted_at'];

/** The words that Glance keeps for itself. */
export const isReserved = (key: string): boolean => reserved.includes(key) || key.startsWith('os_glance');

/** Its fields that are no properties, by their names in the API. */
export const fields = {
  name: 'name',
  owner: 'owner',
  visibility: 'visibility',
  disk_format: 'diskFormat',
  container_format: 'containerFormat',
  min_disk: 'minDisk',
  min_ram: 'minRam',
  protected: 'isProtected',
  os_hidden: 'isHidden',
  tags: 'tags',
} as const satisfies Record<string, keyof Image>;

export const isField = (key: string): key is keyof typeof fields => Object.hasOwn(fields, key);

/** Why the schema of images does not hold for it. */
export function unfit(value: unknown): string | undefined {
  const found = bestOf(violations(schemas.image, value));
  return found && `Provided object does not match schema 'image': ${textOf(found)}`;
}

/** The policy that does not let this caller make an image visible so; undefined where it may. */
export const visibilityRefused = (call: Call, visibility: unknown): string | undefined =>
  visibility === 'public' && !isAdmin(call) ? 'publicize_image' : undefined;

/** What is wrong with an amount. */
export const negative = (key: string, value: unknown): string | undefined =>
  (key === 'min_disk' || key === 'min_ram') && Number(value) < 0
    ? `Invalid value '${value}' for parameter '${key}': Cannot be a negative value`
    : undefined;
