import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newWorld } from '../new-world';
import { nowhere, type World } from '../world';
import { newServer } from './new-server';
import { addServer, newestFirst, removeServer } from './server-tables';

/** A world with so many servers, of two projects by turns. */
function worldOf(count: number): World {
  const world = newWorld({ driver: 'fake', seed: 1 });
  const flavor = [...world.flavors.values()][0];
  assert.ok(flavor);
  for (let number = 1; number <= count; number++) {
    const identity = { userId: 'u', projectId: number % 2 === 0 ? 'even' : 'odd', roles: [] };
    addServer(world, newServer(world, { name: `server ${number}`, identity, host: nowhere, flavor }));
  }
  return world;
}

const numbers = (world: World, project: string, before?: number) => {
  const server = [...world.servers.values()].find(({ number }) => number === before);
  return [...newestFirst(world, project, server)].map(({ number }) => number);
};

describe('the tables of servers', () => {
  it('know the order of each project’s servers, and of all', () => {
    const world = worldOf(7);
    assert.deepEqual(numbers(world, 'even'), [6, 4, 2]);
    assert.deepEqual(numbers(world, 'odd', 5), [3, 1]);
    assert.deepEqual(numbers(world, 'odd', 4), [3, 1], 'one of another project');
    assert.deepEqual(numbers(world, '', 3), [2, 1]);
    assert.deepEqual(numbers(world, 'none'), []);
  });

  it('lose what is removed, and remember the last thousand', () => {
    const world = worldOf(1010);
    for (const server of [...world.servers.values()].filter(({ number }) => number > 5)) removeServer(world, server);
    assert.deepEqual(numbers(world, ''), [5, 4, 3, 2, 1]);
    assert.deepEqual(numbers(world, 'even'), [4, 2]);
    assert.equal(world.deletedServers.size, 1000);
    assert.equal([...world.deletedServers.values()][0]?.number, 11);
  });

  it('look at no more servers than are taken', () => {
    const world = worldOf(1000);
    let looked = 0;
    const get = world.servers.get.bind(world.servers);
    world.servers.get = (id) => {
      looked += 1;
      return get(id);
    };
    const [first, second] = newestFirst(world, '', get([...world.servers.keys()][500] ?? ''));
    assert.deepEqual([first?.number, second?.number], [500, 499]);
    assert.ok(looked < 20, `${looked}`);
  });
});
