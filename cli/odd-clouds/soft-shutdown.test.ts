import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuleId } from '../../features/catalogue';
import { judgeScenario } from '../../reports/verdicts';
import { isAction, type Rewrite, withBody, wrappedTarget } from '../../targets/arranging/wrapped-target.test';
import { at, succeeded } from '../../targets/clients/reading';
import { patience } from '../../targets/settle';
import { simulatorTarget } from '../../targets/simulator-target';
import { discover } from '../../targets/subject';
import { passingRun } from '../running/passing-run';
import { tagsOf } from '../running/selection';

const rules: readonly RuleId[] = ['rescue-reaches-rescue', 'bfv-opt-in-at-microversion', 'bfv-without-original-fails'];

/**
 * The verdicts of all scenarios on a cloud whose guests do not heed the signal to shut down, so that each rescue takes so
 * long before it does anything, in milliseconds of the cloud's own time: nobody here waits for it.
 */
async function verdicts(takes: number, departure?: RuleId): Promise<ReadonlySet<string>> {
  const cloud = simulatorTarget({ edition: 'spec', driver: 'libvirt', seed: 1, departure });
  const until = new Map<string, number>();
  const slow: Rewrite = async (request, pass) => {
    const exchange = await pass(request);
    const path = request.path.replace('/action', '');
    if (isAction('rescue')(request) && succeeded(exchange)) until.set(path, cloud.clock.now() + takes);
    const waiting = request.method === 'GET' && cloud.clock.now() < (until.get(path) ?? 0);
    if (!waiting || !succeeded(exchange)) return exchange;
    const shown = { status: 'ACTIVE', 'OS-EXT-STS:vm_state': 'active', 'OS-EXT-STS:task_state': 'rescuing' };
    return withBody(exchange, (json) => ({ server: { ...Object(at(json, 'server')), ...shown } }));
  };
  const subject = await discover(wrappedTarget({ on: cloud, rewrites: [slow] }), patience);
  const run = { subject, configuration: {}, disruptive: false, tags: tagsOf(rules, {}) };
  const scenarios = await passingRun({ ...run, samples: 5, acceptSamples: 1, seed: 1 });
  return new Set(scenarios.map(judgeScenario).map(({ verdict }) => verdict));
}

test('a rescue that takes a minute and more is waited for', async () => {
  assert.deepEqual(await verdicts(60_000), new Set(['conforms']));
  assert.deepEqual(await verdicts(150_000), new Set(['conforms']));
});

test('… and what it comes to is judged', async () => {
  assert.ok((await verdicts(60_000, 'rescue-reaches-rescue')).has('violates'));
});

test('one that takes longer than anybody waits is neither here nor there', async () => {
  assert.deepEqual(await verdicts(600_000), new Set(['inconclusive']));
});
