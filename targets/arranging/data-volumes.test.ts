import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { volumeStatus } from '../clients/block-storage';
import { listAttachments } from '../clients/compute';
import { type ArrangingOptions, always, arranging, isNotApplicable } from './wrapped-target.test';

async function attached(t: TestContext, options: ArrangingOptions = {}) {
  const run = arranging(t, options);
  const server = await run.arranger.arrange({ disk: 'image', host: 'any' });
  await run.arranger.conditions.put(server, 'with another volume attached');
  const [volume = ''] = await listAttachments(run.target, server.id);
  return { ...run, server, volume };
}

describe('a data volume', () => {
  it('is made when it is first needed, and again when that one is attached', async (t) => {
    const { arranger } = arranging(t);
    const first = await arranger.volumes.spare();
    assert.equal(await arranger.volumes.spare(), first);
    await arranger.volumes.attach(await arranger.arrange({ disk: 'image', host: 'any' }));
    assert.notEqual(await arranger.volumes.spare(), first);
  });

  it('is attached, and detached when the server is given back, even from RESCUE', async (t) => {
    const { arranger, target, server, volume } = await attached(t);
    assert.equal(await volumeStatus(target, volume), 'in-use');
    await target.send({
      caller: 'owner',
      service: 'compute',
      method: 'POST',
      path: `/servers/${server.id}/action`,
      body: { rescue: null },
    });
    await target.clock.wait(1000);
    await arranger.giveBack(server);
    assert.deepEqual(await listAttachments(target, server.id), []);
    assert.equal(await volumeStatus(target, volume), 'available');
    assert.equal((await arranger.arrange({ disk: 'image', host: 'any' })).id, server.id, 'the server is used again');
    assert.equal(await arranger.volumes.spare(), volume, 'and so is the volume');
  });

  it('that does not come off costs the server', async (t) => {
    const stuck = always('DELETE', '/servers/', 409, {}, ({ path }) => path.includes('/os-volume_attachments/'));
    const { arranger, server, ledger } = await attached(t, { rewrites: [stuck] });
    await arranger.giveBack(server);
    assert.deepEqual(
      ledger.open().filter(({ kind }) => kind === 'server'),
      [],
      'it is removed',
    );
    assert.notEqual((await arranger.arrange({ disk: 'image', host: 'any' })).id, server.id);
  });

  it('is not applicable where there is no volume service, or the target attaches none', async (t) => {
    await isNotApplicable(attached(t, { without: ['block-storage'] }), /shows no volume service/);
    const refusing = always('POST', '/servers/', 403, {}, ({ path }) => path.endsWith('/os-volume_attachments'));
    await isNotApplicable(attached(t, { rewrites: [refusing] }), /does not attach a volume/);
  });
});
