import { expectSuccess, requiredText, summary } from '../clients/reading';
import { NotApplicable } from '../inconclusive';
import { settle } from '../settle';
import type { Subject } from '../subject';
import type { Made, Making } from './making';
import { type MakeRoom, makeWithinQuota } from './quota';

const cinder = { caller: 'owner', service: 'block-storage' } as const;

/**
 * A volume that Cinder made from the image, or an empty one that is marked bootable; available.
 * @throws NotApplicable when the target does not make it
 */
export async function makeVolume(
  { target, patience }: Subject,
  making: Making,
  image: string | undefined,
  makeRoom: MakeRoom,
): Promise<Made> {
  const volume = (name: string) => ({ name, size: 1, ...(image !== undefined && { imageRef: image }) });
  const request = (name: string) =>
    ({ ...cinder, method: 'POST', path: '/volumes', body: { volume: volume(name) } }) as const;
  const made = await makeWithinQuota(making, 'volume', request, makeRoom);
  const path = `/volumes/${made.id}`;
  const look = async () => {
    const shown = await target.send({ ...cinder, method: 'GET', path });
    const status = requiredText(expectSuccess(shown, 'show the volume'), 'volume', 'status');
    if (status.startsWith('error')) throw new NotApplicable(`the volume service did not make it: ${summary(shown)}`);
    return status === 'available' ? status : undefined;
  };
  await settle(target.clock, `volume ${made.key} becoming available`, look, patience);
  if (image === undefined) {
    // As Nova demands of a root volume; where Cinder does not take it, making the server says so.
    const body = { 'os-set_bootable': { bootable: true } };
    await target.send({ ...cinder, method: 'POST', path: `${path}/action`, body });
  }
  return made;
}
