import { noFault } from '../../targets/clients/rescue';
import { Inconclusive, NotApplicable } from '../../targets/inconclusive';
import type { RescueWorld, Trial } from '../world';
import { inWords, violate } from './violate';

/** What is to be seen of a rescue that the compute host could not do. */

/** What the host says of it, where the server is in ERROR. */
const faultOf = ({ outcome }: Trial): string | undefined =>
  outcome?.kind === 'error' || outcome?.kind === 'unsupported by the driver' ? outcome.fault : undefined;

function accepted({ trials }: RescueWorld): readonly Trial[] {
  const found = trials.filter(({ outcome }) => outcome !== undefined);
  if (found.length === 0) throw new Inconclusive(`no rescue was accepted: ${trials.map(inWords).join('; ')}`);
  for (const { outcome } of found) if (outcome?.kind === 'unknown') throw new Inconclusive(outcome.why);
  return found;
}

/** The driver fails where its hypervisor lacks the bus; that it has it, is nobody's fault. */
function endsInError(world: RescueWorld): void {
  for (const trial of accepted(world)) {
    if (trial.outcome?.kind === 'rescued') throw new NotApplicable('the driver can do what it was to fail at');
    const fault = faultOf(trial);
    if (fault === undefined || fault === noFault) {
      const found = fault ?? `it is ${trial.outcome && 'status' in trial.outcome ? trial.outcome.status : 'not'}`;
      violate(world, 'the server to be in ERROR, with a fault', found, [trial]);
    }
  }
}

/** “disk” alone says too little: it may be full. The last two are libvirt's own words, for media that a bus cannot eject. */
const devicesAndBuses = /\b(device|cdrom|floppy|bus|virtio|scsi|ide|usb|disk type|ejectable media)\b/i;

/** A fault names what the hypervisor lacks. */
function namesDevice(world: RescueWorld): void {
  for (const trial of accepted(world)) {
    if (trial.outcome?.kind === 'rescued') continue;
    const fault = faultOf(trial);
    if (fault !== undefined && devicesAndBuses.test(fault)) continue;
    violate(world, 'RESCUE, or ERROR with a fault that names the device or the bus', fault ?? 'neither', [trial]);
  }
}

export const failures = {
  'ends in ERROR, with a fault': endsInError,
  'becomes RESCUE, or ERROR with a fault that names the device or the bus': namesDevice,
} as const;
