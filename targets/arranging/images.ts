import { expectSuccess, listAt, succeeded, summary, textAt } from '../clients/reading';
import type { Configuration, ImageRole } from '../configuration/configuration';
import { Inconclusive, NotApplicable } from '../inconclusive';
import { settle } from '../settle';
import type { Exchange } from '../target';
import { type Making, make, newName } from './making';
import { markerImage, markerPrefix } from './marker/marker-image';

/** The properties of an image, by its role. A stable one names a device and bus that every known driver has. */
const properties: Readonly<Record<ImageRole, Readonly<Record<string, string>>>> = {
  root: { hw_rescue_device: 'disk', hw_rescue_bus: 'virtio' },
  stable: { hw_rescue_device: 'disk', hw_rescue_bus: 'virtio' },
  plain: {},
  'bus-only': { hw_rescue_bus: 'virtio' },
  'device-only': { hw_rescue_device: 'disk' },
  // What makes an image a snapshot of a volume-backed server is that it carries this.
  snapshot: { block_device_mapping: '[]', hw_rescue_device: 'disk', hw_rescue_bus: 'virtio' },
  vtpm: { hw_tpm_version: '2.0', hw_tpm_model: 'tpm-crb' },
  // A trait of network cards: no host's own provider has it, so that none is found for such a server.
  unbuildable: { 'trait:HW_NIC_SRIOV_TRUSTED': 'required' },
};

/** What tells images of different roles apart. */
const telling = [...new Set(Object.values(properties).flatMap((of) => Object.keys(of)))];

/** What a snapshot of a volume-backed server says about its volume; the volume itself need not be there. */
const mapping = JSON.stringify([
  {
    source_type: 'snapshot',
    destination_type: 'volume',
    boot_index: 0,
    snapshot_id: '00000000-0000-4000-8000-000000000001',
    volume_size: 1,
  },
]);

export interface ImageInUse {
  readonly id: string;
  /** What its guest says on the console; undefined where the image is the user's own. */
  readonly marker: string | undefined;
}

/** Finds or makes images, each once a run. */
export class Images {
  readonly #making: Making;
  readonly #configured: Configuration;
  readonly #found = new Map<ImageRole, Promise<ImageInUse>>();
  /** What was last answered where an image was not taken. */
  #refused: string | undefined;

  constructor(making: Making, configuration: Configuration) {
    this.#making = making;
    this.#configured = configuration;
  }

  /**
   * The image of a role: the configured one, else one made for the run, else one that the cloud has.
   * @throws NotApplicable where there is none and none can be made
   */
  of(role: ImageRole): Promise<ImageInUse> {
    const found = this.#found.get(role) ?? this.#find(role);
    this.#found.set(role, found);
    return found;
  }

  async #find(role: ImageRole): Promise<ImageInUse> {
    const configured =
      this.#configured.images?.[role] ?? (role === 'root' ? this.#configured.images?.stable : undefined);
    if (configured !== undefined) return { id: configured, marker: undefined };
    const lacking = (why: string) =>
      new NotApplicable(`no ${role} image (${why}): give its id as images.${role} in nova-rescue.yaml`);
    if (this.#making.target.endpoint('image', 'owner') === undefined)
      throw lacking('there is no image service to make one');
    const found = (await this.#upload(role)) ?? (await this.#existing(role));
    if (!found) throw lacking(`the image service takes none: ${this.#refused}`);
    return found;
  }

  #upload(role: ImageRole): Promise<ImageInUse | undefined> {
    const snapshot = role === 'snapshot' ? { block_device_mapping: mapping } : {};
    return this.make(role, { ...properties[role], ...snapshot });
  }

  /**
   * Makes a new image with these properties and no others.
   * @param label part of its name
   * @returns undefined where the cloud does not take it
   */
  async make(label: string, own: Readonly<Record<string, string>>): Promise<ImageInUse | undefined> {
    const { target } = this.#making;
    const name = newName(this.#making, `image-${label}`);
    const marker = `${markerPrefix} ${name.slice(markerPrefix.length + 1)}`;
    const image = { caller: 'owner', service: 'image' } as const;
    const body = { name, disk_format: 'raw', container_format: 'bare', visibility: 'private', ...own };
    const made = await make(this.#making, 'image', name, { ...image, method: 'POST', path: '/v2/images', body }, 'id');
    if (made.id === undefined) return this.#refusedBy(made.exchange);
    const path = `/v2/images/${made.id}`;
    const upload = await target.send({ ...image, method: 'PUT', path: `${path}/file`, body: markerImage(marker) });
    if (!succeeded(upload)) return this.#refusedBy(upload);
    await settle(target.clock, `image ${name} becoming active`, async () => {
      const shown = expectSuccess(await target.send({ ...image, method: 'GET', path }), 'show the image');
      const status = textAt(shown.reply.json, 'status');
      if (status === 'killed') throw new Inconclusive(`the image was not taken: ${summary(shown)}`);
      return status === 'active' ? status : undefined;
    });
    return { id: made.id, marker };
  }

  #refusedBy(exchange: Exchange): undefined {
    this.#refused = summary(exchange);
  }

  /** An image of the cloud's own with just these rescue properties. */
  async #existing(role: ImageRole): Promise<ImageInUse | undefined> {
    const answer = await this.#making.target.send({
      caller: 'owner',
      service: 'image',
      method: 'GET',
      path: '/v2/images?limit=200',
    });
    const wanted = properties[role];
    const found = listAt(answer.reply.json, 'images').find(
      (image) =>
        textAt(image, 'status') === 'active' &&
        telling.every((key) => (textAt(image, key) !== undefined) === (wanted[key] !== undefined)),
    );
    const id = textAt(found, 'id');
    return id === undefined ? undefined : { id, marker: undefined };
  }
}
