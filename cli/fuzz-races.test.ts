import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loopbackCloud, meddleWithRescue } from './testing/cloud.test';
import { unlessItHangs, workplace } from './testing/command-line.test';

const program = join(__dirname, 'nova-rescue.cjs');

// Over HTTP they wait for most of their time, and may do so at once.
describe('nova-rescue fuzz --clients', { concurrency: 4 }, () => {
  it('races of clients have an order where the rules are kept', unlessItHangs, async (t) => {
    const { code, stdout, stderr } = await workplace(t).run('fuzz', '--clients', '3', '--runs', '20', '--seed', '7');
    assert.deepEqual([code, stderr], [0, '']);
    assert.equal(stdout, 'simulator: an order fits each of 20 races of up to 3 clients (seed 7)\n');
  });

  it('races find two winners in process, keep them, and replay holds them again', unlessItHangs, async (t) => {
    const place = workplace(t);
    const fault = ['--fault', 'two-winners'] as const;
    const races = ['fuzz', '--clients', '4', '--seed', '7', '--out', 'out', '--corpus', 'kept', ...fault] as const;
    const { code, stdout, stderr } = await place.run(...races);
    assert.equal(code, 1, stderr);
    assert.match(stdout, /^simulator: no order fits 1 of 100 races of up to 4 clients \(seed 7\)\n$/);
    assert.match(stderr, /^ {2}client 1 .*rescue → 200 {2}← fits nowhere$/m);
    assert.match(stderr, /being done to the server is not looked at: busy-server-refused, one-winner$/m);
    const folder = join('out', 'counterexamples');
    const [file = '', ...others] = readdirSync(join(place.path, folder));
    assert.deepEqual(others, []);
    const [token = ''] = /nrc1\.\S+/.exec(stderr) ?? [];
    const all = ['replay', join(folder, file), token, join('kept', file)] as const;
    const still = await place.run(...all, ...fault);
    assert.deepEqual([still.code, still.stderr], [1, '']);
    assert.match(still.stdout, /^(still fails: .*: client 1: .*\n){3}$/);
    const fixed = await place.run(...all);
    assert.match(fixed.stdout, /^(fixed: .*: client 1: .*\n){3}$/);
    const next = await place.run(...races, '--runs', '1');
    assert.match(next.stderr, /^still fails: /m);
  });

  it('races find two winners over HTTP, how often, and replay holds them on either side', unlessItHangs, async (t) => {
    const place = workplace(t);
    const served = (...words: readonly string[]) =>
      place.run('serve', '--fault', 'two-winners', '--exec', '--', process.execPath, program, ...words, '--cloud');
    const races = await served('fuzz', '--clients', '2', '--runs', '1', '--seed', '223', '--out', 'out');
    assert.equal(races.code, 1, races.stderr);
    assert.match(
      races.stderr,
      /^no order fits a race, and a smaller one is looked for; .* nova-rescue replay nrc1\.\S+$/m,
    );
    assert.match(
      races.stderr,
      /^no order fits this race, 5 of 5 times:\n {2}client 1 .* rescue → 200\n {2}client 1 .* rescue → 200 .*\n {2}right/m,
    );
    assert.match(races.stdout, /: no order fits 1 of 1 race of up to 2 clients \(seed 223\)\n$/);
    const [, token = ''] = /^ {2}replay .*(nrc1\.\S+)/m.exec(races.stderr) ?? [];
    const still = await served('replay', token);
    assert.equal(still.stdout, 'still fails (no order fits, 5 of 5 times): the token: client 1: rescue, rescue\n');
    const inProcess = await place.run('replay', token, '--fault', 'two-winners');
    assert.match(inProcess.stdout, /^still fails: /, 'one of the orders in which it may have gone');
  });

  it('a race in which one was slow is no more than a note, and replay says whether it is', unlessItHangs, async (t) => {
    let [isOdd, isPreflight] = [true, true];
    let first: (() => void) | undefined;
    const cloud = await loopbackCloud(t, {
      // Of two rescues at once the other one is accepted when the first is over.
      meddle: meddleWithRescue(async (_, proceed) => {
        const isUsual = !isOdd || isPreflight;
        isPreflight = false;
        if (isUsual) return proceed();
        if (!first) {
          await new Promise<void>((met) => {
            first = met;
          });
          return proceed();
        }
        first();
        first = undefined;
        return { status: 200, body: {} };
      }),
    });
    const place = workplace(t);
    place.write('clouds.yaml', cloud.cloudsYaml);
    const as = ['--cloud', 'loop', '--admin-cloud', 'loop-admin', '--out', 'out'] as const;
    // With this seed two clients ask for a rescue each.
    const fuzz = await place.run('fuzz', '--clients', '2', '--runs', '1', '--seed', '73', ...as);
    assert.equal(fuzz.code, 0, fuzz.stderr);
    assert.match(fuzz.stdout, /^1 fit where one was slow, as a released Nova may be\nloop: an order fits /);
    const slow = '.* rescue → 200 {2}← fits where it was slow\\n';
    assert.match(
      fuzz.stderr,
      new RegExp(`^note: this race fits only where .* slow, 5 of 5 times:\\n {2}client 1${slow} {2}client 2${slow}`),
    );
    assert.throws(() => readdirSync(join(place.path, 'out/counterexamples')), { code: 'ENOENT' });

    const [token = ''] = /nrc1\.\S+/.exec(fuzz.stderr) ?? [];
    isPreflight = true;
    const still = await place.run('replay', token, ...as);
    const race = 'the token: client 1: rescue; client 2: rescue\n';
    assert.equal(still.stdout, `still fits only where one was slow (5 of 5 times): ${race}`);
    isOdd = false;
    const fits = await place.run('replay', token, ...as);
    assert.equal(fits.stdout, `fits as it is (5 of 5 times): ${race}`);
    const inProcess = await place.run('replay', token);
    assert.equal(inProcess.stdout, `fits as it is: ${race}`);
    assert.deepEqual([still.code, fits.code, inProcess.code], [0, 0, 0], 'what is allowed is no finding');
    const worse = await place.run('replay', token, '--fault', 'two-winners');
    assert.deepEqual([worse.code, worse.stdout], [1, `still fails: ${race}`]);
  });
});
