import { compute, versionHeader } from '../clients/compute';
import { COMPUTE_RESCUE_BFV, hasPlacement, traitsOfHost } from '../clients/placement';
import { at, expectSuccess, isForbidden, isRecord, listAt, summary, textAt } from '../clients/reading';
import type { Configuration } from '../configuration/configuration';
import { NotApplicable } from '../inconclusive';
import { compare, type Microversion } from '../microversion';
import type { Subject } from '../subject';
import type { HostWish } from './wish';

/** How we know what the hosts of a place report. */
export type Certainty = 'placement' | 'configuration' | 'behaviour' | 'nothing';

/** Where a server can be put. */
export interface Place {
  readonly zone?: string | undefined;
  readonly flavor?: string | undefined;
  /** Whether its hosts report the trait; undefined where nothing says so. */
  readonly reportsTrait: boolean | undefined;
  readonly by: Certainty;
}

/** The hosts that are up, with their zone, kind and traits, as an admin sees them. */
export interface HostView {
  readonly name: string;
  readonly zone: string | undefined;
  readonly hypervisorType: string;
  /** Undefined where Placement does not know the host. */
  readonly reportsTrait: boolean | undefined;
}

/** By the kinds that Nova's libvirt driver gives its hypervisors. */
export const isLibvirt = ({ hypervisorType }: HostView): boolean =>
  ['QEMU', 'KVM', 'LXC', 'PARALLELS'].includes(hypervisorType.toUpperCase());

/** Extra specs are shown from this microversion on. */
const extraSpecsFrom: Microversion = [2, 61];

/** Where the hosts are that can, and those that cannot. Read once a run. */
export class Places {
  readonly #subject: Subject;
  readonly #configuration: Configuration;
  #hosts: Promise<readonly HostView[]> | undefined;
  /** What was answered where the hosts may not be seen. */
  #refused: string | undefined;
  #flavors: Promise<readonly unknown[]> | undefined;

  constructor(subject: Subject, configuration: Configuration) {
    this.#subject = subject;
    this.#configuration = configuration;
  }

