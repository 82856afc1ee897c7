import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { RuleId } from '../features/catalogue';
import {
  always,
  answered,
  arranging,
  isAction,
  type Rewrite,
  withBody,
} from '../targets/arranging/wrapped-target.test';
import { at } from '../targets/clients/reading';
import { type MadeUp, scenario } from './made-up.test';

const verdictOf = async (t: TestContext, steps: string, options?: MadeUp) =>
  (await scenario(t, steps, options)).verdict;
const under = (departure: RuleId): MadeUp => ({ simulator: { departure } });
const opted: (request: Parameters<Rewrite>[0]) => boolean = ({ headers = {} }) => Object.keys(headers).length > 0;

const capable = 'Given a volume-backed server on a capable host';
const image = 'Given an image-backed server on any host';

describe('answers side by side', () => {
  const ask = 'When its rescue is asked for at 2.86 and at 2.87';

  it('are alike, or different', async (t) => {
    assert.equal(await verdictOf(t, `${image}\n${ask}\nThen the answers are alike`), 'conforms');
    assert.equal(await verdictOf(t, `${image}\n${ask}\nThen the answers are different`), 'violates');
    assert.equal(await verdictOf(t, `${capable}\n${ask}\nThen the answers are different`), 'conforms');
    const { verdict, reason } = await scenario(t, `${capable}\n${ask}\nThen the answers are alike`);
    assert.equal(verdict, 'violates');
    assert.match(reason ?? '', /^expected both answers to be alike, but at 2\.86: .*→ 400.*; at 2\.87: .*→ 200/);
  });

  it('of every other request are so', async (t) => {
    const steps = `${capable}\nWhen every other request about it is asked for at 2.86 and at 2.87\nThen the answers are alike`;
    const { verdict, target, scenario: ended } = await scenario(t, steps);
    assert.equal(verdict, 'conforms');
    assert.equal(ended.evidence.samples, 16);
    const last = target.sent.filter(({ request }) => request.path.startsWith('/servers/')).at(-1);
    assert.equal(at(last?.reply.json, 'server', 'status'), 'ACTIVE', 'it is left as it was');
    assert.equal(await verdictOf(t, steps, under('no-other-change-at-microversion')), 'violates');
  });
});

describe('what has changed', () => {
  const below = `${capable}\nWhen its rescue is asked for at the oldest microversion`;

  it('is nothing after a refusal', async (t) => {
    assert.equal(await verdictOf(t, `${below}\nThen nothing about it has changed`), 'conforms');
    assert.equal(await verdictOf(t, `${below}\nThen something about it has changed`), 'violates');
    const { verdict, reason } = await scenario(
      t,
      `${below}\nThen nothing about it has changed`,
      under('refusal-changes-nothing'),
    );
    assert.equal(verdict, 'violates');
    assert.match(reason ?? '', /^expected nothing to change, but actions: \["create req-.*became \["rescue req-/);
  });

  it('is something after an acceptance', async (t) => {
    const accepted = `${capable}\nWhen its rescue is asked for at 2.87`;
    assert.equal(await verdictOf(t, `${accepted}\nThen something about it has changed`), 'conforms');
    assert.equal(await verdictOf(t, `${accepted}\nThen nothing about it has changed`), 'inconclusive');
  });

  it('is open where it was not refused but unanswered', async (t) => {
    const unanswered: Rewrite = (request) =>
      isAction('rescue')(request) && opted(request) ? answered(request, 503) : undefined;
    const { verdict, reason } = await scenario(t, `${below}\nThen nothing about it has changed`, {
      rewrites: [unanswered],
    });
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /^it was not refused at 2\.1: .*503/);
  });
});

