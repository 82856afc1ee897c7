import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type departures, newCloud, type Stage, simulatedStage } from '../../simulator';
import type { Staging } from '../sequences/search';
import { checkRelation } from './check-relation';
import { pairsIn } from './pairs';
import { type RelationId, relationIds, relations } from './relations';

/** A departure under which each relation does not hold. */
const breaks: Readonly<Record<Exclude<RelationId, 'later-version-refuses-no-more'>, keyof typeof departures>> = {
  'below-opt-in-all-alike': 'microversion-is-numeric',
  'from-opt-in-all-alike': 'bfv-opt-in-later',
  'image-backed-all-alike': 'image-backed-unchanged',
  'refused-twice-is-refused-once': 'refusal-is-repeatable',
  'unrescue-undoes-rescue': 'rescue-keeps-root-volume',
  'another-servers-rescue': 'opt-in-is-per-request',
};

const pairs = pairsIn({
  places: ['capable', 'incapable'],
  optedIn: ['2.87', '2.88'],
  hasOtherProject: true,
});

const stage = (options: object = {}) =>
  simulatedStage(newCloud({ edition: 'nova-27.0', driver: 'libvirt', seed: 1, ...options }));

const on = (options: object = {}): { readonly staging: Staging } => ({ staging: (use) => use(stage(options)) });

const options = { seed: 2026, runs: 300 };

describe('relations', () => {
  for (const id of relationIds) {
    it(`hold: ${id}`, async () => {
      const { found, told } = await checkRelation(relations[id], pairs[id], { ...on(), ...options, runs: 60 });
      assert.equal(found, undefined);
      assert.ok(told > 10, `${told} pairs told something`);
    });
  }

  for (const [id, departure] of Object.entries(breaks)) {
    it(`do not hold on a cloud with a fault: ${id}`, async () => {
      const { found } = await checkRelation(relations[id as RelationId], pairs[id as RelationId], {
        ...on({ departure }),
        ...options,
      });
      assert.notEqual(found, undefined);
    });
  }

  const later = 'later-version-refuses-no-more';
  it(`do not hold on a cloud with a fault: ${later}`, async () => {
    const strict = (): Stage => {
      const kind = stage();
      const isOptedIn = (version = '') => version.endsWith('2.87') || version.endsWith('2.88');
      return {
        ...kind,
        send: async (request) =>
          isOptedIn(request.headers?.['OpenStack-API-Version']) && request.path.endsWith('/action')
            ? { status: 400, headers: {}, body: {} }
            : kind.send(request),
      };
    };
    const staging: Staging = (use) => use(strict());
    const { found } = await checkRelation(relations[later], pairs[later], { staging, ...options });
    assert.notEqual(found, undefined);
  });
});
