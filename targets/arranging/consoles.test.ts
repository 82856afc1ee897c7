import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answered, arranging, isAction, isNotApplicable, type Rewrite } from './wrapped-target.test';

const wish = { disk: 'volume', host: 'capable, with a console' } as const;

/** Shows these logs first, one after another, then the guest's own; `undefined` for ever shows nothing else. */
const showing =
  (logs: string[]): Rewrite =>
  (request) => {
    const log = isAction('os-getConsoleOutput')(request) ? logs.shift() : undefined;
    return log === undefined ? undefined : answered(request, 200, { output: log });
  };

const earlier = 'boot: nova-rescue of an earlier boot\r\ndone\r\n';

describe('a console', () => {
  it('is looked for on one capable host after another', async (t) => {
    const { arranger } = arranging(t);
    const server = await arranger.arrange(wish);
    assert.equal(server.host, 'sim-libvirt');
    assert.ok(arranger.consoles.seesDisks(server));
    const shown = await arranger.consoles.of(server.id, ({ boot }) => boot === server.marker);
    assert.deepEqual(shown, { boot: server.marker, disks: [server.marker] });
  });

  it('is looked for once in each place', async (t) => {
    const { arranger, target } = arranging(t);
    await arranger.giveBack(await arranger.arrange(wish));
    const looks = () => target.sent.filter(({ request }) => isAction('os-getConsoleOutput')(request)).length;
    const before = looks();
    await arranger.giveBack(await arranger.arrange(wish));
    assert.equal(looks(), before);
  });

  it('that never shows is not applicable', async (t) => {
    const silent: Rewrite = (request) =>
      isAction('os-getConsoleOutput')(request) ? answered(request, 200, { output: '' }) : undefined;
    const { arranger } = arranging(t, { rewrites: [silent] });
    await isNotApplicable(arranger.arrange(wish), /no capable host shows on its guests’ consoles what they boot from/);
  });

  it('that cannot be read at all is not applicable', async (t) => {
    const refusing: Rewrite = (request) =>
      isAction('os-getConsoleOutput')(request) ? answered(request, 409, { conflictingRequest: {} }) : undefined;
    const { arranger } = arranging(t, { rewrites: [refusing] });
    await isNotApplicable(arranger.arrange(wish), /no capable host shows/);
  });

  it('is not looked for where the images are the user’s own', async (t) => {
    const first = arranging(t);
    const { id } = await first.arranger.images.of('stable');
    const { arranger, target } = arranging(t, { on: first.target, configuration: { images: { stable: id } } });
    await isNotApplicable(arranger.arrange(wish), /no capable host shows/);
    assert.ok(!target.sent.some(({ request }) => isAction('os-getConsoleOutput')(request)));
  });

  it('may still show an older boot: it is looked at until it fits', async (t) => {
    const logs: string[] = [];
    const { arranger, target } = arranging(t, { rewrites: [showing(logs)] });
    const server = await arranger.arrange(wish);
    logs.push(earlier, earlier, '');
    const started = target.clock.now();
    const shown = await arranger.consoles.of(server.id, ({ boot }) => boot === server.marker);
    assert.equal(shown?.boot, server.marker);
    assert.ok(target.clock.now() - started < 5000);
  });

  it('is taken for what it shows when it has stayed so', async (t) => {
    const logs: string[] = [];
    const { arranger, target } = arranging(t, { rewrites: [showing(logs)] });
    const server = await arranger.arrange(wish);
    logs.push(...Array.from({ length: 1000 }, () => earlier));
    const started = target.clock.now();
    const shown = await arranger.consoles.of(server.id, ({ boot }) => boot === server.marker);
    assert.equal(shown?.boot, 'nova-rescue of an earlier boot');
    assert.ok(target.clock.now() - started >= 20_000);
  });

  it('lets an error of ours pass', async (t) => {
    const { arranger } = arranging(t);
    const server = await arranger.arrange(wish);
    const failing = arranger.consoles.of(server.id, () => {
      throw new TypeError('ours');
    });
    await assert.rejects(failing, TypeError);
  });
});