  /** The places to try for a wish, best known first. An empty list: none is known. */
  async for(host: HostWish): Promise<readonly Place[]> {
    if (host === 'capable, under libvirt') return this.#underLibvirt();
    if (host === 'any, best under libvirt') return [...(await this.#underLibvirt()), ...(await this.for('any'))];
    const wanted = host === 'any' ? undefined : host !== 'known not to report the trait';
    const known = [...this.#configured(), ...(await this.#fromPlacement()), ...(await this.#fromFlavors())];
    if (wanted === undefined) return [...known, { reportsTrait: undefined, by: 'nothing' }];
    const fitting = known.filter(({ reportsTrait }) => reportsTrait === wanted);
    const inferable = host === 'capable' || host === 'capable, with a console';
    return fitting.length === 0 && inferable ? this.unknown() : fitting;
  }

  /** Places of which nothing says what their hosts report: any host, and each zone that a tenant can see. */
  async unknown(): Promise<readonly Place[]> {
    const answer = await compute(this.#subject.target, 'owner', { method: 'GET', path: '/os-availability-zone' });
    const zones = listAt(answer.reply.json, 'availabilityZoneInfo').flatMap((zone) => textAt(zone, 'zoneName') ?? []);
    const place = { reportsTrait: undefined, by: 'nothing' } as const;
    return zones.length > 1 ? zones.slice(0, 8).map((zone) => ({ ...place, zone })) : [place];
  }

  /** How else the traits of hosts could be known, to go on a sentence with. */
  async advice(): Promise<string> {
    const { target } = this.#subject;
    if (!target.has('admin'))
      return ', or give --admin-cloud (an admin sees it with “openstack resource provider trait list”)';
    if (!hasPlacement(target)) return '; the catalogue has no Placement to ask';
    await this.hosts();
    if (this.#refused !== undefined) return `; --admin-cloud may not see the hosts: ${this.#refused}`;
    return '; Placement shows no zone with such hosts alone';
  }

  /** What an admin sees of the hosts; empty without Placement, and where the admin is none. */
  hosts(): Promise<readonly HostView[]> {
    this.#hosts ??= hasPlacement(this.#subject.target) ? this.#readHosts() : Promise.resolve([]);
    return this.#hosts;
  }

  #configured(): readonly Place[] {
    const { capable = [], incapable = [] } = this.#configuration.zones ?? {};
    const place = (reportsTrait: boolean) => (zone: string) => ({ zone, reportsTrait, by: 'configuration' }) as const;
    return [...capable.map(place(true)), ...incapable.map(place(false))];
  }

  /** The zones whose hosts all report the trait, or all do not. */
  async #fromPlacement(): Promise<readonly Place[]> {
    const hosts = await this.hosts();
    const zones = [...new Set(hosts.flatMap(({ zone }) => zone ?? []))];
    return zones.flatMap((zone): Place[] => {
      const reports = new Set(hosts.filter((host) => host.zone === zone).map(({ reportsTrait }) => reportsTrait));
      const [reportsTrait] = reports;
      return reports.size === 1 && reportsTrait !== undefined ? [{ zone, reportsTrait, by: 'placement' }] : [];
    });
  }

  /** The capable zones whose hosts all run their guests by libvirt. */
  async #underLibvirt(): Promise<readonly Place[]> {
    const others = (await this.hosts()).filter((host) => !isLibvirt(host)).map(({ zone }) => zone);
    return (await this.#fromPlacement()).filter(({ zone, reportsTrait }) => reportsTrait && !others.includes(zone));
  }

  /** Flavors that ask the scheduler for the trait, or for its absence. */
  async #fromFlavors(): Promise<readonly Place[]> {
    return (await this.flavors()).flatMap((flavor): Place[] => {
      const wish = textAt(flavor, 'extra_specs', `trait:${COMPUTE_RESCUE_BFV}`);
      const id = textAt(flavor, 'id');
      if (id === undefined || (wish !== 'required' && wish !== 'forbidden')) return [];
      return [{ flavor: id, reportsTrait: wish === 'required', by: 'configuration' }];
    });
  }

  flavors(): Promise<readonly unknown[]> {
    const { target, versions } = this.#subject;
    const headers = compare(versions.newest, extraSpecsFrom) >= 0 ? versionHeader(extraSpecsFrom) : {};
    this.#flavors ??= compute(target, 'owner', { method: 'GET', path: '/flavors/detail', headers }).then((answer) =>
      listAt(expectSuccess(answer, 'list the flavors').reply.json, 'flavors'),
    );
    return this.#flavors;
  }

  /**
   * The smallest flavor that asks for no trait; the configured one where there is one.
   * @param withDisk whether what is made with it boots from its own disk: a volume needs none
   */
  async smallestFlavor(withDisk: boolean): Promise<string | undefined> {
    if (this.#configuration.flavor !== undefined) return this.#configuration.flavor;
    const size = (flavor: unknown) => Number(at(flavor, 'ram')) + 1024 * Number(at(flavor, 'disk'));
    const plain = (await this.flavors()).filter((flavor) => {
      const specs = at(flavor, 'extra_specs');
      const asksForTrait = isRecord(specs) && Object.keys(specs).some((key) => key.startsWith('trait:'));
      return !asksForTrait && (!withDisk || Number(at(flavor, 'disk')) > 0);
    });
    return textAt([...plain].sort((a, b) => size(a) - size(b))[0], 'id');
  }

  async #readHosts(): Promise<readonly HostView[]> {
    const { target } = this.#subject;
    const asAdmin = (path: string) => compute(target, 'admin', { method: 'GET', path });
    const hypervisors = await asAdmin('/os-hypervisors/detail');
    if (isForbidden(hypervisors)) {
      this.#refused = summary(hypervisors);
      return [];
    }
    expectSuccess(hypervisors, 'list the hypervisors');
    const zones = await asAdmin('/os-availability-zone/detail');
    const zoneOf = (service: string | undefined) =>
      textAt(
        listAt(zones.reply.json, 'availabilityZoneInfo').find((zone) => at(zone, 'hosts', service ?? '') !== undefined),
        'zoneName',
      );

    const up = listAt(hypervisors.reply.json, 'hypervisors').filter(
      (hypervisor) => textAt(hypervisor, 'state') !== 'down' && textAt(hypervisor, 'status') !== 'disabled',
    );
    const views: HostView[] = [];
    for (const hypervisor of up) {
      const name = textAt(hypervisor, 'hypervisor_hostname') ?? '';
      const traits = await traitsOfHost(target, name).then((provider) => provider.traits, unlessInapplicable);
      views.push({
        name,
        zone: zoneOf(textAt(hypervisor, 'service', 'host')),
        hypervisorType: textAt(hypervisor, 'hypervisor_type') ?? '',
        reportsTrait: traits?.includes(COMPUTE_RESCUE_BFV),
      });
    }
    return views;
  }
}

function unlessInapplicable(error: unknown): undefined {
  if (!(error instanceof NotApplicable)) throw error;
}
