import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listAt, textAt } from '../../targets/clients/reading';
import type { LoopbackCloud, Meddling } from '../testing/cloud.test';
import { judged, usual } from './odd-cloud.test';

/** Who has the role reader alone may change nothing. */
const reading: Meddling = ({ method, headers }, proceed) =>
  method === 'GET' || headers['x-auth-token'] !== 'reader-token'
    ? proceed()
    : { status: 403, body: { forbidden: { code: 403, message: 'Policy doesn’t allow it to be performed.' } } };

const asReader = { meddle: reading, as: ['--cloud', 'loop-reader'] };

test('who may only read can arrange nothing, and is told by what', async (t) => {
  const found = await judged(t, asReader);
  assert.deepEqual([found.code, found.rules('not-applicable')], [3, [...usual].sort()]);
  assert.match(
    found.lastLine,
    /^Nothing can be said of loop-reader: nothing verified of .*\. 0 of 10 deciding rules verified\.$/,
  );
  const what =
    /cannot arrange a volume-backed server on a host capable: \S+: the target does not make it: POST \/volumes → 403 /;
  assert.match(found.reason('bfv-needs-microversion'), what);
});

/** A server that is there already. */
async function ownServer({ ask }: LoopbackCloud): Promise<string> {
  const [image] = listAt(await ask('GET', '/image/v2/images'), 'images');
  const server = { name: 'own', flavorRef: '1', imageRef: textAt(image, 'id') };
  const made = await ask('POST', '/compute/v2.1/servers', { server });
  return `servers: [{id: ${textAt(Object(made).server, 'id')}, disk: image}]\n`;
}

test('… nor judge the servers that are there', async (t) => {
  const found = await judged(t, {
    ...asReader,
    configuration: ownServer,
    select: ['rescue-answers-200', 'image-backed-unchanged'],
  });
  assert.deepEqual([found.code, found.rules('inconclusive').length], [3, 2]);
  assert.match(
    found.lastLine,
    /^Nothing can be said of loop-reader: 2 rules inconclusive because an image-backed server is not rescued for this caller either: POST \S+ → 403 /,
  );
});
