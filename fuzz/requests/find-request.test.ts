import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type AnyFaultId, newCloud, type SimulatorOptions, type Stage, simulatedStage } from '../../simulator';
import { Inconclusive } from '../../targets/inconclusive';
import { explainBy, rulesOf } from '../explanation';
import { answersSo } from './answers-so';
import { type Compared, compareRequest, portably, type SeeAnswer, wholly } from './difference';
import { requestsBy } from './draw-requests';
import { findRequest } from './find-request';
import { isHarmless, nowhere } from './harmless';
import { kindOf } from './kind-of';
import { type Ask, askInWords } from './request';
import { Side } from './side';

const options = { edition: 'spec', driver: 'libvirt' } as const;

const side = (broken: Partial<SimulatorOptions> = {}, through = (stage: Stage) => stage) =>
  new Side(() => through(simulatedStage(newCloud({ ...options, seed: 1, ...broken }))));

const comparing = (
  broken: Partial<SimulatorOptions> = {},
  model: Partial<SimulatorOptions> = {},
  see: SeeAnswer = wholly,
) => {
  const sides = { subject: side(broken), model: side(model), see };
  return (ask: Ask) => compareRequest(sides, ask);
};

const search = {
  requests: requestsBy(['owner', 'admin', 'other-project', 'reader', 'nobody']),
  runs: 400,
  seed: 7,
  isOver: () => false,
  isKnown: async () => false,
};

const rescue = (name: string, body: unknown = { rescue: null }): Ask => ({
  ...{ method: 'POST', path: `/servers/@{${name}}/action`, headers: {}, as: 'owner' },
  body: JSON.stringify(body),
});

