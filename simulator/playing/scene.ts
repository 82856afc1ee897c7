import type { ImageKind, Place } from './action';
import { contents, nowhere, properties } from './properties';
import type { Answered, Stage, Wanted } from './stage';

/** A stage, and what a play has put on it so far. */
export interface Scene {
  readonly stage: Stage;
  readonly images: Map<ImageKind, string>;
  /** In the order in which they were asked for; empty where that was refused. */
  readonly servers: string[];
  /** Every volume that any of the servers was ever seen with, or is to get. */
  readonly volumes: Set<string>;
}

/** What stands at the end of a path of keys and indices. */
export const within = (body: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | null | undefined)?.[key], body);

export const textIn = (body: unknown, ...path: readonly (string | number)[]): string => {
  const found = within(body, ...path);
  return typeof found === 'string' ? found : '';
};

/** What a play needs was refused: the stage is not fit for it. */
export class NotGranted extends Error {
  override name = 'NotGranted';
}

/**
 * Asks for what the play needs and does not look at.
 * @throws NotGranted
 */
export async function granted({ stage }: Scene, request: Wanted): Promise<Answered> {
  const answer = await stage.send(request);
  if (answer.status < 300) return answer;
  throw new NotGranted(`${request.method} ${request.path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** The id of the image of this kind; it is made where there is none yet. */
export async function imageRef(scene: Scene, kind: ImageKind): Promise<string> {
  if (kind === 'unknown') return nowhere;
  const known = scene.images.get(kind);
  if (known !== undefined) return known;
  const caller = kind === 'of another project' ? 'other-project' : 'owner';
  const image = { caller, service: 'image' } as const;
  const body = { name: kind, disk_format: 'raw', container_format: 'bare', ...properties[kind] };
  const made = await granted(scene, { ...image, method: 'POST', path: '/v2/images', body });
  const id = textIn(made.body, 'id');
  await granted(scene, { ...image, method: 'PUT', path: `/v2/images/${id}/file`, body: contents(kind) });
  scene.images.set(kind, id);
  return id;
}

/** The id of a new volume, ready to be used. */
export async function newVolume(scene: Scene, imageRef?: string): Promise<string> {
  const volume = { size: 1, ...(imageRef !== undefined && { imageRef }) };
  const request = { caller: 'owner', service: 'block-storage', method: 'POST', path: '/volumes' } as const;
  const made = await scene.stage.send({ ...request, body: { volume } });
  // Where its image is gone by now, what is to be made of the volume is refused.
  if (made.status >= 300) return nowhere;
  const id = textIn(made.body, 'volume', 'id');
  await scene.stage.settle();
  scene.volumes.add(id);
  return id;
}

/** The path of the resource provider of a host. */
export async function providerPath(scene: Scene, place: Place): Promise<string> {
  const path = `/resource_providers?name=${scene.stage.providers[place]}`;
  const found = await granted(scene, { ...placement, method: 'GET', path });
  return `/resource_providers/${textIn(found.body, 'resource_providers', 0, 'uuid')}`;
}

/** Traits came with 1.6. */
export const placement = {
  caller: 'admin',
  service: 'placement',
  headers: { 'OpenStack-API-Version': 'placement 1.6' },
} as const;
