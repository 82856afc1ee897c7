import type { Capability } from '../configuration/configuration';
import { isAnyHost, type Wish } from './wish';

/** What a target lacks that cannot grant a wish; undefined for the plainest one, which needs nothing. */
export const capabilityOf = ({ disk, host }: Wish): Capability | undefined => {
  if (disk === 'image' && isAnyHost(host)) return undefined;
  if (host === 'capable, with a console') return 'console';
  return host === 'known not to report the trait' ? 'incapable-host' : 'bfv-rescue';
};

/**
 * What would make it possible.
 * @param advice how else the traits of hosts could be known
 */
export const hint = ({ host }: Wish, advice: string): string => {
  if (host === 'known not to report the trait') {
    return `no host is known not to report COMPUTE_RESCUE_BFV: name its zone as zones.incapable in nova-rescue.yaml${advice}`;
  }
  if (host === 'known to report the trait') {
    return `no host is known to report COMPUTE_RESCUE_BFV: name its zone as zones.capable in nova-rescue.yaml${advice}`;
  }
  if (host === 'capable, with a console') return 'no capable host shows on its guests’ consoles what they boot from';
  if (host === 'capable, under libvirt') {
    return 'no capable host is known to run its guests by libvirt: give --admin-cloud, an admin sees it';
  }
  return 'no host was found on which a volume-backed server is rescued: name its zone as zones.capable in nova-rescue.yaml';
};
