import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RuleId } from '../../features/catalogue';
import { transportFaultIds } from '../../simulator';
import { UserError } from '../../targets/user-error';
import { suiteOn, verdictsOn } from '../running/suite-on';
import { servedTarget } from './served-target';

/** A few that look at answers, at what becomes of a server, at its volumes and at its list of actions. */
const rules: readonly RuleId[] = [
  'bfv-needs-microversion',
  'image-backed-unchanged',
  'refusal-changes-nothing',
  'rescue-answers-200',
  'rescue-keeps-root-volume',
  'rescue-is-recorded',
];

/** Under these a client gets all it needs, if late: every verdict must be the right one. */
const harmless: readonly string[] = [
  'busy-now-and-then',
  'too-many-requests',
  'json-as-html',
  'no-content-type',
  'no-request-id',
  'bare-headers',
];

async function verdicts(fault: (typeof transportFaultIds)[number]): Promise<readonly string[]> {
  const options = { edition: 'spec', driver: 'fake', seed: 1, fault } as const;
  try {
    const target = await servedTarget(options);
    try {
      return verdictsOn(await suiteOn(target, { rules }), rules).map(({ verdict }) => verdict);
    } finally {
      await target.close();
    }
  } catch (error) {
    // A connection that is lost while it signs in keeps it from beginning at all.
    assert.ok(error instanceof UserError, String(error));
    return [];
  }
}

describe('no cloud is blamed over sockets for what lies before it', () => {
  for (const fault of transportFaultIds) {
    it(fault, async () => {
      const found = await verdicts(fault);
      if (harmless.includes(fault))
        assert.deepEqual(
          found,
          rules.map(() => 'conforms'),
        );
      else
        assert.deepEqual(
          found.filter((verdict) => verdict === 'violates' || verdict === 'differs'),
          [],
        );
    });
  }
});
