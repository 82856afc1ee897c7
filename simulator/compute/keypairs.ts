import { createHash } from 'node:crypto';
import type { World } from '../world';
import type { Keypair } from './tables';

/** The key pairs of users: public keys by name. */

const key = (userId: string, name: string) => `${userId}/${name}`;

export const keypairOf = ({ compute }: World, userId: string, name: string): Keypair | undefined =>
  compute.keypairs.get(key(userId, name));

export const keypairsOf = ({ compute }: World, userId: string): readonly Keypair[] =>
  [...compute.keypairs.values()].filter((keypair) => keypair.userId === userId);

export function addKeypair({ compute, clock }: World, wish: Omit<Keypair, 'number' | 'created'>): Keypair {
  compute.made.keypairs += 1;
  const keypair = { ...wish, number: compute.made.keypairs, created: clock.now() };
  compute.keypairs.set(key(wish.userId, wish.name), keypair);
  return keypair;
}

export const removeKeypair = ({ compute }: World, { userId, name }: Keypair): boolean =>
  compute.keypairs.delete(key(userId, name));

/** The kinds of keys that Nova's library reads. */
const kinds =
  /^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)$/;

/** What an SSH public key holds: its own kind first, behind its length. */
function blobOf(publicKey: string): Buffer | undefined {
  const [kind = '', text = ''] = publicKey.split(' ');
  const blob = Buffer.from(text, 'base64');
  if (!kinds.test(kind) || blob.length < 4) return undefined;
  const length = blob.readUInt32BE(0);
  return blob.subarray(4, 4 + length).toString('latin1') === kind ? blob : undefined;
}

/** The MD5 of an SSH public key, as Nova writes it; undefined for what is none. */
export function fingerprintOf(publicKey: string): string | undefined {
  const blob = blobOf(publicKey);
  const digest = blob && createHash('md5').update(blob).digest('hex');
  return digest?.replaceAll(/..(?=.)/g, '$&:');
}

/** The SHA-1 of a certificate in PEM, as Nova writes it; undefined for what is none. */
export function certificateFingerprintOf(pem: string): string | undefined {
  const [, text] = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem) ?? [];
  const digest = text && createHash('sha1').update(Buffer.from(text, 'base64')).digest('hex');
  return digest?.replaceAll(/..(?=.)/g, '$&:');
}