describe('its volumes', () => {
  const kept = `${capable}\nAnd it is in RESCUE\nThen its root volume is attached and in use`;

  it('stay attached and in use', async (t) => {
    assert.equal(await verdictOf(t, kept), 'conforms');
    const { verdict, reason } = await scenario(t, kept, under('rescue-keeps-root-volume'));
    assert.equal(verdict, 'violates');
    assert.match(reason ?? '', /^expected its root volume to stay attached and in use, but attachments: /);
  });

  it('are none, for an image-backed server', async (t) => {
    assert.equal(await verdictOf(t, `${image}\nAnd it is in RESCUE\nThen it has no volume attached`), 'conforms');
    assert.equal(await verdictOf(t, `${capable}\nThen it has no volume attached`), 'violates');
  });
});

describe('the state that it becomes', () => {
  it('is ACTIVE, or that is a violation', async (t) => {
    assert.equal(await verdictOf(t, `${capable}\nThen it becomes ACTIVE`), 'conforms');
    const { verdict, reason } = await scenario(t, `${capable}\nAnd it is in RESCUE\nThen it becomes ACTIVE`);
    assert.equal(verdict, 'violates');
    assert.match(reason ?? '', /^expected the server to become ACTIVE, but it is RESCUE$/);
  });

  it('is looked for until the task of an unrescue has ended', async (t) => {
    const steps = `${capable}\nAnd it is in RESCUE\nWhen its unrescue is asked for at 2.87\nThen it becomes ACTIVE`;
    assert.equal(await verdictOf(t, steps), 'conforms');
  });

  it('is open where an unrescue never ends', async (t) => {
    let asked = false;
    const stuck: Rewrite = async (request, pass) => {
      asked ||= isAction('unrescue')(request) && opted(request);
      const exchange = await pass(request);
      return asked && request.method === 'GET' && at(exchange.reply.json, 'server') !== undefined
        ? withBody(exchange, (json) => ({ server: { ...Object(at(json, 'server')), status: 'RESCUE' } }))
        : exchange;
    };
    const steps = `${capable}\nAnd it is in RESCUE\nWhen its unrescue is asked for at 2.87\nThen it becomes ACTIVE`;
    const { verdict, reason } = await scenario(t, steps, { rewrites: [stuck] });
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /the end of the unrescue: not within/);
  });
});

describe('the guest', () => {
  const withConsole = 'Given a volume-backed server on a capable host with a console';
  const rescued = `${withConsole}\nAnd it is in RESCUE`;

  it('has booted from what it shows', async (t) => {
    assert.equal(await verdictOf(t, `${withConsole}\nThen its guest has booted from its root volume`), 'conforms');
    assert.equal(await verdictOf(t, `${rescued}\nThen its guest has booted from the rescue image`), 'conforms');
    const { verdict, reason } = await scenario(t, `${rescued}\nThen its guest has booted from its root volume`);
    assert.equal(verdict, 'violates');
    assert.match(reason ?? '', /but it booted from “nova-rescue [0-9a-f]+-image-stable-\d+”$/);
  });

  it('sees its root volume, or not', async (t) => {
    assert.equal(await verdictOf(t, `${rescued}\nThen its guest sees its root volume`), 'conforms');
    const { verdict, reason } = await scenario(
      t,
      `${rescued}\nThen its guest sees its root volume`,
      under('root-volume-visible-in-rescue'),
    );
    assert.equal(verdict, 'violates');
    assert.match(
      reason ?? '',
      /but it booted from “nova-rescue .*-image-stable-.*” and sees nova-rescue .*-image-stable-/,
    );
  });

  it('sees no other disk, or does', async (t) => {
    assert.equal(await verdictOf(t, `${withConsole}\nThen its guest sees no other disk`), 'conforms');
    const { verdict, reason } = await scenario(t, `${rescued}\nThen its guest sees no other disk`);
    assert.equal(verdict, 'violates');
    assert.match(reason ?? '', /but it sees nova-rescue .*-image-root-/);
  });

  it('says nothing of disks where it does not see even its own', async (t) => {
    const blind: Rewrite = async (request, pass) =>
      isAction('os-getConsoleOutput')(request)
        ? withBody(await pass(request), (json) => ({
            output: String(at(json, 'output')).replaceAll(/disk: .*\r\n/g, ''),
          }))
        : undefined;
    for (const judgement of ['sees no other disk', 'sees its root volume']) {
      const { verdict, reason } = await scenario(t, `${withConsole}\nThen its guest ${judgement}`, {
        rewrites: [blind],
      });
      assert.equal(verdict, 'not-applicable');
      assert.match(reason ?? '', /our boot program cannot see/);
    }
  });

  it('says nothing that is known where the image is the user’s own', async (t) => {
    const before = arranging(t);
    const { id } = await before.arranger.images.of('stable');
    const { verdict, reason } = await scenario(t, `${capable}\nThen its guest has booted from its root volume`, {
      on: before.target,
      configuration: { images: { root: id } },
    });
    assert.equal(verdict, 'not-applicable');
    assert.match(reason ?? '', /the image of its root volume is the user’s own/);
  });

  it('leaves the matter open where its console falls silent', async (t) => {
    let inRescue = false;
    const silent: Rewrite = (request) => {
      inRescue ||= isAction('rescue')(request) && opted(request);
      return inRescue && isAction('os-getConsoleOutput')(request) ? answered(request, 200, { output: '' }) : undefined;
    };
    const { verdict, reason } = await scenario(t, `${rescued}\nThen its guest has booted from the rescue image`, {
      rewrites: [silent],
    });
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /the console does not show what the guest was booted from/);
  });
});

