import { newCloud, type SimulatorOptions, simulatedStage } from '../../simulator';
import type { Means } from '../sequences/draw';
import type { Staging } from '../sequences/search';

/** A simulated cloud that is new for each sequence. */
export const simulatedStaging =
  (options: SimulatorOptions): Staging =>
  (use) =>
    use(simulatedStage(newCloud(options)));

/** Everything that the simulated cloud can be asked to do. */
export const simulatedMeans: Means = {
  places: ['capable', 'incapable', 'libvirt'],
  callers: ['owner', 'admin', 'other-project', 'reader', 'nobody'],
  isDisruptive: true,
  hasTooLarge: true,
  mayHurry: true,
};
