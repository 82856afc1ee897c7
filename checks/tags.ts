import type { Envelope, Pickle } from '@cucumber/messages';
import { isRuleId, type RuleId, ruleIds, ruleOf } from '../features/catalogue';
import { departures } from '../simulator';

const parts = ['@control', '@supporting'];

/** Unknown tags, rules without a scenario, a control or a departure, and tags that belie the catalogue. */
export function tagProblems(
  messages: readonly Envelope[],
  known: Readonly<Record<string, unknown>> = departures,
): readonly string[] {
  const pickles = messages.flatMap(({ pickle }) => pickle ?? []);
  return [...pickles.flatMap(wrongTags), ...ruleIds.flatMap((id) => lacking(id, pickles, known))];
}

const tagsOf = ({ tags }: Pickle) => tags.map(({ name }) => name);

function wrongTags(pickle: Pickle): readonly string[] {
  const where = `${pickle.uri} “${pickle.name}”`;
  const tags = tagsOf(pickle);
  const rules = tags.filter((tag) => tag.startsWith('@rule:')).map((tag) => tag.slice('@rule:'.length));
  const unknown = tags.filter((tag) => !tag.startsWith('@rule:') && tag !== '@observed' && !parts.includes(tag));
  const observed = rules.some((id) => isRuleId(id) && ruleOf(id).level === 'observed');
  return [
    ...rules.filter((id) => !isRuleId(id)).map((id) => `${where}: the catalogue has no rule ${id}`),
    ...unknown.map((tag) => `${where}: nobody knows the tag ${tag}`),
    ...(rules.length === 1 ? [] : [`${where}: it must have one @rule: tag, and has ${rules.length}`]),
    ...(observed === tags.includes('@observed')
      ? []
      : [`${where}: @observed must stand at the observed rules, and at no others`]),
  ];
}

function lacking(id: RuleId, pickles: readonly Pickle[], known: Readonly<Record<string, unknown>>): readonly string[] {
  const own = pickles.map(tagsOf).filter((tags) => tags.includes(`@rule:${id}`));
  const witnesses = own.filter((tags) => !tags.some((tag) => parts.includes(tag)));
  return [
    ...(own.length === 0 ? [`${id}: no scenario is tagged with it`] : []),
    ...(own.length > 0 && witnesses.length === 0 ? [`${id}: it has no witness, only controls`] : []),
    ...(own.length > 0 && !own.some((tags) => tags.includes('@control'))
      ? [`${id}: it has no twin: tag one with @control`]
      : []),
    ...(Object.hasOwn(known, id) ? [] : [`${id}: the simulator has no departure for it`]),
  ];
}