describe('the version document', () => {
  const read = 'When the version document is read without a token\nThen it names an oldest and a newest microversion';

  it('names what is served', async (t) => {
    assert.equal(await verdictOf(t, read), 'conforms');
    for (const version of [
      {},
      { version: '2.100' },
      { version: '2.1', min_version: '2.90' },
      { version: '', min_version: '' },
    ])
      assert.equal(await verdictOf(t, read, { rewrites: [always('GET', '/', 200, { version })] }), 'violates');
  });
});

describe('a list of traits', () => {
  const known = 'When the list of traits is read';
  const hosts = 'When the traits of each libvirt host are read';

  it('has a trait, or not', async (t) => {
    for (const when of [known, hosts]) {
      assert.equal(await verdictOf(t, `${when}\nThen COMPUTE_RESCUE_BFV is among them`), 'conforms');
      assert.equal(await verdictOf(t, `${when}\nThen COMPUTE_RESCUE_BFV is not among them`), 'violates');
    }
    assert.equal(
      await verdictOf(t, `${known}\nThen COMPUTE_RESCUE_BFV is among them`, under('trait-is-known')),
      'violates',
    );
    const { verdict, reason } = await scenario(
      t,
      `${hosts}\nThen COMPUTE_RESCUE_BFV is among them`,
      under('libvirt-reports-trait'),
    );
    assert.equal(verdict, 'violates');
    assert.match(reason ?? '', /1 of 1 lists lack it/);
  });

  it('is an admin’s to read', async (t) => {
    for (const when of [known, hosts]) {
      const { verdict, reason } = await scenario(t, when, { callers: ['owner', 'nobody'] });
      assert.equal(verdict, 'not-applicable');
      assert.match(reason ?? '', /give --admin-cloud, or look with “openstack .*trait list”/);
    }
    const claimed = { callers: ['owner'], configuration: { claims: ['placement'] } } as const;
    assert.equal(await verdictOf(t, known, claimed), 'inconclusive');
  });

  it('of libvirt hosts needs one', async (t) => {
    const { verdict, reason } = await scenario(t, hosts, { simulator: { driver: 'fake' } });
    assert.equal(verdict, 'not-applicable');
    assert.match(reason ?? '', /no hypervisor of this cloud is a libvirt one/);
  });
});

describe('another host', () => {
  const steps = (report: string) =>
    `${capable}\nAnd another host that ${report}\nWhen its rescue is asked for at 2.87\nThen every answer is an acceptance`;

  it('must be there', async (t) => {
    for (const report of ['reports it', 'does not report it']) {
      assert.equal(await verdictOf(t, steps(report)), 'conforms');
      const { verdict, reason } = await scenario(t, steps(report), { callers: ['owner', 'nobody'] });
      assert.equal(verdict, 'not-applicable');
      assert.match(reason ?? '', /no other host is known .*to report COMPUTE_RESCUE_BFV/);
    }
  });
});

