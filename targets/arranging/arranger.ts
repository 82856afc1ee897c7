import { versionHeader } from '../clients/compute';
import { COMPUTE_RESCUE_BFV, hasPlacement, traitsOfHost } from '../clients/placement';
import { succeeded, summary } from '../clients/reading';
import { bringBack, outcomeOf, sendRescue } from '../clients/rescue';
import type { Capability, Configuration } from '../configuration/configuration';
import { Inconclusive, NotApplicable } from '../inconclusive';
import type { Ledger } from '../ledger/ledger';
import { compare, optIn } from '../microversion';
import type { Subject } from '../subject';
import type { Exchange } from '../target';
import { Conditions } from './conditions';
import { Consoles } from './consoles';
import { DataVolumes } from './data-volumes';
import { Images } from './images';
import { capabilityOf, hint } from './lacking';
import { newRun } from './making';
import { type Place, Places } from './places';
import { Probes } from './probes';
import { type ReadyServer, Servers } from './servers';
import { TraitChanges } from './trait-changes';
import { inWords, isAnyHost, isVolumeBacked, type Wish } from './wish';

/** Has the target make what scenarios wish for. One for a run. */
export class Arranger {
  readonly images: Images;
  readonly places: Places;
  readonly consoles: Consoles;
  readonly conditions: Conditions;
  readonly volumes: DataVolumes;
  readonly ledger: Ledger;
  readonly configuration: Configuration;
  readonly #subject: Subject;
  readonly #servers: Servers;
  readonly #traits: TraitChanges | undefined;
  readonly #probes: Probes;
  #preflight: Promise<void> | undefined;

  constructor(subject: Subject, ledger: Ledger, configuration: Configuration, disruptive = false) {
    const making = { target: subject.target, ledger, run: newRun() };
    this.#subject = subject;
    this.#traits = disruptive ? new TraitChanges(subject.target, ledger, configuration) : undefined;
    this.ledger = ledger;
    this.configuration = configuration;
    this.images = new Images(making, configuration);
    this.places = new Places(subject, configuration);
    this.consoles = new Consoles(subject);
    this.volumes = new DataVolumes(subject, making);
    this.conditions = new Conditions(subject, configuration, this.images, this.volumes);
    this.#servers = new Servers(subject, making, this.images, this.places, configuration);
    this.#probes = new Probes(subject, this.images, this.#servers);
  }

  /**
   * A server as wished for, ACTIVE.
   * @throws NotApplicable where the target cannot arrange it, with the reason
   * @throws Inconclusive where the configuration claims that it can, or a rescue is refused to this caller altogether
   */
  async arrange(wish: Wish): Promise<ReadyServer> {
    this.#preflight ??= this.#rescueAtAll();
    await this.#preflight;
    return this.#arrange(wish);
  }

