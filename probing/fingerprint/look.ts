import type { HostWish } from '../../targets/arranging/wish';
import { nowhere } from '../../targets/clients/nowhere';
import type { ImageRole } from '../../targets/configuration/configuration';
import { Inconclusive, NotApplicable } from '../../targets/inconclusive';
import { compare, type Microversion, optIn, text } from '../../targets/microversion';
import { ConnectionProblem } from '../../targets/target';
import { isKnown } from './conclude';
import { type End, type ProbeId, probeIds } from './expected';
import { type Finding, isSeen, type Seen } from './finding';
import { ownImageDeleted, type Probing } from './own-image-deleted';
import { rescueEnd } from './rescue-end';

/** One rescue of a volume-backed server. */
interface Asked {
  readonly version: Microversion;
  readonly host?: HostWish;
  readonly image?: ImageRole | 'unknown' | 'none';
}

const justBefore: Microversion = [2, 86];

/**
 * Asks every probe, one after another. What differs from the first one in one thing means something only where the first
 * is rescued.
 * @param interrupted whether the user has asked us to stop: what is left is not asked then
 * @throws what is no trouble with the target but a mistake of ours, or for the user to put right
 */
export async function look(
  probing: Probing,
  interrupted: () => boolean,
  onProbe: (probe: ProbeId) => void,
): Promise<readonly Finding[]> {
  const { newest } = probing.subject.versions;
  if (compare(newest, optIn) < 0) {
    const notApplicable = `the newest microversion is ${text(newest)}`;
    return probeIds.map((probe) => ({ probe, notApplicable }));
  }
  const ask = async (probe: ProbeId, how: () => Promise<End>): Promise<Finding> => {
    if (interrupted()) return { probe, inconclusive: 'the run was interrupted' };
    onProbe(probe);
    const found = await finding(probe, how);
    return !isSeen(found) || isKnown(found) ? found : confirmed(found, await finding(probe, how));
  };
  const first = await ask('opted-in', () => onServer(probing, { version: optIn }));
  const version = await versionThatOptsIn(first, () => onServer(probing, { version: newest }), newest);
  if (version === undefined) {
    const inconclusive = isSeen(first)
      ? 'no volume-backed server is rescued here at all: there is nothing to compare with'
      : 'there is nothing to compare with';
    return probeIds.map((probe) => (probe === 'opted-in' ? first : { probe, inconclusive }));
  }
  const varied: Readonly<Record<Exclude<ProbeId, 'opted-in'>, () => Promise<End>>> = {
    'not-opted-in': () => onServer(probing, { version: justBefore }),
    'no-trait': () => onServer(probing, { version, host: 'known not to report the trait' }),
    'original-image': () => onServer(probing, { version, image: 'none' }),
    'unknown-image': () => onServer(probing, { version, image: 'unknown' }),
    'plain-image': () => onServer(probing, { version, image: 'plain' }),
    'own-image-deleted': () => ownImageDeleted(probing, version),
  };
  const findings = [first];
  for (const probe of probeIds) if (probe !== 'opted-in') findings.push(await ask(probe, varied[probe]));
  return findings;
}

/** A microversion at which volume-backed servers are rescued: 2.87, or the newest where it is not that one. */
async function versionThatOptsIn(
  first: Finding,
  atNewest: () => Promise<End>,
  newest: Microversion,
): Promise<Microversion | undefined> {
  if (!isSeen(first)) return undefined;
  if (first.showed === 'RESCUE') return optIn;
  if (typeof first.showed !== 'number' || compare(newest, optIn) === 0) return undefined;
  const last = await finding('opted-in', atNewest);
  return isSeen(last) && last.showed === 'RESCUE' ? newest : undefined;
}

async function onServer(
  { subject, arranger }: Probing,
  { version, host = 'capable', image = 'stable' }: Asked,
): Promise<End> {
  const server = await arranger.arrange({ disk: 'volume', host });
  try {
    const before = await arranger.traitNow(server);
    const end = await rescueEnd(subject, server.id, version, await idOf(image));
    await arranger.demandTrait(server, before);
    const own = server.marker === undefined;
    if (image === 'none' && own && end !== 'RESCUE' && end !== 'kept')
      throw new NotApplicable(`it ends in ${end}, which may be for the properties of your own image`);
    return end;
  } finally {
    await arranger.giveBack(server);
  }

  async function idOf(role: NonNullable<Asked['image']>): Promise<string | undefined> {
    if (role === 'none') return undefined;
    return role === 'unknown' ? nowhere : (await arranger.images.of(role)).id;
  }
}

/** What no edition does is looked at twice: it must not be a moment's trouble that tells a cloud from all of them. */
function confirmed(first: Seen, second: Finding): Finding {
  if (!isSeen(second) || second.showed === first.showed) return second;
  return { probe: first.probe, inconclusive: `it ended in ${first.showed}, and asked again in ${second.showed}` };
}

async function finding(probe: ProbeId, how: () => Promise<End>): Promise<Finding> {
  try {
    return { probe, showed: await how() };
  } catch (error) {
    if (error instanceof NotApplicable) return { probe, notApplicable: error.message };
    if (error instanceof Inconclusive || error instanceof ConnectionProblem)
      return { probe, inconclusive: error.message };
    throw error;
  }
}
