import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type Rewrite, withBody } from '../../targets/arranging/wrapped-target.test';
import { at } from '../../targets/clients/reading';
import { type MadeUp, scenario } from '../made-up.test';

const onLibvirt = 'Given an image-backed server on a libvirt host';
const lacking = `${onLibvirt}\nWhen its rescue from a disk on a bus that its host lacks is asked for at 2.87`;
const usual = `${onLibvirt}\nWhen its rescue is asked for at 2.87`;
const ends = (t: TestContext, steps: string, ending: string, options: MadeUp = {}) =>
  scenario(t, `${steps}\nThen it ${ending}`, options);
const inError = 'ends in ERROR, with a fault';
const named = 'becomes RESCUE, or ERROR with a fault that names the device or the bus';

/** Shows a server in ERROR with another fault, or without one. */
const faulting = (fault: object | undefined): Rewrite => {
  return async (request, pass) => {
    if (request.method !== 'GET' || !/^\/servers\/[^/]+$/.test(request.path)) return undefined;
    const exchange = await pass(request);
    if (at(exchange.reply.json, 'server', 'status') !== 'ERROR') return exchange;
    return withBody(exchange, (json) => ({ server: { ...Object(at(json, 'server')), fault } }));
  };
};

describe('a rescue that the driver cannot do', () => {
  it('ends in ERROR, with a fault', async (t) => {
    assert.equal((await ends(t, lacking, inError)).verdict, 'conforms');
    const { verdict, reason } = await ends(t, lacking, inError, { rewrites: [faulting(undefined)] });
    assert.equal(verdict, 'violates');
    assert.match(reason ?? '', /to be in ERROR, with a fault, but no fault is shown/);
  });

  it('is not applicable where the driver can', async (t) => {
    const { verdict, reason } = await ends(t, usual, inError);
    assert.deepEqual([verdict, reason], ['not-applicable', 'the driver can do what it was to fail at']);
  });

  it('must leave more than an action that failed', async (t) => {
    const kept = `Given an image-backed server with an image of its own on any host
      And it has lost its image
      When its rescue without an image is asked for without a microversion`;
    const { verdict, reason } = await ends(t, kept, inError);
    assert.equal(verdict, 'violates');
    assert.match(reason ?? '', /but it is ACTIVE$/);
    assert.equal((await ends(t, kept, named)).verdict, 'violates');
  });

  it('names what the hypervisor lacks', async (t) => {
    assert.equal((await ends(t, lacking, named)).verdict, 'conforms');
    assert.equal((await ends(t, usual, named)).verdict, 'conforms');
    // As libvirt said it of a cdrom on virtio.
    const media = "Driver Error: unsupported configuration: disk type of 'vdb' does not support ejectable media";
    assert.equal((await ends(t, lacking, named, { rewrites: [faulting({ message: media })] })).verdict, 'conforms');
    const { verdict, reason } = await ends(t, lacking, named, {
      rewrites: [faulting({ message: 'the disk is full' })],
    });
    assert.equal(verdict, 'violates');
    assert.match(reason ?? '', /names the device or the bus, but the disk is full$/);
  });

  it('says nothing where none was accepted', async (t) => {
    const below =
      'Given a volume-backed server on a capable host\nWhen its rescue is asked for at the oldest microversion';
    for (const ending of [inError, named]) {
      const { verdict, reason } = await ends(t, below, ending);
      assert.equal(verdict, 'inconclusive');
      assert.match(reason ?? '', /^no rescue was accepted: at 2\.1/);
    }
  });
});
