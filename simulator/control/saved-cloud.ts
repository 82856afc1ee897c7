import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isRecord } from '../api/message';
import { type ClockState, clockOf } from '../clock';
import type { ServedCloud } from '../handle';
import { type IdentifiersState, identifiers } from '../identifiers';
import { behaviourUnder, type SimulatorOptions } from '../simulator';
import type { World } from '../world';
import { ControlError, type SavedCloud } from './control';
import { fromGraph, type Graph, toGraph } from './graph';
import { packageFile } from './package-file';

const format = 'nova-rescue saved cloud';

const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { readonly version: string };

const digestOf = (options: unknown, world: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([options, world]))
    .digest('hex');

/** What is in one, once it is known to be one of ours. */
interface OurSavedCloud extends SavedCloud {
  readonly options: SimulatorOptions;
  readonly world: Graph;
}

export function saveCloud({ options, world: { clock, identifiers: ids, ...tables } }: ServedCloud): SavedCloud {
  const world = toGraph({ ...tables, clock: clock.state, identifiers: ids.state });
  return { format, version, sha256: digestOf(options, world), options, world };
}

/**
 * Makes a cloud the one that was saved.
 * @param saved what saveCloud gave, after any way through JSON
 * @throws ControlError for anything else, and for a document that was changed; the cloud is then as before
 */
export function restoreCloud(cloud: ServedCloud, saved: unknown): void {
  demandSaved(saved);
  const { clock, identifiers: ids, ...tables } = fromGraph(saved.world) as SavedWorld;
  cloud.world = { ...tables, clock: clockOf(clock), identifiers: identifiers(ids.seed, ids) };
  cloud.options = saved.options;
  cloud.behaviour = behaviourUnder(saved.options, cloud.world.faultMemory);
}

interface SavedWorld extends Omit<World, 'clock' | 'identifiers'> {
  readonly clock: ClockState;
  readonly identifiers: IdentifiersState;
}

function demandSaved(saved: unknown): asserts saved is OurSavedCloud {
  if (!isRecord(saved) || saved.format !== format) throw new ControlError('this is no saved cloud');
  if (saved.version !== version) {
    throw new ControlError(`this cloud was saved by version ${saved.version}, and this is ${version}: save it anew`);
  }
  if (saved.sha256 !== digestOf(saved.options, saved.world)) {
    throw new ControlError('this saved cloud is damaged, or was changed by hand: save it anew');
  }
}
