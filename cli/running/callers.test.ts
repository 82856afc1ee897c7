import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loopbackCloud } from '../testing/cloud.test';
import { unlessItHangs, workplace } from '../testing/command-line.test';

const rules = 'other-projects-server,role-refused,no-token';

/** What a run of these rules ends with, its callers being these. */
async function run(t: Parameters<typeof workplace>[0], callers: string) {
  const cloud = await loopbackCloud(t);
  const place = workplace(t, {});
  place.write('clouds.yaml', cloud.cloudsYaml);
  const configuration = place.write('own.yaml', `${cloud.configuration}callers: ${callers}\n`);
  return place.run(
    'run',
    '--cloud',
    'loop',
    '--config',
    configuration,
    '--rule',
    rules,
    '--out',
    join(place.path, 'out'),
  );
}

describe('callers of the configuration', { concurrency: true, ...unlessItHangs }, () => {
  it('sign in at clouds of clouds.yaml', async (t) => {
    const { code, stdout, stderr } = await run(t, '{other-project: {cloud: loop-other}, reader: {cloud: loop-reader}}');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /other-projects-server +conforms/);
    assert.match(stdout, /role-refused +conforms/);
    assert.match(stdout, /no-token +conforms/);
  });

  const wrong = [
    [
      '{other-project: {cloud: loop-reader}}',
      'cloud "loop-reader" is of the owner’s own project; name one of another project',
    ],
    [
      '{other-project: {cloud: loop-admin}}',
      'cloud "loop-admin" has the role admin, to whom every project is open; name one without it',
    ],
    ['{reader: {cloud: loop-other}}', 'cloud "loop-other" is not of the owner’s project; name one of that project'],
    ['{reader: {cloud: loop}}', 'cloud "loop" has the role member; name one with the role reader only'],
  ] as const;
  for (const [callers, why] of wrong) {
    it(`must be who they are said to be: ${callers}`, async (t) => {
      const { code, stderr } = await run(t, callers);
      assert.equal(code, 2);
      assert.match(stderr, new RegExp(`: callers\\.[a-z-]+: ${why}\\n$`));
    });
  }
});
