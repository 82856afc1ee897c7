import { Inconclusive } from '../inconclusive';
import { optIn } from '../microversion';
import { settle } from '../settle';
import type { Subject } from '../subject';
import type { Caller, Exchange } from '../target';
import {
  actionIsFinished,
  listActions,
  requestIdOf,
  type ServerView,
  serverAction,
  showServer,
  versionHeader,
} from './compute';
import { succeeded } from './reading';

/** How a rescue is asked for. */
export interface RescueRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** Absent: the request names no image. */
  readonly imageRef?: string | undefined;
  readonly adminPass?: string | undefined;
}

/** What became of an accepted rescue. */
export type Outcome =
  | { readonly kind: 'rescued' }
  /** The action failed, and the server is as it was. */
  | { readonly kind: 'failed'; readonly status: string }
  /** The server is in ERROR. */
  | { readonly kind: 'error'; readonly fault: string }
  /** The driver cannot do what was asked: no verdict on the API. */
  | { readonly kind: 'unsupported by the driver'; readonly fault: string }
  /** The action went well, but the server is not in RESCUE. */
  | { readonly kind: 'not in RESCUE'; readonly status: string }
  | { readonly kind: 'unknown'; readonly why: string };

export function sendRescue(
  { target }: Subject,
  id: string,
  { headers, imageRef, adminPass }: RescueRequest,
  caller: Caller = 'owner',
): Promise<Exchange> {
  return serverAction(target, id, rescueBody({ imageRef, adminPass }), { caller, headers });
}

/** The body of a rescue: null where it names nothing. */
export function rescueBody({ imageRef, adminPass }: Omit<RescueRequest, 'headers'>): {
  readonly rescue: object | null;
} {
  const named = {
    ...(adminPass !== undefined && { adminPass }),
    ...(imageRef !== undefined && { rescue_image_ref: imageRef }),
  };
  return { rescue: Object.keys(named).length === 0 ? null : named };
}

export function sendUnrescue(
  { target }: Subject,
  id: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Exchange> {
  return serverAction(target, id, { unrescue: null }, { headers });
}

export const noFault = 'no fault is shown';

/**
 * What a libvirt driver says of a device or bus that its hypervisor lacks; and of a root volume that was made empty, where
 * nobody could mark it as bootable. Nova 26.2 says the latter of a rescue with whatever image.
 */
const driverLacks = (fault: string) =>
  fault.includes('Driver Error') && ['not supported', 'is not bootable'].some((words) => fault.includes(words));

/** Waits for what becomes of an accepted rescue: RESCUE, ERROR, or the end of its action. */
export async function outcomeOf(subject: Subject, id: string, accepted: Exchange): Promise<Outcome> {
  const { target, patience } = subject;
  try {
    return await settle(target.clock, 'the end of the rescue', () => lookAt(subject, id, accepted), patience);
  } catch (error) {
    if (error instanceof Inconclusive) return { kind: 'unknown', why: error.message };
    throw error;
  }
}

async function lookAt(subject: Subject, id: string, accepted: Exchange): Promise<Outcome | undefined> {
  const server = await showServer(subject.target, id);
  if (!server) return { kind: 'unknown', why: 'the server is gone' };
  const { status, taskState } = server;
  if (taskState !== null) return undefined;
  if (status === 'RESCUE') return { kind: 'rescued' };
  if (status === 'ERROR') {
    const fault = server.fault ?? noFault;
    return driverLacks(fault) ? { kind: 'unsupported by the driver', fault } : { kind: 'error', fault };
  }
  return endOfAction(subject, id, accepted, status);
}

/** The server shows no task and is not in RESCUE: only its list of actions tells whether that is the end. */
async function endOfAction(
  { target, versions }: Subject,
  id: string,
  accepted: Exchange,
  status: string,
): Promise<Outcome | undefined> {
  const requestId = requestIdOf(accepted);
  const rescues = (await listActions(target, id))?.filter(({ action }) => action === 'rescue') ?? [];
  const own = requestId === undefined ? rescues[0] : rescues.find((action) => action.requestId === requestId);
  if (own?.message === 'Error') return { kind: 'failed', status };
  const finished = own?.requestId !== undefined && (await actionIsFinished(target, id, own.requestId, versions.newest));
  if (!finished) return undefined;
  // What was shown may be older than the end of the action.
  const now = await showServer(target, id);
  return now?.taskState === null && now.status === status ? { kind: 'not in RESCUE', status } : undefined;
}

/** Waits until an accepted unrescue has ended. @returns the server then; undefined where it is gone */
export async function endOfUnrescue({ target, patience }: Subject, id: string): Promise<ServerView | undefined> {
  const look = async () => {
    const now = await showServer(target, id);
    return now === undefined || (now.taskState === null && now.status !== 'RESCUE') ? { now } : undefined;
  };
  return (await settle(target.clock, 'the end of the unrescue', look, patience)).now;
}

/**
 * Brings the server back to ACTIVE after whatever a rescue has left.
 * @returns whether it is ACTIVE, with no task left
 */
export async function bringBack(subject: Subject, id: string): Promise<boolean> {
  const server = await showServer(subject.target, id);
  if (server?.status === 'RESCUE' && server.taskState === null) {
    // Unrescue asks for no opt-in; where a cloud wants one all the same, that is a rule's matter and not ours here.
    const optedIn = versionHeader(optIn);
    if (!succeeded(await sendUnrescue(subject, id)) && !succeeded(await sendUnrescue(subject, id, optedIn)))
      return false;
    return isFit(await endOfUnrescue(subject, id));
  }
  return isFit(server);
}

const isFit = (server: ServerView | undefined) => server?.status === 'ACTIVE' && server.taskState === null;
