import { badRequest, type Fault, forbidden } from '../../fault';
import type { Flavor, Image } from '../../world';

/**
 * Why a server of this flavor cannot be made from an image; undefined where it can. `isLocal` says whether the image is
 * to be on the flavor's own disk. Source: _validate_flavor_image_nostatus in nova/compute/api.py@26.2.2.
 */
export function tooSmall(
  { ram, disk }: Pick<Flavor, 'ram' | 'disk'>,
  image: Pick<Image, 'id' | 'status' | 'minRam' | 'minDisk'>,
  isLocal: boolean,
): Fault | undefined {
  if (image.status !== 'active') return badRequest(`Image ${image.id} is not active.`);
  if (ram < image.minRam) return badRequest("Flavor's memory is too small for requested image.");
  if (!isLocal) return undefined;
  if (disk === 0) return forbidden('Only volume-backed servers are allowed for flavors with zero disk.');
  const [room, least] = [disk * 2 ** 30, image.minDisk * 2 ** 30];
  const smaller = "Flavor's disk is smaller than the minimum size specified in image metadata.";
  const sizes = `Flavor disk is ${room} bytes, minimum size is ${least} bytes.`;
  return room < least ? badRequest(`${smaller} ${sizes}`) : undefined;
}