  /**
   * What would be made for a wish, in words. Makes nothing.
   * @throws NotApplicable | Inconclusive where it could not be arranged
   */
  async plan(wish: Wish): Promise<string> {
    if (this.#servers.hasIdle(wish.disk, (server) => promised(server, wish)))
      return `${inWords(wish)}: one of your own`;
    const [place] = await this.places.for(wish.host);
    if (!place && this.#traits && (await this.#oppositePlace(wish)))
      return `${inWords(wish)}, by changing its host’s traits`;
    if (!place) throw this.lacking(capabilityOf(wish), hint(wish, await this.places.advice()));
    const unsure = !isAnyHost(wish.host) && place.by === 'nothing' ? ', once a probe has found one' : '';
    return `${inWords(wish)}${place.zone === undefined ? '' : ` in zone ${place.zone}`}${unsure}`;
  }

  /**
   * Brings the server back to ACTIVE, for the same scenario to go on with.
   * @param what it is to go on with, for people
   */
  async bringBack(server: ReadyServer, what = ''): Promise<void> {
    if (!(await bringBack(this.#subject, server.id)))
      throw new Inconclusive(`the server did not come back to ACTIVE${what}`);
  }

  async giveBack(server: ReadyServer): Promise<void> {
    await this.#traits?.undo(server);
    // A server that does not come out of it is removed when it is given back.
    const undone = await this.conditions.undo(server).then(() => true, notUndone);
    await this.#servers.giveBack(server, undone);
  }

  /**
   * Has the host of the server report the trait from now on, or no longer, until the server is given back.
   * @throws NotApplicable where this run must not change it, or cannot
   */
  async changeTrait(server: ReadyServer, present: boolean): Promise<void> {
    if (!this.#traits) {
      throw new NotApplicable('to change the trait of a host could disturb others: it is done only with --disruptive');
    }
    await this.#traits.change(server, present);
  }

  /** Whether the configuration claims what could not be had: then we could not tell, instead of “not applicable”. */
  lacking(capability: Capability | undefined, reason: string): NotApplicable | Inconclusive {
    return capability !== undefined && this.configuration.claims?.includes(capability)
      ? new Inconclusive(`${reason}; the configuration claims ${capability}`)
      : new NotApplicable(reason);
  }

  /** Whether the host of the server reports the trait at this moment; undefined where nobody can say. */
  async traitNow({ host }: ReadyServer): Promise<boolean | undefined> {
    if (host === undefined || !hasPlacement(this.#subject.target)) return undefined;
    const provider = await traitsOfHost(this.#subject.target, host).catch(ifApplicable);
    return provider?.traits.includes(COMPUTE_RESCUE_BFV);
  }

  /**
   * Looks whether the host still reports the trait as it did.
   * @throws Inconclusive where it does not: what was answered in between says nothing
   */
  async demandTrait(server: ReadyServer, before: boolean | undefined): Promise<void> {
    if ((await this.traitNow(server)) === before) return;
    throw new Inconclusive('the traits of the host have changed while it was asked');
  }

  async #arrange(wish: Wish): Promise<ReadyServer> {
    const own = await this.#servers.takeIdle(wish.disk, (server) => promised(server, wish));
    const fitting = own && (await this.#ifAsWished(own, wish, false));
    if (fitting) return fitting;
    const reasons: { readonly where: string; readonly error: NotApplicable | Inconclusive }[] = [];
    const ways = (await this.places.for(wish.host)).map((place) => ({
      where: place.zone ?? place.flavor ?? 'any zone',
      arrange: () => this.#serverIn(place, wish),
    }));
    for (const { where, arrange } of [
      ...ways,
      { where: 'on a changed host', arrange: () => this.#onChangedHost(wish) },
    ]) {
      try {
        const server = await arrange();
        if (server) return server;
      } catch (error) {
        if (!(error instanceof NotApplicable || error instanceof Inconclusive)) throw error;
        reasons.push({ where, error });
      }
    }
    const why = reasons.map(({ where, error }) => `${where}: ${error.message}`).join('; ');
    const reason = `cannot arrange ${inWords(wish)}: ${why || hint(wish, await this.places.advice())}`;
    if (reasons.some(({ error }) => error instanceof Inconclusive)) throw new Inconclusive(reason);
    throw this.lacking(capabilityOf(wish), reason);
  }

  /** Where no host fits, and the user allows it: one whose traits are changed for the time of the scenario. */
  async #onChangedHost(wish: Wish): Promise<ReadyServer | undefined> {
    const other = await this.#oppositePlace(wish);
    if (!this.#traits || !other) return undefined;
    const server =
      (await this.#servers.takeIdle(wish.disk, ({ place }) => samePlace(place, other))) ??
      (await this.#servers.create(wish.disk, other));
    try {
      await this.#traits.change(server, wish.host !== 'known not to report the trait');
      return server;
    } catch (error) {
      await this.giveBack(server);
      throw error;
    }
  }

  /** A place whose hosts would fit the wish with their trait changed; undefined where there is none. */
  async #oppositePlace({ host }: Wish): Promise<Place | undefined> {
    if (isAnyHost(host) || host === 'capable, with a console' || host === 'capable, under libvirt') return undefined;
    const opposite =
      host === 'known not to report the trait' ? 'known to report the trait' : 'known not to report the trait';
    return (await this.places.for(opposite))[0];
  }

  /** A server in this place; undefined where the place turns out not to fit the wish. */
  async #serverIn(place: Place, wish: Wish): Promise<ReadyServer | undefined> {
    const unsure = !isAnyHost(wish.host) && place.by === 'nothing';
    if (unsure && !(await this.#probes.accepts(place))) return undefined;
    const withConsole = wish.host === 'capable, with a console';
    const inPlace = (server: ReadyServer) =>
      server.key !== undefined &&
      samePlace(server.place, place) &&
      (!unsure || !this.#probes.isKnownNotToRescue(server));
    if (withConsole && this.consoles.isKnownMute(place)) return undefined;
    const server = (await this.#servers.takeIdle(wish.disk, inPlace)) ?? (await this.#servers.create(wish.disk, place));
    if (withConsole && !(await this.consoles.shows(server))) {
      await this.#servers.giveBack(server);
      return undefined;
    }
    return this.#ifAsWished(server, wish, unsure);
  }

  /** The server, where its host is as wished for; else it is given back, for another wish. */
  async #ifAsWished(server: ReadyServer, wish: Wish, unsure: boolean): Promise<ReadyServer | undefined> {
    const wanted = wantedTrait(wish);
    const reports = wanted === undefined ? undefined : await this.traitNow(server);
    const fits =
      reports === undefined
        ? wanted === undefined || !unsure || !isVolumeBacked(wish) || (await this.#probes.isRescued(server))
        : reports === wanted;
    if (fits) return server;
    await this.#servers.giveBack(server);
    return undefined;
  }

  /**
   * The preflight: an image-backed server is rescued, or nothing that is said about rescue means anything.
   * @throws Inconclusive when this caller is refused
   */
  async #rescueAtAll(): Promise<void> {
    // Without an image-backed server the accepted half of each rule has to do.
    const server = await this.#arrange({ disk: 'image', host: 'any' }).catch(ifApplicable);
    if (!server) return;
    const stable = await this.images.of('stable').catch(ifApplicable);
    const plain = await sendRescue(this.#subject, server.id, { headers: {}, imageRef: stable?.id });
    // Who asks the opt-in of image-backed servers too breaks a rule, and must not escape by that.
    const answer = plain.reply.status === 400 ? await this.#withOptIn(server, stable?.id, plain) : plain;
    if (!succeeded(answer)) {
      throw new Inconclusive(
        answer.reply.status === 501
          ? `rescue is not offered at all: an image-backed server is answered 501`
          : `an image-backed server is not rescued for this caller either: ${summary(answer)}`,
      );
    }
    const outcome = await outcomeOf(this.#subject, server.id, answer);
    await this.#servers.giveBack(server);
    if (outcome.kind === 'unknown') {
      throw new Inconclusive(
        `the rescue of an image-backed server is answered ${answer.reply.status}, but nothing is seen of it: ${outcome.why}`,
      );
    }
    if (outcome.kind === 'error' && stable && (await this.#isRescuedWithoutImage())) {
      throw new Inconclusive(
        `an image-backed server is rescued, but not with this rescue image (${outcome.fault}): give the id of one whose hw_rescue_device and hw_rescue_bus the hosts support as images.stable in nova-rescue.yaml`,
      );
    }
  }

  /** Asks once more, at 2.87 where that is served. @returns the first answer where this is no better */
  async #withOptIn(server: ReadyServer, imageRef: string | undefined, plain: Exchange): Promise<Exchange> {
    if (compare(this.#subject.versions.newest, optIn) < 0) return plain;
    const opted = await sendRescue(this.#subject, server.id, { headers: versionHeader(optIn), imageRef });
    return succeeded(opted) ? opted : plain;
  }

  /** Whether it is the rescue image that is to blame, and not the cloud: what a fault says may be in any language. */
  async #isRescuedWithoutImage(): Promise<boolean> {
    const server = await this.#arrange({ disk: 'image', host: 'any' });
    const answer = await sendRescue(this.#subject, server.id, { headers: {} });
    const rescued = succeeded(answer) && (await outcomeOf(this.#subject, server.id, answer)).kind === 'rescued';
    await this.#servers.giveBack(server);
    return rescued;
  }
}

const samePlace = (a: Place, b: Place): boolean =>
  a.zone === b.zone && a.flavor === b.flavor && (b.by === 'nothing' || a.reportsTrait === b.reportsTrait);

/** Whether a server of the user's own may be what is wished for, as far as the configuration says. */
const promised = ({ key, place: { reportsTrait } }: ReadyServer, { host }: Wish): boolean => {
  if (key !== undefined || host === 'capable, with a console' || host === 'capable, under libvirt') return false;
  return isAnyHost(host) || reportsTrait === (host !== 'known not to report the trait');
};

const wantedTrait = ({ host }: Wish): boolean | undefined =>
  isAnyHost(host) ? undefined : host !== 'known not to report the trait';

function notUndone(error: unknown): false {
  if (!(error instanceof Inconclusive || error instanceof NotApplicable)) throw error;
  return false;
}

function ifApplicable(error: unknown): undefined {
  if (!(error instanceof NotApplicable)) throw error;
}

/** An image-backed server on any host shows nothing that could be claimed. */
