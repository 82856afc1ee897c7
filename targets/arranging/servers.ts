import { hasBlockStorage, volumeStatus } from '../clients/block-storage';
import { listAttachments, type ServerView, showServer, versionHeader } from '../clients/compute';
import { expectSuccess, requiredText, summary, textAt } from '../clients/reading';
import { bringBack } from '../clients/rescue';
import type { Configuration } from '../configuration/configuration';
import { Inconclusive, NotApplicable } from '../inconclusive';
import { remove } from '../ledger/removal';
import { compare, type Microversion } from '../microversion';
import { settle } from '../settle';
import type { Subject } from '../subject';
import type { Exchange } from '../target';
import type { Images } from './images';
import { type Making, make, newName } from './making';
import type { Place, Places } from './places';
import type { Disk } from './wish';

/** A server that stands ready for a scenario. */
export interface ReadyServer {
  readonly id: string;
  readonly disk: Disk;
  readonly place: Place;
  /** The key of its entry on the ledger; undefined for a server of the user's own. */
  readonly key: string | undefined;
  /** What a guest booted from its own disk says; undefined where the image is the user's own. */
  readonly marker: string | undefined;
  /** The host it is on, where that can be seen. */
  readonly host: string | undefined;
  /** Tells hosts apart where they cannot be seen. */
  readonly hostId: string | undefined;
}

/** `networks: none` came with this microversion. */
const networksFrom: Microversion = [2, 37];

/** Makes servers, keeps those that are fit for another scenario, and removes the rest. */
export class Servers {
  readonly #subject: Subject;
  readonly #making: Making;
  readonly #images: Images;
  readonly #places: Places;
  readonly #configuration: Configuration;
  #idle: ReadyServer[];

