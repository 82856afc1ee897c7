import { serverAction } from '../clients/compute';
import { textAt } from '../clients/reading';
import { Inconclusive } from '../inconclusive';
import { settle } from '../settle';
import type { Subject } from '../subject';
import { type ConsoleMarkers, readMarkers } from './marker/marker-image';
import type { Place } from './places';
import type { ReadyServer } from './servers';

/** A guest says what it is soon after it was started, or never. */
const patience = { deadline: 20_000, interval: 300 };

/** What guests say on their consoles, and where in the cloud they can be heard. */
export class Consoles {
  readonly #subject: Subject;
  /** What a guest showed that had booted from its root volume, by place; undefined where it showed nothing of it. */
  readonly #shown = new Map<string, ConsoleMarkers | undefined>();

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  /** Whether it was tried at this place, in vain. */
  isKnownMute(place: Place): boolean {
    return this.#shown.has(keyOf(place)) && this.#shown.get(keyOf(place)) === undefined;
  }

  /** Whether the console of a server that has just booted shows what from; asked once for each place. */
  async shows({ id, place, marker }: ReadyServer): Promise<boolean> {
    const key = keyOf(place);
    if (!this.#shown.has(key)) {
      const shown = marker === undefined ? undefined : await this.of(id, ({ boot }) => boot === marker);
      this.#shown.set(key, shown?.boot === marker ? shown : undefined);
    }
    return this.#shown.get(key) !== undefined;
  }

  /** Whether guests at the server's place see, by our program, disks of the kind that a root volume is. */
  seesDisks({ place, marker }: ReadyServer): boolean {
    return marker !== undefined && this.#shown.get(keyOf(place))?.disks.includes(marker) === true;
  }

  /**
   * What a guest says on its console. A log may still be that of an earlier boot: one that fits is taken at once, another
   * only when it has stayed so for some seconds. Undefined where there is none by then.
   */
  async of(id: string, fits: (markers: ConsoleMarkers) => boolean): Promise<ConsoleMarkers | undefined> {
    const body = { 'os-getConsoleOutput': { length: 50 } };
    let last: ConsoleMarkers | undefined;
    const look = async () => {
      const answer = await serverAction(this.#subject.target, id, body);
      last = readMarkers(textAt(answer.reply.json, 'output') ?? '') ?? last;
      return last && fits(last) ? last : undefined;
    };
    return settle(this.#subject.target.clock, 'the console', look, patience).catch((error: unknown) => {
      if (error instanceof Inconclusive) return last;
      throw error;
    });
  }
}

const keyOf = ({ zone, flavor }: Place): string => `${zone ?? ''}/${flavor ?? ''}`;
