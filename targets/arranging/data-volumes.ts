import { hasBlockStorage, volumeStatus } from '../clients/block-storage';
import { compute, listAttachments } from '../clients/compute';
import { succeeded, summary } from '../clients/reading';
import { Inconclusive, NotApplicable } from '../inconclusive';
import { settle } from '../settle';
import type { Subject } from '../subject';
import type { Making } from './making';
import type { ReadyServer } from './servers';
import { makeVolume } from './volumes';

/** Empty volumes beside the root volumes: made when they are needed, used again, and removed with the run. */
export class DataVolumes {
  readonly #subject: Subject;
  readonly #making: Making;
  readonly #attached = new Map<string, string>();
  #free: readonly string[] = [];

  constructor(subject: Subject, making: Making) {
    this.#subject = subject;
    this.#making = making;
  }

  /**
   * The id of a volume that is attached to nothing.
   * @throws NotApplicable where there is no volume service, or it makes none
   */
  async spare(): Promise<string> {
    const [free] = this.#free;
    if (free !== undefined) return free;
    if (!hasBlockStorage(this.#subject.target)) throw new NotApplicable('the target shows no volume service');
    const { id } = await makeVolume(this.#subject, this.#making, undefined, async () => false);
    this.#free = [id];
    return id;
  }

  /**
   * Attaches a volume to the ACTIVE server.
   * @throws NotApplicable where the target does not do it
   */
  async attach({ id: server }: ReadyServer): Promise<void> {
    const volume = await this.spare();
    this.#free = this.#free.filter((free) => free !== volume);
    const path = `/servers/${server}/os-volume_attachments`;
    const body = { volumeAttachment: { volumeId: volume } };
    const answer = await compute(this.#subject.target, 'owner', { method: 'POST', path, body });
    if (!succeeded(answer)) throw new NotApplicable(`the target does not attach a volume: ${summary(answer)}`);
    this.#attached.set(server, volume);
    await this.#settle(volume, 'in-use', server);
  }

  /**
   * Detaches what was attached to the ACTIVE server; nothing where nothing was.
   * @throws Inconclusive where it does not come off
   */
  async detach({ id: server }: ReadyServer): Promise<void> {
    const volume = this.#attached.get(server);
    if (volume === undefined) return;
    this.#attached.delete(server);
    const path = `/servers/${server}/os-volume_attachments/${volume}`;
    const answer = await compute(this.#subject.target, 'owner', { method: 'DELETE', path });
    if (!succeeded(answer)) throw new Inconclusive(`the volume ${volume} was not detached: ${summary(answer)}`);
    await this.#settle(volume, 'available', server);
    this.#free = [...this.#free, volume];
  }

  #settle(volume: string, status: 'in-use' | 'available', server: string): Promise<string> {
    const { target, patience } = this.#subject;
    const look = async () => {
      const listed = (await listAttachments(target, server)).includes(volume);
      const fits = (await volumeStatus(target, volume)) === status && listed === (status === 'in-use');
      return fits ? status : undefined;
    };
    return settle(target.clock, `volume ${volume} becoming ${status}`, look, patience);
  }
}
