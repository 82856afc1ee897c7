import type { ScriptedRequest, Theme } from '../request';
import { action, none } from './requests';

/** Actions that are refused for their form, before anybody looks for the server. */

const bodies: readonly (readonly [name: string, body: unknown])[] = [
  ['a number', { rescue: 1 }],
  ['a text', { rescue: 'x' }],
  ['a list', { rescue: [] }],
  ['true', { rescue: true }],
  ['an unknown key', { rescue: { foo: 1 } }],
  ['two unknown keys', { rescue: { foo: 1, bar: { baz: null } } }],
  ['no image id', { rescue: { rescue_image_ref: 'not-a-uuid' } }],
  ['an empty image id', { rescue: { rescue_image_ref: '' } }],
  ['null for an image', { rescue: { rescue_image_ref: null } }],
  ['a URL for an image', { rescue: { rescue_image_ref: `http://127.0.0.1/images/${none}` } }],
  ['a number for an image', { rescue: { rescue_image_ref: 1 } }],
  ['a number for a password', { rescue: { adminPass: 1 } }],
  ['null for a password', { rescue: { adminPass: null } }],
  ['no action', {}],
  ['a second key', { rescue: null, foo: 1 }],
  ['two actions', { rescue: null, unrescue: null }],
  ['a list of nothing', []],
  ['an unknown action', { rescuex: null }],
  ['nothing', ''],
  ['no JSON', '{"rescue": '],
  ['JSON and more', '{"rescue": null} x'],
  ['null', 'null'],
  ['a list of one', '[1]'],
  ['a quote in it', { rescue: "it's" }],
];

const all = (at: string | undefined): readonly ScriptedRequest[] =>
  bodies.map(([name, body]) => action(`${name}, at ${at ?? '2.1'}`, none, body, { ...(at !== undefined && { at }) }));

const typed = (name: string, type: string, body: unknown): ScriptedRequest =>
  action(name, none, body, { headers: { 'Content-Type': type } });

export const malformedActions: Theme = {
  name: 'malformed actions',
  harmless: true,
  requests: [
    ...all(undefined),
    ...all('2.87'),
    typed('text that is no JSON, as text', 'text/plain', 'rescue'),
    action('text that is no JSON, as text, at 2.87', none, 'rescue', {
      at: '2.87',
      headers: { 'Content-Type': 'text/plain' },
    }),
    typed('JSON, as text', 'text/plain', { rescue: null }),
    typed('XML', 'application/xml', '<rescue/>'),
    typed('a form', 'application/x-www-form-urlencoded', 'rescue=null'),
    typed('the type of compute', 'application/vnd.openstack.compute+json', { rescue: null }),
    typed('JSON in another alphabet', 'application/json; charset=utf-16', { rescue: null }),
    typed('the type of a picture', 'image/png', { rescue: null }),
    action('more than there may be', none, { rescue: { adminPass: 'x'.repeat(120_000) } }),
    action('deeply nested', none, `${'['.repeat(900)}${']'.repeat(900)}`),
    action('an unsupported type, too new', none, '<rescue/>', {
      at: '2.999',
      headers: { 'Content-Type': 'application/xml' },
    }),
    action('a reboot of no kind', none, { reboot: { type: 'warm' } }),
    action('a reboot without a type', none, { reboot: {} }),
    action('a reboot of null', none, { reboot: null }),
    action('a resize to nothing', none, { resize: {} }),
    action('a resize to a flavor that is none', none, { resize: { flavorRef: null } }),
    action('a rebuild from nothing', none, { rebuild: {} }),
    action('a rebuild from no image id', none, { rebuild: { imageRef: 'not-a-uuid' } }),
    action('an image without a name', none, { createImage: {} }),
    action('an image with an empty name', none, { createImage: { name: '' } }),
    action('a lock with a reason, at 2.1', none, { lock: { locked_reason: 'side-by-side' } }),
    action('a lock with a number for a reason, at 2.73', none, { lock: { locked_reason: 1 } }, { at: '2.73' }),
    action('a reset to no state', none, { 'os-resetState': { state: 'paused' } }, { as: 'admin' }),
    action('a reset of nothing', none, { 'os-resetState': {} }, { as: 'admin' }),
    action('a console of a length that is none', none, { 'os-getConsoleOutput': { length: 'x' } }),
    action('a security group without a name', none, { addSecurityGroup: {} }),
    action('an action in capitals', none, { Rescue: null }),
    action('os-start with something', none, { 'os-start': { a: 1 } }),
    action('pause with something', none, { pause: { a: 1 } }),
  ],
};
