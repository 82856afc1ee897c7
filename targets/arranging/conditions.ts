import { hasBlockStorage, volumeStatus } from '../clients/block-storage';
import { listAttachments, serverAction, showServer, unlockServer } from '../clients/compute';
import { succeeded, summary } from '../clients/reading';
import { bringBack } from '../clients/rescue';
import type { Configuration, HookName } from '../configuration/configuration';
import { runHook } from '../hooks';
import { Inconclusive, NotApplicable } from '../inconclusive';
import { settle } from '../settle';
import type { Subject } from '../subject';
import type { DataVolumes } from './data-volumes';
import type { Images } from './images';
import type { ReadyServer } from './servers';

/** What a server can be put into, beside RESCUE, to see how a rescue is answered then. */
export type Condition =
  | 'SHUTOFF'
  | 'paused'
  | 'suspended'
  | 'in ERROR'
  | 'locked by its owner'
  | 'locked by an admin'
  | 'unlocked'
  | 'with a volume that is not in use'
  | 'with all volumes in use'
  | 'with another volume attached'
  | 'without its image';

/** Puts servers into conditions, and takes them out again. */
export class Conditions {
  readonly #subject: Subject;
  readonly #configuration: Configuration;
  readonly #images: Images;
  readonly #volumes: DataVolumes;
  readonly #changed = new Map<string, Set<Condition>>();

  constructor(subject: Subject, configuration: Configuration, images: Images, volumes: DataVolumes) {
    this.#subject = subject;
    this.#configuration = configuration;
    this.#images = images;
    this.#volumes = volumes;
  }

  /**
   * Puts an ACTIVE server into a condition; several can hold at once.
   * @throws NotApplicable where this run may not do it, or the target does not
   * @throws Inconclusive where the target took it and it did not come about
   */
  async put(server: ReadyServer, condition: Condition): Promise<void> {
    this.#changed.set(server.id, (this.#changed.get(server.id) ?? new Set()).add(condition));
    await this.#ways[condition](server);
  }

  /** Takes the server out of whatever it was put into, for it to be used or removed. Repeating it does no harm. */
  async undo(server: ReadyServer): Promise<void> {
    const changed = this.#changed.get(server.id);
    this.#changed.delete(server.id);
    const was = (...some: readonly Condition[]) => some.some((condition) => changed?.has(condition));
    if (was('locked by its owner', 'locked by an admin')) await this.#ways.unlocked(server);
    if (was('with a volume that is not in use')) await this.#ways['with all volumes in use'](server);
    // A server in RESCUE keeps its volumes.
    if (was('with another volume attached') && (await bringBack(this.#subject, server.id))) {
      await this.#volumes.detach(server);
    }
    if (was('in ERROR')) await this.#reset(server, 'active');
    const { status } = (await showServer(this.#subject.target, server.id)) ?? {};
    const back = Object.entries(wayBack).find(([state]) => state === status);
    if (changed && back) await this.#act(server, back[1], 'ACTIVE');
  }

  readonly #ways: Readonly<Record<Condition, (server: ReadyServer) => Promise<void>>> = {
    SHUTOFF: (server) => this.#act(server, 'os-stop', 'SHUTOFF'),
    paused: (server) => this.#act(server, 'pause', 'PAUSED'),
    suspended: (server) => this.#act(server, 'suspend', 'SUSPENDED'),
    'in ERROR': (server) => this.#reset(server, 'error'),
    'locked by its owner': (server) => this.#lock(server, 'owner'),
    'locked by an admin': (server) => this.#lock(server, 'admin'),
    unlocked: async ({ id }) => {
      if (!(await unlockServer(this.#subject.target, id)))
        throw new Inconclusive(`the server ${id} cannot be unlocked`);
    },
    'with a volume that is not in use': (server) => this.#setVolumes(server, 'error'),
    'with all volumes in use': (server) => this.#setVolumes(server, 'in-use'),
    'with another volume attached': (server) => this.#volumes.attach(server),
    'without its image': async ({ ownImage }) => {
      if (ownImage === undefined) throw new Error('the scenario’s server has no image of its own');
      await this.#images.removeOwn(ownImage);
    },
  };

  /** An action of the owner's, and the status that it leads to. */
  async #act(server: ReadyServer, action: string, status: string): Promise<void> {
    const { target, patience } = this.#subject;
    const answer = await serverAction(target, server.id, { [action]: null });
    if (!succeeded(answer)) throw new NotApplicable(`the target does not do it: ${summary(answer)}`);
    const look = async () => {
      const now = await showServer(target, server.id);
      return now?.status === status && now.taskState === null ? now : undefined;
    };
    await settle(target.clock, `the server becoming ${status}`, look, patience);
  }

  async #lock(server: ReadyServer, caller: 'owner' | 'admin'): Promise<void> {
    const { target } = this.#subject;
    if (!target.has(caller)) throw new NotApplicable('only an admin can do that: give --admin-cloud');
    const answer = await serverAction(target, server.id, { lock: null }, { caller });
    if (!succeeded(answer)) throw new NotApplicable(`the target does not lock it: ${summary(answer)}`);
  }

  async #reset(server: ReadyServer, state: 'error' | 'active'): Promise<void> {
    demandOurs(server);
    const { target } = this.#subject;
    if (!target.has('admin')) return this.#hook('reset-state', { server: server.id, state });
    const answer = await serverAction(target, server.id, { 'os-resetState': { state } }, { caller: 'admin' });
    if (!succeeded(answer)) throw new NotApplicable(`an admin cannot set the state: ${summary(answer)}`);
  }

  /** Sets the status of the server's last volume, in Cinder's books only: the volume itself stays where it is. */
  async #setVolumes(server: ReadyServer, status: 'error' | 'in-use'): Promise<void> {
    demandOurs(server);
    const { target } = this.#subject;
    const volume = (await listAttachments(target, server.id)).at(-1);
    if (volume === undefined) throw new NotApplicable('the server has no volume');
    if (!target.has('admin') || target.endpoint('block-storage', 'admin') === undefined) {
      return this.#hook('volume-status', { server: server.id, volume, status });
    }
    const answer = await target.send({
      caller: 'admin',
      service: 'block-storage',
      method: 'POST',
      path: `/volumes/${volume}/action`,
      body: { 'os-reset_status': { status } },
    });
    if (!succeeded(answer)) throw new NotApplicable(`an admin cannot set the status of a volume: ${summary(answer)}`);
    const now = hasBlockStorage(target) ? await volumeStatus(target, volume) : status;
    if (now !== status) throw new Inconclusive(`the volume was set to ${status}, and is ${now}`);
  }

  async #hook(name: HookName, input: { readonly server: string; readonly [key: string]: unknown }): Promise<void> {
    if (this.#configuration.hooks?.[name] === undefined) {
      throw new NotApplicable(`only an admin can do that: give --admin-cloud, or a command as hooks.${name}`);
    }
    await runHook(this.#configuration, name, input);
  }
}

/** What leads out of a state. */
const wayBack = { SHUTOFF: 'os-start', PAUSED: 'unpause', SUSPENDED: 'resume' };

/** What could do harm is not done to what was there before us. */
function demandOurs({ key, id }: ReadyServer): void {
  if (key === undefined) throw new NotApplicable(`the server ${id} is one of your own, and is not damaged`);
}