describe('the fuzzing of requests', () => {
  it('finds nothing in a cloud that is like the simulator', async () => {
    const { finding, drawn, statuses, inconclusive } = await findRequest(comparing(), search);
    assert.deepEqual([finding, drawn, inconclusive], [undefined, 400, []]);
    const answered = [...statuses.keys()].sort((a, b) => a - b);
    assert.deepEqual(answered, [200, 202, 400, 401, 403, 404, 406, 409, 415], 'granted, and refused for every reason');
  });

  /** Each with the request that shows it, made small. */
  const shownBy: Readonly<Partial<Record<AnyFaultId, RegExp>>> = {
    'malformed-json-is-500': /^POST \/servers(\/@\{\w+\}\/action)?( .{0,3})?$/,
    'unknown-action-is-501': /^POST \/servers\/@\{\w+\}\/action \{"\w+":null\}$/,
    'unknown-keys-ignored': /^POST \/servers\/@\{\w+\}\/action \{"rescue":\{"[^"]*":null\}\}$/,
    'null-taken-for-text': /^POST \/servers\/@\{\w+\}\/action \{"rescue":\{"\w+":null\}\}$/,
    'lock-unchecked': /^POST \/servers\/@\{locked\}\/action \{"\w+":null\}$/,
    'refusal-is-recorded': /^POST \/servers\/@\{\w+\}\/action \{"rescue":null\}$/,
  };
  for (const [fault, words] of Object.entries(shownBy) as [AnyFaultId, RegExp][]) {
    it(`finds the fault ${fault}, shows it with one small request, and says what it is`, async () => {
      const { finding } = await findRequest(comparing({ fault }), search);
      assert.ok(finding);
      assert.match(askInWords(finding.ask), words);
      const explanation = await explainBy(answersSo(finding, wholly), options);
      assert.ok(
        explanation.faults.some((found) => found === fault),
        JSON.stringify(explanation),
      );
      assert.ok(rulesOf(explanation).length > 0);
    });
  }

  it('goes on with what is of another kind', async () => {
    const compare = comparing({ fault: 'malformed-json-is-500' });
    const first = (await findRequest(compare, search)).finding;
    assert.ok(first);
    const kind = kindOf(first);
    const next = await findRequest(compare, { ...search, isKnown: async (difference) => kindOf(difference) === kind });
    assert.ok(next.finding && kindOf(next.finding) !== kind);
  });

  it('tells nothing where the cloud does not, and sends nothing once it is over', async () => {
    const lost = async (): Promise<Compared> => {
      throw new Inconclusive('lost');
    };
    const { inconclusive, finding } = await findRequest(lost, { ...search, runs: 3 });
    assert.deepEqual([inconclusive, finding], [['lost', 'lost', 'lost'], undefined]);
    assert.equal((await findRequest(comparing(), { ...search, isOver: () => true })).drawn, 0);
    const mistaken = async (): Promise<Compared> => {
      throw new TypeError('a mistake');
    };
    await assert.rejects(findRequest(mistaken, search), /a mistake/);
  });
});

describe('the comparison of a request', () => {
  it('has no use for what the simulator does not know', async () => {
    assert.deepEqual(await comparing()(rescue('active', { evacuate: {} })), { kind: 'not simulated', status: 501 });
  });

  it('is not content with two that are wrong in the same way', async () => {
    const both = comparing({ fault: 'refusal-is-recorded' }, { fault: 'refusal-is-recorded' });
    assert.equal((await both(rescue('rescued'))).kind, 'differs');
    const broken = { fault: 'malformed-json-is-500' } as const;
    assert.equal((await comparing(broken, broken)(rescue('active', 7))).kind, 'differs');
  });

  it('passes over what clouds say otherwise, but where its words count', async () => {
    const other = { edition: 'nova-27.0', maxMicroversion: [2, 93] } as const;
    const ask = rescue('active', { rescue: { adminPass: 'x' } });
    assert.equal((await comparing(other, {}, portably({ withWords: false }))(ask)).kind, 'alike');
    const renamed = { fault: 'fault-without-message' } as const;
    const refused = rescue('rescued');
    assert.equal((await comparing(renamed, {}, portably({ withWords: false }))(refused)).kind, 'alike');
    assert.equal((await comparing(renamed, {}, portably({ withWords: true }))(refused)).kind, 'differs');
  });

  it('takes no number in words as it is printed', () => {
    const said = (message: string) => {
      const answer = { status: 400, headers: {}, body: { badRequest: { code: 400, message } } };
      return JSON.stringify(portably({ withWords: true })(answer).body);
    };
    assert.equal(said('100.0 is not of type'), said('100 is not of type'));
    assert.equal(said('Value: 9007199254740993.'), said('Value: 9007199254740992.'));
    assert.notEqual(said('vm_state 2b'), said('vm_state 3b'));
  });
});

describe('a server that a request has changed', () => {
  it('is brought back to what it was', async () => {
    const one = side();
    const asked: readonly (readonly [Ask, number, string])[] = [
      [rescue('active'), 200, 'RESCUE'],
      [rescue('rescued', { unrescue: null }), 202, 'ACTIVE'],
      [rescue('locked', { unlock: null }), 202, 'ACTIVE'],
      [rescue('active', { lock: null }), 202, 'ACTIVE'],
      [{ ...rescue('active', { 'os-resetState': { state: 'error' } }), as: 'admin' }, 202, 'ERROR'],
      [rescue('active', { 'os-stop': null }), 202, 'SHUTOFF'],
    ];
    for (const round of [1, 2])
      for (const [ask, status, becomes] of asked) {
        const { answer, after, hasChanged } = await one.ask(ask);
        assert.deepEqual([round, answer.status, after.status, hasChanged], [round, status, becomes, true]);
        await one.restore(ask);
      }
  });

  it('is made anew where it does not come back', async () => {
    let servers = 0;
    const one = side({}, (stage) => ({
      ...stage,
      send: async (wanted) => {
        if (wanted.method === 'POST' && wanted.path === '/servers') servers += 1;
        const isUnrescue = JSON.stringify(wanted.body ?? null).startsWith('{"unrescue"');
        return isUnrescue ? { status: 409, headers: {}, body: '' } : stage.send(wanted);
      },
    }));
    for (const count of [3, 6]) {
      assert.equal((await one.ask(rescue('active'))).after.status, 'RESCUE');
      assert.equal(servers, count);
      await one.restore(rescue('active'));
    }
  });

  it('makes nothing smaller to a request that could make what stays', async () => {
    const asked: Ask[] = [];
    const body = JSON.stringify({ server: { imageRef: nowhere, block_device_mapping_v2: [{}], name: 'x' } });
    const create: Ask = { method: 'POST', path: '/servers', headers: { a: 'b' }, as: 'owner', body };
    const compare = async (ask: Ask): Promise<Compared> => {
      asked.push(ask);
      const isMapping = ask.body?.includes('block_device_mapping_v2') ?? false;
      const difference = { ask, expected: '[400]', actual: '[500]' };
      return isMapping ? { kind: 'differs', status: 500, difference } : { kind: 'alike', status: 400 };
    };
    const { finding } = await findRequest(compare, { ...search, runs: 1, requests: fc.constant(create) });
    assert.deepEqual(finding?.ask, {
      ...{ ...create, headers: {} },
      body: JSON.stringify({ imageRef: nowhere, block_device_mapping_v2: [] }),
    });
    assert.deepEqual(
      asked.filter((ask) => !isHarmless(ask)),
      [],
    );
  });
});
