import { portably, type SeeAnswer, wholly } from '../../fuzz/requests/difference';
import type { Ask } from '../../fuzz/requests/request';
import { Side } from '../../fuzz/requests/side';
import { newestOf } from '../../fuzz/stages/newest-of';
import { newCloud, type Place, type SimulatedEdition, type SimulatorOptions, simulatedStage } from '../../simulator';
import { type CloudPlay, cloudStaging, surroundingsIn } from './cloud-play';

/** Two clouds that requests are sent to, and what of their answers is compared. */
export interface Sides {
  readonly subject: Side;
  readonly model: Side;
  readonly see: SeeAnswer;
  readonly callers: readonly Ask['as'][];
}

const everybody = ['owner', 'admin', 'other-project', 'reader', 'nobody'] as const;

const simulated = (options: SimulatorOptions, on?: Place): Side =>
  new Side(() => simulatedStage(newCloud(options)), on);

/**
 * Has requests sent to a target and to the simulator. What they need stands on a cloud until this is over.
 * @throws UserError where a cloud has no place for a server
 */
export async function onSides<T>(
  cloud: CloudPlay,
  edition: SimulatedEdition,
  options: Omit<SimulatorOptions, 'edition'>,
  use: (sides: Sides) => Promise<T>,
): Promise<T> {
  const kept = { edition, driver: options.driver, seed: 1 };
  if (cloud.subject.target.kind === 'simulator')
    return use({
      subject: simulated({ ...options, edition }),
      model: simulated(kept),
      see: wholly,
      callers: everybody,
    });
  const surroundings = await surroundingsIn(cloud);
  const [on] = Object.keys(surroundings.zones) as Place[];
  return cloudStaging(
    cloud,
    surroundings,
  )((stage) =>
    use({
      subject: new Side(() => stage, on),
      model: simulated({ ...kept, ...newestOf(cloud.subject) }, on),
      // The text of the specification has no messages to compare.
      see: portably({ withWords: edition !== 'spec' }),
      callers: everybody.filter((caller) => cloud.subject.target.has(caller)),
    }),
  );
}
