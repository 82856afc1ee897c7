import { createPublicKey } from 'node:crypto';
import {
  addKeypair,
  certificateFingerprintOf,
  fingerprintOf,
  keypairOf,
  keypairsOf,
  removeKeypair,
} from '../../compute/keypairs';
import { quotaOf } from '../../compute/quotas';
import { rsaKey } from '../../compute/rsa-key';
import type { Keypair } from '../../compute/tables';
import { badRequest, conflict, type Fault, forbidden, notFound, policyRefuses } from '../../fault';
import type { World } from '../../world';
import { notSimulated, type Reply, within } from '../message';
import { pageOf } from '../paging';
import { isAdmin } from '../service';
import { type ComputeCall, faultReply, isSince, otherReply } from './call';
import { nextLinks } from './links';
import { keypairSchema } from './schemas/keypair-schemas';
import { shaped } from './shaped';
import { exact } from './times';

/** Key pairs, each a user's own. Source: nova/api/openstack/compute/keypairs.py@26.2.2. */

const typed = (call: ComputeCall, { type }: Keypair) => (isSince(call, 2) ? { type } : {});

const brief = (call: ComputeCall, keypair: Keypair) => ({
  name: keypair.name,
  public_key: keypair.publicKey,
  fingerprint: keypair.fingerprint,
  ...typed(call, keypair),
});

const detail = (call: ComputeCall, keypair: Keypair) => ({
  ...brief(call, keypair),
  user_id: keypair.userId,
  created_at: exact(keypair.created),
  deleted: false,
  deleted_at: null,
  id: keypair.number,
  updated_at: null,
});

/** Whose they are: from 2.10, an admin may ask for another user's. */
function userOf(call: ComputeCall, action: string, asked: unknown): string | Fault {
  const user = isSince(call, 10) && typeof asked === 'string' ? asked : call.caller.userId;
  return user === call.caller.userId || isAdmin(call) ? user : policyRefuses(`os_compute_api:os-keypairs:${action}`);
}

const inQuery = (call: ComputeCall, action: string) => userOf(call, action, call.request.query.get('user_id'));

/** A new key: OpenSSH's words for the public part, PEM for the private one. */
function generate({ identifiers, compute }: World): { readonly publicKey: string; readonly privateKey: string } {
  const privateKey = rsaKey(`${identifiers.state.seed}/keypairs/${compute.made.keypairs}`);
  const { n = '', e = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  const part = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  // A number whose first bit is set would be a negative one.
  const number = (value: string) => part(Buffer.concat([Buffer.alloc(1), Buffer.from(value, 'base64url')]));
  const exponent = part(Buffer.from(e, 'base64url'));
  const blob = Buffer.concat([part(Buffer.from('ssh-rsa')), exponent, number(n)]);
  return {
    publicKey: `ssh-rsa ${blob.toString('base64')} Generated-by-Nova`,
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs1' }).toString(),
  };
}

const fingerprints = { ssh: fingerprintOf, x509: certificateFingerprintOf } as const;

function create(call: ComputeCall): Reply {
  const wanted = within(call.json, 'keypair');
  const { world } = call;
  const called = String(wanted.name);
  const userId = userOf(call, 'create', wanted.user_id);
  if (typeof userId !== 'string') return faultReply(call, userId);
  const limit = quotaOf(world, call.caller.projectId).key_pairs;
  if (limit >= 0 && keypairsOf(world, userId).length >= limit) {
    return faultReply(call, forbidden('Quota exceeded, too many key pairs.'));
  }
  if (keypairOf(world, userId, called)) {
    return faultReply(call, conflict(`Key pair '${called}' already exists.`));
  }
  const type = wanted.type === 'x509' ? 'x509' : 'ssh';
  const isGenerated = wanted.public_key === undefined;
  if (isGenerated && type === 'x509') return notSimulated('the generation of a certificate');
  const { publicKey, privateKey } = isGenerated
    ? generate(world)
    : { publicKey: String(wanted.public_key), privateKey: '' };
  const fingerprint = fingerprints[type](publicKey);
  if (fingerprint === undefined) {
    return faultReply(call, badRequest('Keypair data is invalid: failed to generate fingerprint'));
  }
  const keypair = addKeypair(world, { userId, name: called, type, publicKey, fingerprint });
  const shown = { ...brief(call, keypair), user_id: userId, ...(isGenerated && { private_key: privateKey }) };
  return otherReply(call, isSince(call, 2) ? 201 : 200, { keypair: shown });
}

const most = 1000;

function list(call: ComputeCall): Reply {
  const userId = inQuery(call, 'index');
  if (typeof userId !== 'string') return faultReply(call, userId);
  const { query } = call.request;
  const all = keypairsOf(call.world, userId).map((keypair) => ({ id: keypair.name, keypair }));
  all.sort((a, b) => a.id.localeCompare(b.id));
  const marker = isSince(call, 35) ? (query.get('marker') ?? undefined) : undefined;
  const limit = isSince(call, 35) ? Math.min(Number(query.get('limit') || most), most) : all.length;
  const page = pageOf(all, { limit, marker });
  if (!page) return faultReply(call, badRequest(`Marker ${marker} could not be found.`));
  return otherReply(call, 200, {
    keypairs: page.items.map(({ keypair }) => ({ keypair: brief(call, keypair) })),
    ...(isSince(call, 35) && nextLinks(call, 'keypairs', 'os-keypairs', page)),
  });
}

function withKeypair(call: ComputeCall, action: string, id: string, answer: (keypair: Keypair) => Reply): Reply {
  const userId = inQuery(call, action);
  if (typeof userId !== 'string') return faultReply(call, userId);
  const keypair = keypairOf(call.world, userId, id);
  return keypair ? answer(keypair) : faultReply(call, notFound(`Keypair ${id} not found for user ${userId}`));
}

export const keypairRoutes = {
  'GET /os-keypairs': list,
  'POST /os-keypairs': shaped(keypairSchema, create),
  'GET /os-keypairs/{name}': (call: ComputeCall, id: string): Reply =>
    withKeypair(call, 'show', id, (keypair) => otherReply(call, 200, { keypair: detail(call, keypair) })),
  'DELETE /os-keypairs/{name}': (call: ComputeCall, id: string): Reply =>
    withKeypair(call, 'delete', id, (keypair) => {
      removeKeypair(call.world, keypair);
      return { status: isSince(call, 2) ? 204 : 202 };
    }),
};
