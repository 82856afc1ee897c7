import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { namesAt, normalised } from './normalise';
import { simulatedEnd } from './simulated-end';

const id = 'b9e9d3a5-4b57-4d9e-9a5d-0a1b2c3d4e5f';

async function normal(body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const end = await simulatedEnd();
  const names = namesAt(end, new Map([['img', id], ['generation', '1']])); // biome-ignore format: one line
  return normalised({ status: 200, headers, body }, names);
}

describe('an answer, normalised', () => {
  it('calls what was captured by its name, wherever it stands', async () => {
    const { body } = await normal({ [id]: { href: `http://simulator.invalid/compute/v2.1/servers/${id}` } });
    assert.deepEqual(body, { '{img}': { href: '{compute}/v2.1/servers/{img}' } });
  });

  it('keeps the form of what nobody named', async () => {
    const found = {
      id: 'a9e9d3a5-4b57-4d9e-9a5d-0a1b2c3d4e5f',
      project: '0123456789abcdef0123456789abcdef',
      request: 'req-a9e9d3a5-4b57-4d9e-9a5d-0a1b2c3d4e5f',
      at: ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000000', '2026-01-01T00:00:00.123456'],
    };
    assert.deepEqual((await normal(found)).body, {
      id: '<uuid>',
      project: '<hex id>',
      request: '<request id>',
      at: ['<time>Z', '<time>.000000', '<time>.<microseconds>'],
    });
  });

  it('keeps a password that was asked for, and none that was made', async () => {
    assert.deepEqual((await normal({ adminPass: 'MySecretPass1' })).body, { adminPass: 'MySecretPass1' });
    assert.deepEqual((await normal({ adminPass: 'aB3dE6gH9jK2' })).body, { adminPass: '<password>' });
  });

  it('takes no number for a name, and names no short word', async () =>
    assert.deepEqual((await normal({ id: '1', generation: 4, ram: 1, role: 'admin' })).body, {
      id: '1',
      generation: '<number>',
      ram: 1,
      role: 'admin',
    }));

  it('passes over the numbers of what was there before, and the order of what is drawn by lot', async () => {
    const counted = { keypair: { id: 5, name: 'k' }, usages: { VCPU: 3 }, flavor: { id: 5 } };
    assert.deepEqual((await normal(counted)).body, {
      keypair: { id: '<number>', name: 'k' },
      usages: { VCPU: '<number>' },
      flavor: { id: 5 },
    });
    const [roles, tags] = [
      [{ name: 'reader' }, { name: 'member' }],
      ['b', 'a'],
    ];
    assert.deepEqual((await normal({ roles, tags })).body, { roles: roles.toReversed(), tags });
  });

  it('has the headers that clients go by, and no token', async () => {
    const { headers } = await normal('', { date: 'now', vary: 'x', 'x-subject-token': 'a-token' });
    assert.deepEqual(headers, { vary: 'x', 'x-subject-token': '<token>' });
  });
});
