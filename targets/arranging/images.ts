import { expectSuccess, listAt, succeeded, summary, textAt } from '../clients/reading';
import type { Configuration, ImageRole } from '../configuration/configuration';
import { Inconclusive, NotApplicable } from '../inconclusive';
import { remove } from '../ledger/removal';
import { settle } from '../settle';
import type { Exchange } from '../target';
import { intend, type Making, make, newName } from './making';
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
  readonly #made = new Map<string, Promise<ImageInUse>>();
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
   * An image like those that servers are made from, for one server alone.
   * @throws NotApplicable where none can be made
   */
  async makeOwn(): Promise<ImageInUse> {
    const made = this.#canMake() ? await this.make('own', properties.root) : undefined;
    if (!made) throw new NotApplicable('the target takes no image of ours');
    return made;
  }

  /**
   * The image with these properties: made when it is first needed.
   * @throws NotApplicable where none can be made
   */
  with(label: string, own: Readonly<Record<string, string>>): Promise<ImageInUse> {
    const lacking = new NotApplicable(`the target takes no image with ${JSON.stringify(own)}`);
    const made = async () => (this.#canMake() ? await this.make(label, own) : undefined) ?? Promise.reject(lacking);
    const found = this.#made.get(label) ?? made();
    this.#made.set(label, found);
    return found;
  }

  /**
   * A stable image that is there, and that the owner of the servers does not see.
   * @throws NotApplicable where nobody can make one
   */
  unseen(): Promise<ImageInUse> {
    const found = this.#made.get('unseen') ?? this.#makeUnseen();
    this.#made.set('unseen', found);
    return found;
  }

  async #makeUnseen(): Promise<ImageInUse> {
    const { target } = this.#making;
    const can = target.has('admin') && target.endpoint('image', 'admin') !== undefined;
    const made = can ? await this.make('unseen', properties.stable, 'admin') : undefined;
    if (!made) throw new NotApplicable('an image of another project is made by an admin: give --admin-cloud');
    const request = { caller: 'owner', service: 'image', method: 'GET', path: `/v2/images/${made.id}` } as const;
    if (!succeeded(await target.send(request))) return made;
    throw new NotApplicable('what the admin makes is of the same project, or shown to all');
  }

  /**
   * Deletes an image that was made for one server.
   * @throws Inconclusive where it does not go
   */
  async removeOwn(id: string): Promise<void> {
    const { target, ledger } = this.#making;
    const entry = ledger.open().find((open) => open.kind === 'image' && open.id === id);
    const wrong = entry ? await remove(target, ledger, entry, this.#configured) : 'it is not on the ledger';
    if (wrong !== undefined) throw new Inconclusive(`the image ${id} was not deleted: ${wrong}`);
  }

  /**
   * The name for an image that is not to come to be; where it does all the same, it is removed with the run. Undefined
   * where nobody could look for it.
   */
  unwanted(label: string): string | undefined {
    if (!this.#canMake()) return undefined;
    const name = newName(this.#making, `image-${label}`);
    intend(this.#making, 'image', name, 'owner');
    return name;
  }

  #canMake(): boolean {
    return this.#making.target.endpoint('image', 'owner') !== undefined;
  }

  /**
   * Makes a new image with these properties and no others.
   * @param label part of its name
   * @returns undefined where the cloud does not take it
   */
  async make(
    label: string,
    own: Readonly<Record<string, string>>,
    caller: 'owner' | 'admin' = 'owner',
  ): Promise<ImageInUse | undefined> {
    const { target } = this.#making;
    const name = newName(this.#making, `image-${label}`);
    const marker = `${markerPrefix} ${name.slice(markerPrefix.length + 1)}`;
    const image = { caller, service: 'image' } as const;
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
