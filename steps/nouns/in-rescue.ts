import type { ReadyServer } from '../../targets/arranging/servers';
import { listAttachments } from '../../targets/clients/compute';
import { textAt } from '../../targets/clients/reading';
import { NotApplicable } from '../../targets/inconclusive';
import type { Method } from '../../targets/target';
import type { Session } from '../session';
import { type ServerRequest, to, type Variant } from './variants';

/** What may be asked of a server in RESCUE, and what may not; each in a form that is fine but for the state. */

const ask = (server: ReadyServer, what: string, method: Method, path: string, body?: unknown): Variant => ({
  what,
  ...to(server, method, path, body, 'elsewhere'),
});

const act = (server: ReadyServer, name: string, value: unknown = null): Variant =>
  ask(server, name, 'POST', '/action', { [name]: value });

const reboot = (server: ReadyServer, type: 'SOFT' | 'HARD'): Variant => ({
  ...act(server, 'reboot', { type }),
  what: `reboot ${type}`,
});

/** Another flavor than that of the server, where there is one. */
async function otherFlavor({ arranger: { places } }: Session): Promise<string> {
  const own = await places.smallestFlavor(true);
  const ids = (await places.flavors()).flatMap((flavor) => textAt(flavor, 'id') ?? []);
  const flavor = ids.find((id) => id !== own) ?? own;
  if (flavor === undefined) throw new NotApplicable('the cloud shows no flavor');
  return flavor;
}

/** What would make an image; left out where an image that came of it could not be removed. */
function makingImage(
  { arranger: { images } }: Session,
  label: string,
  variant: (name: string) => Variant,
): readonly Variant[] {
  const name = images.unwanted(label);
  return name === undefined ? [] : [variant(name)];
}

/** Source: the preconditions that the Compute API reference states of each action. */
export const forbidden: ServerRequest = {
  from: 'RESCUE',
  variants: async (server, session) => [
    act(server, 'os-start'),
    act(server, 'os-stop'),
    reboot(server, 'SOFT'),
    reboot(server, 'HARD'),
    act(server, 'rebuild', { imageRef: (await session.arranger.images.of('root')).id }),
    act(server, 'resize', { flavorRef: await otherFlavor(session) }),
    ...makingImage(session, 'of-rescued', (name) => act(server, 'createImage', { name })),
    act(server, 'shelve'),
    act(server, 'confirmResize'),
    act(server, 'revertResize'),
  ],
};

/** By default only admins may ask for it. */
export const forbiddenToAdmins: ServerRequest = {
  from: 'RESCUE',
  variants: (server) => [act(server, 'shelveOffload')],
};

/** The volume that was attached last. */
async function attached({ id }: ReadyServer, { subject }: Session): Promise<string> {
  const volume = (await listAttachments(subject.target, id)).at(-1);
  if (volume === undefined) throw new NotApplicable('the server has no volume attached');
  return volume;
}

const attach = async (server: ReadyServer, { arranger }: Session): Promise<Variant> =>
  ask(server, 'attach a volume', 'POST', '/os-volume_attachments', {
    volumeAttachment: { volumeId: await arranger.volumes.spare() },
  });

/** Source: the state checks of nova/compute/api.py and nova/api/openstack/compute/server_tags.py. */
export const forbiddenFurther: ServerRequest = {
  from: 'RESCUE',
  variants: async (server, session) => [
    act(server, 'pause'),
    act(server, 'unpause'),
    act(server, 'suspend'),
    act(server, 'resume'),
    act(server, 'changePassword', { adminPass: 'Nova-rescue-1' }),
    ...makingImage(session, 'backup', (name) =>
      act(server, 'createBackup', { name, backup_type: 'daily', rotation: 1 }),
    ),
    act(server, 'unshelve'),
    await attach(server, session),
    ask(server, 'detach a volume', 'DELETE', `/os-volume_attachments/${await attached(server, session)}`),
    ask(server, 'attach an interface', 'POST', '/os-interface', { interfaceAttachment: {} }),
    // Whether there is such a port is looked at later.
    ask(server, 'detach an interface', 'DELETE', '/os-interface/00000000-0000-4000-8000-000000000002'),
    ask(server, 'add metadata', 'POST', '/metadata', { metadata: { added: 'yes' } }),
    ask(server, 'set metadata', 'PUT', '/metadata/added', { meta: { added: 'yes' } }),
    ask(server, 'replace metadata', 'PUT', '/metadata', { metadata: { added: 'yes' } }),
    // One of ours has it since it was made; what is not there could not be deleted in any state.
    ...(server.key === undefined ? [] : [ask(server, 'delete metadata', 'DELETE', '/metadata/made_by')]),
    ask(server, 'add a tag', 'PUT', '/tags/added'),
    ask(server, 'replace the tags', 'PUT', '/tags', { tags: ['added'] }),
    ask(server, 'delete a tag', 'DELETE', '/tags/added'),
    ask(server, 'delete the tags', 'DELETE', '/tags'),
  ],
};

/** As Cinder does it when it has moved a volume; by default only admins may. */
export const forbiddenFurtherToAdmins: ServerRequest = {
  from: 'RESCUE',
  variants: async (server, session) => [
    ask(server, 'swap a volume', 'PUT', `/os-volume_attachments/${await attached(server, session)}`, {
      volumeAttachment: { volumeId: await session.arranger.volumes.spare() },
    }),
  ],
};

/** What leaves a server as it was, and for a server of ours that is no longer needed, its deletion. */
export const allowed: ServerRequest = {
  from: 'RESCUE',
  variants: (server) => {
    const rename = (name: string) => ask(server, `rename it ${name}`, 'PUT', '', { server: { name } });
    const harmless = [
      ask(server, 'show', 'GET', ''),
      act(server, 'lock'),
      act(server, 'unlock'),
      ...(server.key === undefined ? [] : [rename(`${server.key}-renamed`), rename(server.key)]),
    ].map((variant): Variant => ({ ...variant, leadsTo: 'the same state' }));
    return server.key === undefined ? harmless : [...harmless, ask(server, 'delete', 'DELETE', '')];
  },
};
