import { isRecord } from '../clients/reading';
import type { Mapping } from './mapping';

/** `over` laid over `under`, mapping by mapping at every depth (openstack.config._util.merge_clouds: secure.yaml). */
export function mergeDeeply(under: Mapping, over: Mapping): Mapping {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isRecord(below) && isRecord(value) ? mergeDeeply(below, value) : value;
  }
  return merged;
}

/**
 * `over` laid over `under`, where only `auth` is merged and everything else replaced
 * (openstack.config.loader._auth_update: a cloud over its profile, a region's values over its cloud).
 */
export function mergeAuth(under: Mapping, over: Mapping): Mapping {
  const auth = isRecord(under.auth) && isRecord(over.auth) ? { ...under.auth, ...over.auth } : over.auth;
  return { ...under, ...over, auth: auth ?? under.auth };
}