describe('asking', () => {
  const rescue = `${capable}\nWhen its rescue is asked for at 2.87\nThen every answer is an acceptance`;

  it('shows nothing where the traits of the host have changed meanwhile', async (t) => {
    let asked = false;
    const changing: Rewrite = async (request, pass) => {
      asked ||= isAction('rescue')(request) && opted(request);
      const traits = request.method === 'GET' && request.path.endsWith('/traits') && asked;
      return traits ? withBody(await pass(request), (json) => ({ ...Object(json), traits: [] })) : undefined;
    };
    const { verdict, reason } = await scenario(t, rescue, { rewrites: [changing] });
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /the traits of the host have changed while it was asked/);
  });

  it('ends where the server does not come back between two requests', async (t) => {
    let asked = false;
    const stuck: Rewrite = (request) => {
      asked ||= isAction('rescue')(request) && opted(request);
      return asked && isAction('unrescue')(request) ? answered(request, 409) : undefined;
    };
    const steps = `${image}\nWhen its rescue is asked for at 2.86 and at 2.87\nThen the answers are alike`;
    const { verdict, reason } = await scenario(t, steps, { rewrites: [stuck] });
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /did not come back to ACTIVE for the next request/);
  });

  it('ends where an earlier refusal has left something behind', async (t) => {
    let refused = 0;
    const spoiling: Rewrite = async (request, pass) => {
      if (isAction('rescue')(request) && opted(request)) {
        refused += 1;
        return answered(request, refused === 1 ? 400 : 409);
      }
      const exchange = await pass(request);
      return refused > 0 && at(exchange.reply.json, 'server', 'status') !== undefined
        ? withBody(exchange, (json) => ({
            server: { ...Object(at(json, 'server')), 'OS-EXT-STS:task_state': 'rescuing' },
          }))
        : exchange;
    };
    const steps = `${capable}\nWhen its rescue is asked for at every microversion below 2.87\nThen every refusal is a 400`;
    const { verdict, scenario: ended } = await scenario(t, steps, { rewrites: [spoiling] });
    assert.equal(ended.evidence.samples, 1, 'what is answered from there on says nothing about the request');
    assert.equal(verdict, 'conforms');
  });

  it('asks nothing about a server that nobody wished for', async (t) => {
    const { verdict, reason } = await scenario(t, 'When its rescue is asked for at 2.87');
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /an error of ours: Error: .*the scenario asks for no server/);
  });

  it('goes on after a rescue that shows that it can be rescued at all', async (t) => {
    const steps = `${capable}\nAnd it can be rescued with an image\nWhen its rescue without an image is asked for at 2.87\nThen it becomes RESCUE`;
    const { verdict, actions } = await scenario(t, steps);
    assert.equal(verdict, 'conforms');
    assert.equal(actions('rescue').length, 3);
  });
});

describe('the traits of its host', () => {
  const steps = `Given a volume-backed server on a host that does not report the trait
    When its host begins to report the trait
    And its rescue is asked for at 2.87
    Then every answer is an acceptance
    Given it is ACTIVE again
    When its host ceases to report the trait
    And its rescue is asked for at 2.87
    Then every answer is a refusal`;

  it('are changed only where the user allows it', async (t) => {
    assert.equal(await verdictOf(t, steps, { disruptive: true }), 'conforms');
    assert.equal(await verdictOf(t, steps), 'not-applicable');
  });

  it('leave the matter open where somebody else has changed them back', async (t) => {
    const stubborn: Rewrite = (request) =>
      request.method === 'PUT' && request.path.endsWith('/traits') ? answered(request, 200, {}) : undefined;
    const { verdict, reason } = await scenario(t, steps, { disruptive: true, rewrites: [stubborn] });
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /^somebody else has changed the traits of the host/);
  });
});
