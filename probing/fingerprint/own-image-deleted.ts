import type { Arranger } from '../../targets/arranging/arranger';
import { Images } from '../../targets/arranging/images';
import { type Making, newRun } from '../../targets/arranging/making';
import { isLibvirt, type Place } from '../../targets/arranging/places';
import { Servers } from '../../targets/arranging/servers';
import type { Configuration } from '../../targets/configuration/configuration';
import { Inconclusive, NotApplicable } from '../../targets/inconclusive';
import type { Ledger } from '../../targets/ledger/ledger';
import { remove } from '../../targets/ledger/removal';
import type { Microversion } from '../../targets/microversion';
import type { Subject } from '../../targets/subject';
import type { End } from './expected';
import { rescueEnd } from './rescue-end';

export interface Probing {
  readonly subject: Subject;
  readonly ledger: Ledger;
  readonly configuration: Configuration;
  readonly arranger: Arranger;
}

/** So many places are tried: each costs a server. */
const enough = 4;

/**
 * What a stable rescue comes to once the image that the server was made from is deleted. Only a driver that looks at
 * images shows it, as libvirt's does; so places are tried until there is one.
 * @param version one at which volume-backed servers are rescued
 * @throws NotApplicable where there is none
 * @throws Inconclusive where we could not tell
 */
export async function ownImageDeleted(probing: Probing, version: Microversion): Promise<End> {
  const reasons: string[] = [];
  for (const place of (await capablePlaces(probing.arranger)).slice(0, enough)) {
    try {
      return await inPlace(probing, place, version);
    } catch (error) {
      if (!(error instanceof NotApplicable)) throw error;
      reasons.push(`${place.zone ?? place.flavor ?? 'any zone'}: ${error.message}`);
    }
  }
  throw new NotApplicable(`only a capable host under libvirt shows it (${reasons.join('; ')})`);
}

/** The places that are known to be capable, those under libvirt first where an admin sees it; else one that is found. */
async function capablePlaces(arranger: Arranger): Promise<readonly Place[]> {
  const known = (await arranger.places.for('capable')).filter(({ by }) => by !== 'nothing');
  if (known.length === 0) {
    const server = await arranger.arrange({ disk: 'volume', host: 'capable' });
    await arranger.giveBack(server);
    return [server.place];
  }
  const hosts = (await arranger.places.hosts()).filter(isLibvirt);
  const underLibvirt = ({ zone }: Place) => hosts.some((host) => host.zone !== undefined && host.zone === zone);
  return [...known.filter(underLibvirt), ...known.filter((place) => !underLibvirt(place))];
}

async function inPlace(probing: Probing, place: Place, version: Microversion): Promise<End> {
  const { subject, ledger, configuration, arranger } = probing;
  const making = { target: subject.target, ledger, run: newRun() };
  // An image of this probe's own: what the configuration names is never deleted.
  const images = new Images(making, {});
  const servers = new Servers(subject, making, images, arranger.places, { ...configuration, servers: [] });
  const root = await images.of('root');
  if (!entryOf(ledger, root.id)) throw new NotApplicable('the cloud takes no image that could be deleted');
  const server = await servers.create('volume, image named', place);
  const rescue = (image: string) => rescueEnd(subject, server.id, version, image);
  try {
    const stable = await arranger.images.of('stable');
    const before = await rescue(stable.id);
    if (before !== 'RESCUE') throw new NotApplicable(`the rescue ends in ${before} before the image is deleted`);
    await arranger.bringBack(server);
    const wrong = await discard(probing, root.id);
    // A volume may be a clone of it, or a snapshot may be in the way.
    if (wrong !== undefined) throw new NotApplicable(`the image cannot be deleted: ${wrong}`);
    const end = await rescue(stable.id);
    if (end === 'RESCUE') {
      await arranger.bringBack(server);
      await demandDriverThatLooks(images, making, rescue);
    }
    return end;
  } finally {
    await discard(probing, server.id);
  }
}

/**
 * Nova's fake driver rescues with any image, and so shows nothing. QEMU has no Xen bus: a driver that looks says so.
 * @throws NotApplicable where it does not look
 */
async function demandDriverThatLooks(
  images: Images,
  { target }: Making,
  rescue: (image: string) => Promise<End>,
): Promise<void> {
  const image = await images.make('xen', { hw_rescue_device: 'disk', hw_rescue_bus: 'xen' });
  if (!image) throw new Inconclusive(`${target.name} took no image with a bus that its hosts lack`);
  if ((await rescue(image.id)) !== 'ERROR') throw new NotApplicable('its driver rescues with any image');
}

const entryOf = (ledger: Ledger, id: string) => ledger.open().find((entry) => entry.id === id);

/** What is not deleted at once is tried again at the end. @returns why it is still there */
async function discard({ subject, ledger, configuration }: Probing, id: string): Promise<string | undefined> {
  const entry = entryOf(ledger, id);
  const patience = { ...subject.patience, deadline: Math.min(subject.patience.deadline, 15_000) };
  return entry && remove(subject.target, ledger, entry, configuration, patience);
}
