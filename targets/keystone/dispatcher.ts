import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { Agent } from 'undici';
import { UserError } from '../user-error';

/** Whom to trust, as whom to appear, and how long to wait. */
export interface DispatcherSettings {
  /** Path of a PEM file: the only authorities to trust. */
  readonly cacert?: string;
  /** Path of a PEM file: our own certificate, and our key too unless `key` is given. */
  readonly cert?: string;
  /** Path of a PEM file: the key of `cert`, without a passphrase. */
  readonly key?: string;
  /** Whether to accept any certificate at all. It beats `cacert`. */
  readonly insecure: boolean;
  /** Milliseconds: until connected, until the headers have come, between two pieces of a body. undici's own unless given. */
  readonly timeouts?: { readonly connect?: number; readonly headers?: number; readonly body?: number };
}

/**
 * A pool of connections for one cloud; whoever asks for it closes it.
 * @throws UserError where a file cannot be read or is no PEM certificate or key
 */
export function cloudDispatcher(settings: DispatcherSettings): Agent {
  const { cacert, cert, key, insecure, timeouts = {} } = settings;
  const secured = {
    ...(cacert !== undefined && !insecure && { ca: authorities(cacert) }),
    ...(cert !== undefined && identity(cert, key)),
  };
  return new Agent({
    connect: {
      ...secured,
      rejectUnauthorized: !insecure,
      ...(timeouts.connect !== undefined && { timeout: timeouts.connect }),
    },
    ...(timeouts.headers !== undefined && { headersTimeout: timeouts.headers }),
    ...(timeouts.body !== undefined && { bodyTimeout: timeouts.body }),
  });
}

function authorities(path: string): string {
  const pem = read('cacert', path);
  try {
    new X509Certificate(pem);
  } catch {
    throw new UserError(`${path}: the cacert holds no PEM certificate: it must begin with -----BEGIN CERTIFICATE-----`);
  }
  return pem;
}

function identity(certPath: string, keyPath = certPath): { cert: string; key: string } {
  const pair = { cert: read('cert', certPath), key: read('key', keyPath) };
  try {
    createSecureContext(pair);
  } catch {
    throw new UserError(
      `${certPath}: the cert and its key in ${keyPath} do not work together: both must be PEM, belong together, and need no passphrase`,
    );
  }
  return pair;
}

function read(what: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new UserError(`${path}: the ${what} cannot be read${code}: check the path and its permissions`);
  }
}
