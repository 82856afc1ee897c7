import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hostnameOf } from './new-server';

describe('the hostname of a server', () => {
  it('is what its name leaves of letters, digits and hyphens', () => {
    for (const [name, hostname] of [
      ['web_1.example', 'web-1-example'],
      [' Größe 5! ', 'groe-5'],
      ['…', 'Server-id'],
      ['x'.repeat(70), 'x'.repeat(63)],
    ] as const) {
      assert.equal(hostnameOf(name, 'id'), hostname);
    }
  });
});
