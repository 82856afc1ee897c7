import type { Attachment, Server, Volume, World } from '../world';

/** A hostname that comes of a name. Source: sanitize_hostname in nova/utils.py@26.2.2. */
export function hostnameOf(name: string, id: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^\x20-\x7e]/g, '')
    .replaceAll(/[ _.]/g, '-')
    .replaceAll(/[^\w.-]+/g, '')
    .toLowerCase()
    .replaceAll(/^[.-]+|[.-]+$/g, '')
    .slice(0, 63);
  return plain === '' ? `Server-${id}` : plain;
}

type Given = Pick<Server, 'name' | 'identity' | 'host' | 'flavor'> & Partial<Server>;

/** A server that is being built. */
export function newServer(world: World, given: Given): Server {
  const now = world.clock.now();
  const id = world.identifiers.uuid();
  world.serverCount += 1;
  return {
    id,
    number: world.serverCount,
    hostname: hostnameOf(given.name, id),
    description: null,
    resized: null,
    created: now,
    updated: now,
    terminatedAt: null,
    requestedZone: '',
    reservationId: `r-${id.slice(0, 8)}`,
    launchIndex: 0,
    accessIPv4: '',
    accessIPv6: '',
    diskConfig: 'MANUAL',
    configDrive: '',
    keyName: null,
    userData: null,
    securityGroups: [],
    trustedCerts: null,
    lockedReason: null,
    imageRef: '',
    rescueImageRef: '',
    systemMetadata: { imageProperties: {}, baseImageRef: '' },
    isVolumeBacked: false,
    rootImageRef: '',
    disk: Buffer.alloc(0),
    attachments: [],
    metadata: {},
    tags: [],
    vmState: 'building',
    taskState: 'spawning',
    launchedAt: null,
    lockedBy: null,
    fault: null,
    actions: [],
    console: '',
    ...given,
  };
}

/** A volume, as a server has it. */
export const newAttachment = (
  { identifiers }: World,
  volume: Volume,
  device: string,
  given: Partial<Attachment> = {},
): Attachment => ({
  volume,
  device,
  deleteOnTermination: false,
  tag: null,
  attachmentId: identifiers.uuid(),
  bdmId: identifiers.uuid(),
  ...given,
});