  constructor(subject: Subject, making: Making, images: Images, places: Places, configuration: Configuration) {
    this.#subject = subject;
    this.#making = making;
    this.#images = images;
    this.#places = places;
    this.#configuration = configuration;
    this.#idle = (configuration.servers ?? []).map(({ id, disk, host }) => ({
      id,
      disk,
      place: { reportsTrait: host === undefined ? undefined : host === 'capable', by: 'configuration' },
      key: undefined,
      marker: undefined,
      host: undefined,
      hostId: undefined,
    }));
  }

  hasIdle(disk: Disk, fits: (server: ReadyServer) => boolean): boolean {
    return this.#idle.some((idle) => idle.disk === disk && fits(idle));
  }

  /** An idle server that boots so and is in a place that fits, ACTIVE as far as anyone can see. */
  async takeIdle(disk: Disk, fits: (server: ReadyServer) => boolean): Promise<ReadyServer | undefined> {
    for (const server of this.#idle.filter((idle) => idle.disk === disk && fits(idle))) {
      this.#idle = this.#idle.filter((idle) => idle !== server);
      const now = await this.#viewIfFit(server);
      if (now) return { ...server, host: now.host, hostId: now.hostId };
      await this.#discard(server);
    }
    return undefined;
  }

  /** ACTIVE, with no task, and with its volumes where they were: an earlier scenario may have found a fault there. */
  async #viewIfFit({ id, disk }: ReadyServer): Promise<ServerView | undefined> {
    const { target } = this.#subject;
    const now = await showServer(target, id, this.#observer());
    if (now?.status !== 'ACTIVE' || now.taskState !== null) return undefined;
    if (disk === 'image') return now;
    const volumes = await listAttachments(target, id);
    for (const volume of hasBlockStorage(target) ? volumes : []) {
      if ((await volumeStatus(target, volume)) !== 'in-use') return undefined;
    }
    return volumes.length > 0 ? now : undefined;
  }

  /** Gives a server back. One that does not come back to ACTIVE is removed. */
  async giveBack(server: ReadyServer): Promise<void> {
    const fit = await bringBack(this.#subject, server.id).catch((error: unknown) => {
      if (error instanceof Inconclusive) return false;
      throw error;
    });
    if (fit) this.#idle.push(server);
    else await this.#discard(server);
  }

  /**
   * Makes a server in a place.
   * @throws NotApplicable when the target does not make one there
   */
  async create(disk: Disk, place: Place): Promise<ReadyServer> {
    const root = await this.#images.of('root');
    const name = newName(this.#making, 'server');
    const { versions } = this.#subject;
    const network = this.#configuration.network ?? 'none';
    const named = network === 'none' || network === 'auto' ? network : [{ uuid: network }];
    const modern = compare(versions.newest, networksFrom) >= 0;
    const server = {
      name,
      flavorRef: place.flavor ?? (await this.#flavor()),
      ...(place.zone !== undefined && { availability_zone: place.zone }),
      ...(modern ? { networks: named } : Array.isArray(named) && { networks: named }),
      ...(await this.#bootFrom(disk, root.id)),
    };
    const headers = modern ? versionHeader(networksFrom) : {};
    const request = {
      caller: 'owner',
      service: 'compute',
      method: 'POST',
      path: '/servers',
      headers,
      body: { server },
    } as const;
    const { id } = await this.#madeWithin('server', name, request);
    try {
      const { host, hostId } = await this.#settleActive(id, name);
      return { id, disk, place, key: name, marker: root.marker, host, hostId };
    } catch (error) {
      // What was not built would only use up the quota.
      if (error instanceof NotApplicable) await this.#discard({ key: name });
      throw error;
    }
  }

  /** Makes it; where the quota is full, removes the idle servers of ours and tries once more. */
  async #madeWithin(
    kind: 'server' | 'volume',
    name: string,
    request: Parameters<typeof make>[3],
  ): Promise<{ readonly id: string }> {
    const first = await make(this.#making, kind, name, request, kind, 'id');
    if (first.id !== undefined) return first;
    const ours = this.#idle.filter(({ key }) => key !== undefined);
    if (!isQuota(first.exchange) || ours.length === 0) throw refused(first.exchange);
    this.#idle = this.#idle.filter((idle) => !ours.includes(idle));
    for (const idle of ours) await this.#discard(idle);
    const second = await make(this.#making, kind, name, request, kind, 'id');
    if (second.id === undefined) throw refused(second.exchange);
    return second;
  }

  async #flavor(): Promise<string> {
    const flavor = await this.#places.smallestFlavor();
    if (flavor === undefined)
      throw new NotApplicable('no flavor with a disk: give the id of one as flavor in nova-rescue.yaml');
    return flavor;
  }

  async #bootFrom(disk: Disk, image: string): Promise<object> {
    const root = { boot_index: 0, destination_type: 'volume', delete_on_termination: true };
    const fresh = (source: object) => ({ block_device_mapping_v2: [{ ...root, volume_size: 1, ...source }] });
    if (disk === 'image') return { imageRef: image };
    const cinder = hasBlockStorage(this.#subject.target);
    const existing = (volume: string) => ({
      block_device_mapping_v2: [{ ...root, source_type: 'volume', uuid: volume }],
    });
    if (disk === 'blank volume') {
      return cinder ? existing(await this.#volumeFrom(undefined)) : fresh({ source_type: 'blank' });
    }
    const fromImage = fresh({ source_type: 'image', uuid: image });
    if (disk === 'volume, image named') return { imageRef: image, ...fromImage };
    return cinder ? existing(await this.#volumeFrom(image)) : fromImage;
  }

  /** A volume that Cinder made from the image, or an empty one that is marked bootable. */
  async #volumeFrom(image: string | undefined): Promise<string> {
    const { target, patience } = this.#subject;
    const name = newName(this.#making, 'volume');
    const cinder = { caller: 'owner', service: 'block-storage' } as const;
    const volume = { name, size: 1, ...(image !== undefined && { imageRef: image }) };
    const request = { ...cinder, method: 'POST', path: '/volumes', body: { volume } } as const;
    const { id } = await this.#madeWithin('volume', name, request);
    const path = `/volumes/${id}`;
    const look = async () => {
      const shown = await target.send({ ...cinder, method: 'GET', path });
      const status = requiredText(expectSuccess(shown, 'show the volume'), 'volume', 'status');
      if (status.startsWith('error')) throw new NotApplicable(`the volume service did not make it: ${summary(shown)}`);
      return status === 'available' ? status : undefined;
    };
    await settle(target.clock, `volume ${name} becoming available`, look, patience);
    if (image === undefined) {
      // As Nova demands of a root volume; where Cinder does not take it, making the server says so.
      await target.send({
        ...cinder,
        method: 'POST',
        path: `${path}/action`,
        body: { 'os-set_bootable': { bootable: true } },
      });
    }
    return id;
  }

  async #settleActive(id: string, name: string): Promise<ServerView> {
    const { target, patience } = this.#subject;
    return settle(
      target.clock,
      `server ${name} becoming ACTIVE`,
      async () => {
        const server = await showServer(target, id, this.#observer());
        if (server?.status === 'ERROR')
          throw new NotApplicable(`the server was not built: ${server.fault ?? 'no fault is shown'}`);
        return server?.status === 'ACTIVE' && server.taskState === null ? server : undefined;
      },
      patience,
    );
  }

  /** An admin sees the host too. */
  #observer(): 'admin' | 'owner' {
    return this.#subject.target.has('admin') ? 'admin' : 'owner';
  }

  async #discard({ key }: Pick<ReadyServer, 'key'>): Promise<void> {
    const { target, ledger } = this.#making;
    const entry = ledger.open().find((open) => open.key === key);
    if (entry) await remove(target, ledger, entry, this.#configuration, this.#subject.patience);
  }
}

const isQuota = ({ reply }: Exchange): boolean =>
  reply.status === 413 || (reply.status === 403 && /quota/i.test(textAt(reply.json, 'forbidden', 'message') ?? ''));

const refused = (exchange: Exchange): NotApplicable =>
  new NotApplicable(
    isQuota(exchange)
      ? `the quota of the project is too small for another server or volume: ${summary(exchange)}`
      : `the target does not make it: ${summary(exchange)}`,
  );
