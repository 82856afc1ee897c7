import assert from 'node:assert/strict';
import { it } from 'node:test';
import { handle } from '../handle';
import { pass } from '../passing';
import { newCloud } from '../simulator';
import { tokens } from './people';

it('tokens that have long expired are forgotten, and the others are not', () => {
  const cloud = newCloud({ edition: 'spec', driver: 'fake', seed: 1 });
  const auth = { identity: { methods: ['token'], token: { id: tokens.owner } } };
  const body = Buffer.from(JSON.stringify({ auth }));
  const headers = { 'content-type': 'application/json' };
  const signIn = () => {
    const request = { method: 'POST', path: '/identity/v3/auth/tokens', query: new URLSearchParams(), headers, body };
    const { status, headers: given } = handle(cloud, request, 'http://cloud.invalid');
    assert.equal(status, 201);
    return given?.['X-Subject-Token'] ?? '';
  };
  const table = cloud.world.identity.tokens;
  const first = signIn();
  // What is bought with a token lasts as long as that one: these would last for centuries.
  for (const [id, token] of table)
    if (id === first) table.set(id, { ...token, expiresAt: cloud.world.clock.now() + 1 });
  pass(cloud, 3_000_000);
  while (table.size % 100 !== 99) signIn();
  assert.ok(table.has(first));
  pass(cloud, 1_000_000);
  const last = signIn();
  assert.deepEqual([table.has(first), table.has(last), table.has(tokens.owner), table.size], [false, true, true, 99]);
});
