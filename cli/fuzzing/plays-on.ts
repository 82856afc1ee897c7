import type { Checking } from '../../fuzz/relations/check-relation';
import { portableSights } from '../../fuzz/stages/portable';
import { simulatedStaging } from '../../fuzz/stages/simulated-staging';
import type { Surroundings } from '../../fuzz/stages/target-stage';
import type { SimulatorOptions } from '../../simulator';
import { type CloudPlay, cloudStaging } from './cloud-play';

/**
 * What plays are compared on that need no model, and what of them counts: on a cloud what it does, whatever its words.
 * @param surroundings of the cloud; undefined for the simulator
 */
export const playsOn = (
  simulated: SimulatorOptions,
  cloud: CloudPlay,
  surroundings: Surroundings | undefined,
): Pick<Checking, 'staging' | 'see'> =>
  surroundings
    ? { staging: cloudStaging(cloud, surroundings), see: (sights) => portableSights(sights, { withWords: false }) }
    : { staging: simulatedStaging(simulated) };
