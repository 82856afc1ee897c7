/**
 * `nova-rescue-conformance/steps`: what the step files of your own features import. `Given`, `When` and `Then` are
 * cucumber's, of the one copy that runs; in their expressions our parameter types can be used: `{server}`, `{host}`,
 * `{request}`, `{asking}`, `{answer}`, `{ownDisk}`. Run them with `nova-rescue run --features DIR`.
 *
 * A step fails by an AssertionError (of `node:assert`, of an assertion library, or by `violate`); `NotApplicable` says
 * that the target cannot arrange it. `Inconclusive` and every other error leave the scenario open.
 */

import { session } from '../steps/session';
import type { Target } from '../targets/target';

export {
  After,
  Before,
  defineParameterType,
  Given,
  setWorldConstructor,
  Then,
  When,
} from '@cucumber/cucumber';
export { arranged } from '../steps/asking/arranged';
export type { Answer } from '../steps/judging/answers';
export { violate } from '../steps/judging/violate';
export type { Askings } from '../steps/nouns/askings';
export type { ServerRequest } from '../steps/nouns/variants';
export { RescueWorld, type Trial, type Violation } from '../steps/world';
export type { Disk, HostWish } from '../targets/arranging/wish';
export { Inconclusive, NotApplicable } from '../targets/inconclusive';
export type { ApiReply, ApiRequest, Caller, Exchange, Method, Service, Target } from '../targets/target';

/** What is being judged: `target().send({caller: 'owner', service: 'compute', method: 'GET', path: '/servers'})`. */
export const target = (): Target => session().subject.target;
