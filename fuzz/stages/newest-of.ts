import type { SimulatorOptions } from '../../simulator';
import type { Subject } from '../../targets/subject';

/** A model of a cloud serves what that serves: which microversions there are, its releases decide, and no rule. */
export const newestOf = ({ versions }: Subject): Pick<SimulatorOptions, 'maxMicroversion'> => ({
  maxMicroversion: versions.newest,
});
