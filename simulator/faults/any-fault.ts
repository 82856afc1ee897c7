import type { SimulatedEdition } from '../editions';
import {
  isTransportFaultId,
  type TransportFaultId,
  transportFaultIds,
  transportFaults,
} from '../transport/transport-faults';
import type { Departure } from './departure';
import { type FaultId, faultIds, faults, isFaultId } from './faults';

/** Of a cloud, or of what lies before it. */
export type AnyFaultId = FaultId | TransportFaultId;

export const anyFaultIds: readonly AnyFaultId[] = [...faultIds, ...transportFaultIds];

export const isAnyFaultId = (id: string): id is AnyFaultId => isFaultId(id) || isTransportFaultId(id);

export const faultOf = (id: AnyFaultId): Departure => (isTransportFaultId(id) ? transportFaults[id] : faults[id]);

/** The edition that a cloud with this fault is of, where nothing is said: the first in which it makes a difference. */
export const editionWith = (fault: AnyFaultId | undefined): SimulatedEdition =>
  (fault !== undefined && !isTransportFaultId(fault) && faults[fault].edition) || 'spec';
