import { versionHeader } from '../clients/compute';
import { succeeded } from '../clients/reading';
import { bringBack, outcomeOf, sendRescue } from '../clients/rescue';
import { NotApplicable } from '../inconclusive';
import { compare, optIn, text } from '../microversion';
import type { Subject } from '../subject';
import type { Images } from './images';
import type { Place } from './places';
import type { ReadyServer, Servers } from './servers';

/** Finds capable hosts by what they accept, where nothing says it. That selects scenarios, and decides nothing. */
export class Probes {
  readonly #subject: Subject;
  readonly #images: Images;
  readonly #servers: Servers;
  readonly #byZone = new Map<string, boolean>();
  readonly #byHost = new Map<string, boolean>();

  constructor(subject: Subject, images: Images, servers: Servers) {
    this.#subject = subject;
    this.#images = images;
    this.#servers = servers;
  }

  /**
   * Whether a volume-backed server that is made there is rescued at 2.87.
   * @throws NotApplicable where the target does not serve it, or makes no server there
   */
  async accepts(place: Place): Promise<boolean> {
    const { newest } = this.#subject.versions;
    if (compare(newest, optIn) < 0) throw new NotApplicable(`the newest microversion is ${text(newest)}`);
    const zone = place.zone ?? '';
    const known = this.#byZone.get(zone);
    if (known !== undefined) return known;
    await this.#images.of('stable');
    const server = await this.#servers.create('volume', place);
    const accepts = await this.isRescued(server);
    await this.#servers.giveBack(server);
    this.#byZone.set(zone, accepts);
    return accepts;
  }

  /**
   * Whether this volume-backed server is rescued at 2.87. Two hosts of a zone need not be alike: the first server on each
   * is asked, and ACTIVE again after that.
   */
  async isRescued(server: ReadyServer): Promise<boolean> {
    const host = hostOf(server);
    const known = this.#byHost.get(host);
    if (known !== undefined) return known;
    const stable = await this.#images.of('stable');
    const answer = await sendRescue(this.#subject, server.id, { headers: versionHeader(optIn), imageRef: stable.id });
    const rescued = succeeded(answer) && (await outcomeOf(this.#subject, server.id, answer)).kind === 'rescued';
    const back = !rescued || (await bringBack(this.#subject, server.id));
    this.#byHost.set(host, rescued && back);
    return rescued && back;
  }

  isKnownNotToRescue(server: ReadyServer): boolean {
    return this.#byHost.get(hostOf(server)) === false;
  }
}

/** Of a host, owners see no more than that two servers are on the same. */
const hostOf = ({ hostId, id }: ReadyServer): string => hostId ?? id;
