import { checkPrimeSync, createHash, createPrivateKey, type KeyObject } from 'node:crypto';

/**
 * RSA keys of 2048 bits, the same again for the same seed. Whoever knows the seed knows the key: it is good for showing
 * that a client can use one, and for keeping nobody out.
 */

const e = 65_537n;

/** The first prime from a number on that the seed gives. Its two highest bits are set: two make a product of full length. */
function primeOf(seed: string): bigint {
  const digest = (part: number) => createHash('sha512').update(`${seed}/${part}`).digest('hex');
  let candidate = BigInt(`0x${digest(0)}${digest(1)}`) | (3n << 1022n) | 1n;
  while (!checkPrimeSync(candidate) || candidate % e === 1n) candidate += 2n;
  return candidate;
}

/** By Euclid's algorithm; the two have no common divisor. */
function inverse(of: bigint, modulus: bigint): bigint {
  let [rest, next] = [of, modulus];
  let [factor, following] = [1n, 0n];
  while (next !== 0n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [factor, following] = [following, factor - quotient * following];
  }
  return ((factor % modulus) + modulus) % modulus;
}

const bytesOf = (value: bigint): Buffer => {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
};

export function rsaKey(seed: string): KeyObject {
  const [p, q] = [primeOf(`${seed}/p`), primeOf(`${seed}/q`)];
  const d = inverse(e, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const written = Object.entries(numbers).map(([name, value]) => [name, bytesOf(value).toString('base64url')]);
  return createPrivateKey({ format: 'jwk', key: { kty: 'RSA', ...Object.fromEntries(written) } });
}
