import fc from 'fast-check';
import { type Microversion, read, text } from '../../targets/microversion';
import type { Session } from '../session';
import type { Asking } from './askings';

/** Ways to ask for a microversion that must be refused. */

const byStandardHeader = (version: string): Asking => ({
  asked: `with OpenStack-API-Version: compute ${version}`,
  headers: { 'OpenStack-API-Version': `compute ${version}` },
});

const byOlderHeader = (version: string): Asking => ({
  asked: `with X-OpenStack-Nova-API-Version: ${version || '(empty)'}`,
  headers: { 'X-OpenStack-Nova-API-Version': version },
});

/** As Nova reads it: no leading zeros, and a major version from 1 on. */
const isWellFormed = (version: string) =>
  /^[1-9]/.test(version) && !/\.0\d/.test(version) && read(version) !== undefined;

/** Some named, the rest drawn from what a typing mistake is made of; shorter ones first. No comma: that makes a list. */
export function malformed({ samples, seed }: Session): readonly Asking[] {
  const some = fc.stringMatching(/^[0-9.vx+-]{1,9}$/).filter((version) => !isWellFormed(version));
  const drawn = fc.sample(some, { numRuns: samples, seed });
  const named = ['2', '2.', '2.x', '2.087', 'newest', '2.87.1', '2.87 2.88', 'v2.87', '-2.87'];
  const versions = [...named, ...drawn].sort((a, b) => a.length - b.length);
  return [byOlderHeader(''), ...versions.flatMap((version) => [byStandardHeader(version), byOlderHeader(version)])];
}

/** Next to the range on both sides, and far off. */
export function notServed({ subject: { versions } }: Session): readonly Asking[] {
  const [major, minor] = versions.newest;
  const [oldMajor, oldMinor] = versions.oldest;
  const above: readonly Microversion[] = [
    [major, minor + 1],
    [major, minor + 900],
    [major + 1, 0],
  ];
  const below: readonly Microversion[] = [
    [oldMajor, oldMinor - 1],
    [oldMajor - 1, 9],
  ];
  return [...above, ...below.filter((version) => version[0] > 0 && version[1] >= 0)].flatMap((version) => [
    byStandardHeader(text(version)),
    byOlderHeader(text(version)),
  ]);
}
