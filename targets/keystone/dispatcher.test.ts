import assert from 'node:assert/strict';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { type TestContext, test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { scratchHome } from '../credentials/scratch-home.test';
import { cloudDispatcher, type DispatcherSettings } from './dispatcher';
import { ask } from './keystone-request';
import { localhostCertificate, localhostKey } from './localhost-certificate.test';

/** Listens on any free port until the test ends. @returns the port */
async function listening(t: TestContext, server: Server): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

function secured(t: TestContext): Promise<number> {
  const settings = { cert: localhostCertificate, key: localhostKey, ca: localhostCertificate };
  const server = createServer({ ...settings, requestCert: true, rejectUnauthorized: false }, (request, reply) => {
    reply.end(JSON.stringify({ known: (request.socket as TLSSocket).authorized }));
  });
  return listening(t, server);
}

async function asking(t: TestContext, url: string, settings: DispatcherSettings): Promise<unknown> {
  const dispatcher = cloudDispatcher(settings);
  t.after(() => dispatcher.destroy());
  return (await ask(dispatcher, 'GET', url)).json;
}

test('whom to trust, and as whom to appear', async (t) => {
  const home = scratchHome(t);
  const cert = home.write('cert.pem', localhostCertificate);
  const key = home.write('key.pem', localhostKey);
  const both = home.write('both.pem', localhostCertificate + localhostKey);
  const url = `https://127.0.0.1:${await secured(t)}`;
  const known = (settings: DispatcherSettings) => asking(t, url, settings);
  assert.deepEqual(await known({ insecure: true, cacert: '/no/such' }), { known: false });
  assert.deepEqual(await known({ insecure: false, cacert: cert }), { known: false });
  assert.deepEqual(await known({ insecure: false, cacert: cert, cert, key }), { known: true });
  assert.deepEqual(await known({ insecure: true, cert: both }), { known: true });
  await assert.rejects(known({ insecure: false }), {
    name: 'UserError',
    message: `Keystone cannot be reached at ${url} (DEPTH_ZERO_SELF_SIGNED_CERT): its certificate is not trusted: set cacert to the file of the authority that signed it, and check host and date`,
  });
});

test('files that are missing or something else', (t) => {
  const home = scratchHome(t);
  const junk = home.write('junk.pem', 'S3cret');
  const cert = home.write('cert.pem', localhostCertificate);
  const refused = (settings: Omit<DispatcherSettings, 'insecure'>, message: string) => {
    assert.throws(() => cloudDispatcher({ insecure: false, ...settings }), { name: 'UserError', message });
  };
  const unreadable = (what: string) =>
    `/no/such: the ${what} cannot be read (ENOENT): check the path and its permissions`;
  refused({ cacert: '/no/such' }, unreadable('cacert'));
  refused({ cert: '/no/such' }, unreadable('cert'));
  refused({ cert, key: '/no/such' }, unreadable('key'));
  refused(
    { cacert: junk },
    `${junk}: the cacert holds no PEM certificate: it must begin with -----BEGIN CERTIFICATE-----`,
  );
  refused(
    { cert, key: junk },
    `${cert}: the cert and its key in ${junk} do not work together: both must be PEM, belong together, and need no passphrase`,
  );
});

test('nobody there', async (t) => {
  const server = createPlainServer();
  const port = await listening(t, server);
  await new Promise((closed) => server.close(closed));
  const timeouts = { connect: 60_000, headers: 60_000, body: 60_000 };
  await assert.rejects(asking(t, `http://127.0.0.1:${port}`, { insecure: false, timeouts }), {
    name: 'UserError',
    message: `Keystone cannot be reached at http://127.0.0.1:${port} (ECONNREFUSED): check auth_url (host, port, http or https) and the network`,
  });
});

test('somebody who speaks no TLS, and somebody who hangs up', async (t) => {
  const port = await listening(
    t,
    createPlainServer((request) => request.socket.destroy()).on('clientError', (_, socket) => {
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    }),
  );
  await assert.rejects(asking(t, `https://127.0.0.1:${port}`, { insecure: true }), {
    message: /: it does not speak TLS: check whether auth_url should begin with http:\/\/$/,
  });
  await assert.rejects(asking(t, `http://127.0.0.1:${port}`, { insecure: true }), {
    message: /\(UND_ERR_SOCKET\): check auth_url/,
  });
});
