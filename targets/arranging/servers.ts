import { hasBlockStorage, volumeStatus } from '../clients/block-storage';
import { listAttachments, type ServerView, showServer, versionHeader } from '../clients/compute';
import { bringBack } from '../clients/rescue';
import type { Configuration } from '../configuration/configuration';
import { Inconclusive, NotApplicable } from '../inconclusive';
import { remove } from '../ledger/removal';
import { compare, type Microversion } from '../microversion';
import { settle } from '../settle';
import type { Subject } from '../subject';
import { Builds, type NotBuilt } from './builds';
import type { Images } from './images';
import type { Making } from './making';
import type { Place, Places } from './places';
import { makeWithinQuota } from './quota';
import { rootDisk } from './root-disk';
import { makeVolume } from './volumes';
import { type Disk, imageOf, isVolumeBacked } from './wish';

/** A server that stands ready for a scenario. */
export interface ReadyServer {
  readonly id: string;
  readonly disk: Disk;
  readonly place: Place;
  /** The key of its entry on the ledger; undefined for a server of the user's own. */
  readonly key: string | undefined;
  /** The image that no other server is made from, where it has one. */
  readonly ownImage?: string;
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
  readonly #builds = new Builds();
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
    const now = await this.#look(id);
    if (now?.status !== 'ACTIVE' || now.taskState !== null) return undefined;
    if (!isVolumeBacked({ disk })) return now;
    const volumes = await listAttachments(target, id);
    for (const volume of hasBlockStorage(target) ? volumes : []) {
      if ((await volumeStatus(target, volume)) !== 'in-use') return undefined;
    }
    return volumes.length > 0 ? now : undefined;
  }

  /**
   * Gives a server back. One that does not come back to ACTIVE is removed.
   * @param fitForOthers false where something about it is no longer as it was made
   */
  async giveBack(server: ReadyServer, fitForOthers = true): Promise<void> {
    const fit = await bringBack(this.#subject, server.id).catch((error: unknown) => {
      if (error instanceof Inconclusive) return false;
      throw error;
    });
    // One whose image may be gone is like no other.
    if (fit && fitForOthers && server.ownImage === undefined) this.#idle.push(server);
    else await this.#discard(server);
  }

  /**
   * Makes a server in a place.
   * @throws NotApplicable when the target does not make one there
   * @throws Inconclusive when it does not become ACTIVE in time
   */
  create(disk: Disk, place: Place): Promise<ReadyServer> {
    return this.#builds.at(place, disk, () => this.#createOnce(disk, place));
  }

  async #createOnce(disk: Disk, place: Place): Promise<ReadyServer | NotBuilt> {
    const own = disk === 'image, its own' ? await this.#images.makeOwn() : undefined;
    const root = own ?? (await this.#images.of(imageOf(disk)));
    const { target, versions } = this.#subject;
    const makeRoom = () => this.#makeRoom();
    const network = this.#configuration.network ?? 'none';
    const named = network === 'none' || network === 'auto' ? network : [{ uuid: network }];
    const modern = compare(versions.newest, networksFrom) >= 0;
    const wanted = {
      metadata: { made_by: 'nova-rescue-conformance' },
      flavorRef: place.flavor ?? (await this.#flavor(disk)),
      ...(place.zone !== undefined && { availability_zone: place.zone }),
      ...(modern ? { networks: named } : Array.isArray(named) && { networks: named }),
      ...(await rootDisk(target, disk, root.id, async (image) => {
        const { id } = await makeVolume(this.#subject, this.#making, image, makeRoom);
        return id;
      })),
    };
    const headers = modern ? versionHeader(networksFrom) : {};
    const request = (name: string) =>
      ({
        caller: 'owner',
        service: 'compute',
        method: 'POST',
        path: '/servers',
        headers,
        body: { server: { name, ...wanted } },
      }) as const;
    const { id, key } = await makeWithinQuota(this.#making, 'server', request, makeRoom);
    const begun = target.clock.now();
    try {
      const { host, hostId } = await this.#settle(id, key, disk === 'image, never ran' ? 'ERROR' : 'ACTIVE');
      const ready = { id, disk, place, key, marker: root.marker, host, hostId };
      return own ? { ...ready, ownImage: own.id } : ready;
    } catch (error) {
      // What was not built would only use up the quota.
      if (error instanceof NotApplicable) await this.#discard({ key });
      // Trouble on the way to the answer says nothing of the place.
      const tooLong = target.clock.now() - begun >= this.#subject.patience.deadline;
      if (error instanceof NotApplicable || (error instanceof Inconclusive && tooLong)) return { why: error };
      throw error;
    }
  }

  /** Removes the idle servers of ours. */
  async #makeRoom(): Promise<boolean> {
    const ours = this.#idle.filter(({ key }) => key !== undefined);
    this.#idle = this.#idle.filter((idle) => !ours.includes(idle));
    for (const idle of ours) await this.#discard(idle);
    return ours.length > 0;
  }

  async #flavor(disk: Disk): Promise<string> {
    const flavor = await this.#places.smallestFlavor(!isVolumeBacked({ disk }));
    if (flavor !== undefined) return flavor;
    const kind = isVolumeBacked({ disk }) ? 'flavor' : 'flavor with a disk';
    throw new NotApplicable(`no ${kind}: give the id of one as flavor in nova-rescue.yaml`);
  }

  async #settle(id: string, name: string, wanted: 'ACTIVE' | 'ERROR'): Promise<ServerView> {
    const { target, patience } = this.#subject;
    return settle(
      target.clock,
      `server ${name} becoming ${wanted}`,
      async () => {
        const server = await this.#look(id);
        if (server?.status === 'ERROR' && wanted !== 'ERROR')
          throw new NotApplicable(`the server was not built: ${server.fault ?? 'no fault is shown'}`);
        if (server?.status === 'ACTIVE' && wanted === 'ERROR')
          throw new NotApplicable('the target has a host for a server that was to have none');
        return server?.status === wanted && server.taskState === null ? server : undefined;
      },
      patience,
    );
  }

  /** As an admin, who sees the host too; as the owner where there is none, or one who does not see the server. */
  async #look(id: string): Promise<ServerView | undefined> {
    const { target } = this.#subject;
    return (target.has('admin') ? await showServer(target, id, 'admin') : undefined) ?? showServer(target, id, 'owner');
  }

  async #discard({ key }: Pick<ReadyServer, 'key'>): Promise<void> {
    const { target, ledger } = this.#making;
    const entry = ledger.open().find((open) => open.key === key);
    if (entry) await remove(target, ledger, entry, this.#configuration, this.#subject.patience);
  }
}
