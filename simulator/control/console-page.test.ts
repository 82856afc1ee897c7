import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { at, Cloud, stable, version } from '../cloud.test';
import { consolePage } from './console-page';

const { status, headers = {}, body } = consolePage();
const html = String(body);
const scripts = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text = '']) => text);

/** What the page says of what the control answers. */
function saying(expression: string, given: object = {}): unknown {
  const context = createContext({ URLSearchParams, ...given });
  const value: unknown = runInContext(`${scripts[0]}\nJSON.stringify(${expression})`, context);
  return JSON.parse(String(value));
}

describe('the console page', () => {
  it('is one file that asks nobody else, and runs nothing that is not in it', () => {
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'text/html; charset=utf-8');
    assert.doesNotMatch(html, /https?:|<(img|iframe|object|embed)|src=|import\s*\(/);
    const policy = headers['content-security-policy'] ?? '';
    assert.match(
      policy,
      /^default-src 'none'; script-src 'sha256-\S+' 'sha256-\S+'; style-src 'sha256-\S+'; connect-src 'self'; /,
    );
    for (const script of scripts) assert.ok(policy.includes(createHash('sha256').update(script).digest('base64')));
    assert.equal(consolePage(), consolePage());
  });

  it('takes the token from the fragment of its address', () => {
    for (const [hash, token] of [
      ['#token=a-b_c', 'a-b_c'],
      ['#other=1', ''],
      ['', ''],
    ] as const) {
      assert.equal(saying('said.tokenIn(hash)', { hash }), token);
    }
  });

  it('says what a cloud is like, and what is under way', () => {
    const cloud = new Cloud({ edition: 'spec', seed: 3 });
    const { control } = cloud.simulator;
    const facts = () => saying('said.facts(cloud)', { cloud: control.cloud() });
    assert.equal(facts(), 'edition spec up to 2.104, driver libvirt, seed 3');
    control.setDeparture('bfv-needs-trait');
    control.setFault('two-winners');
    assert.equal(
      facts(),
      'edition spec up to 2.104, driver libvirt, seed 3, breaks bfv-needs-trait, fault two-winners',
    );
    const one = { kind: 'build', id: 'x', at: null, polls: null };
    assert.equal(saying('said.underWay(one)', { one }), 'build of x: never ends');
    assert.equal(saying('said.underWay(one)', { one: { ...one, polls: 2 } }), 'build of x: after 2 more looks');
    assert.equal(saying('said.underWay(one)', { one: { ...one, at: 0 } }), 'build of x: at 1970-01-01 00:00:00');
  });

  it('says what a server is, and what decided a refusal', async () => {
    const cloud = new Cloud({ edition: 'spec' });
    const { control } = cloud.simulator;
    const image = await cloud.image(stable);
    const id = await cloud.server({ root: { uuid: image, source_type: 'image' }, zone: 'no-rescue-bfv' });
    const server = control.servers()[0];
    assert.deepEqual(saying('said.server(server)', { server }), {
      id,
      name: 'a server',
      status: 'ACTIVE',
      tone: 'good',
      task: '',
      host: 'sim-nobfv',
      boots: 'volume',
    });
    const odd = { ...server, name: '', host: '', isVolumeBacked: false };
    const shown = saying('[said.server(error), said.server(busy)]', {
      error: { ...odd, status: 'ERROR' },
      busy: { ...odd, taskState: 'rescuing' },
    });
    assert.deepEqual(
      [0, 1].map((index) => [at(shown, index, 'name'), at(shown, index, 'tone'), at(shown, index, 'boots')]),
      [
        ['(no name)', 'bad', 'image'],
        ['(no name)', 'busy', 'image'],
      ],
    );
    await cloud.act(id, { rescue: { rescue_image_ref: image } }, { headers: version('2.87') });
    const [refused] = control.requests(control.cloud().requests - 1);
    assert.deepEqual(saying('said.request(refused)', { refused }), {
      number: String(refused?.number),
      time: '2026-01-01 00:00:05',
      asked: `POST /compute/v2.1/servers/${id}/action`,
      action: 'rescue',
      status: '400',
      tone: 'bad',
      decided: 'refused by bfv-needs-trait',
    });
    assert.equal(
      at(saying('said.request(refused)', { refused: { ...refused, decidedBy: null } }), 'decided'),
      'refused',
    );
    assert.equal(at(saying('said.request(refused)', { refused: { ...refused, status: 200 } }), 'decided'), '');
  });

  it('has a switch for every trait that a host reports', () => {
    const hosts = [{ traits: ['CUSTOM_B'] }, { traits: ['CUSTOM_A', 'CUSTOM_B'] }];
    assert.deepEqual(saying('said.traits(hosts)', { hosts }), ['COMPUTE_RESCUE_BFV', 'CUSTOM_A', 'CUSTOM_B']);
    assert.deepEqual(saying("said.switched(['A', 'B'], 'A', false)"), ['B']);
    assert.deepEqual(saying("said.switched(['B'], 'A', true)"), ['B', 'A']);
    assert.deepEqual(saying('[said.more(Array(200)), said.more(Array(205))]'), ['', 'and 5 more']);
  });
});
