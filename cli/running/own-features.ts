import { statSync } from 'node:fs';
import type { Envelope } from '@cucumber/messages';
import { UserError } from '../../targets/user-error';
import { otherCucumbers } from './own-steps';
import { runFeatures } from './run-features';

/**
 * Makes sure that the user's own features can be run, before anything is asked of a target.
 * @throws UserError for a folder that is none or has no feature, for a feature that cannot be read, for a scenario without
 * steps, and for a step that nothing defines or that several definitions fit
 */
export async function demandOwnFeatures(folder: string): Promise<void> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`--features: there is no folder ${folder}; give the one that holds your .feature files`);
  const messages: Envelope[] = [];
  await runFeatures({ session: undefined, tags: '', dryRun: true, folder, onMessage: (it) => void messages.push(it) });
  if (!messages.some(({ source }) => source !== undefined))
    throw new UserError(`--features: there is no .feature file in ${folder}`);
  const problems = [
    ...unreadable(messages),
    ...withoutSteps(messages),
    ...unknownTypes(messages),
    ...wrongSteps(messages),
  ];
  const [first] = problems;
  if (first === undefined) return;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more like it)` : '';
  throw new UserError(`in ${folder}, ${first}${more}`);
}

const unreadable = (messages: readonly Envelope[]) =>
  messages.flatMap(({ parseError }) => {
    if (!parseError) return [];
    // Gherkin puts the place before its message.
    const message = parseError.message.replace(/^\(\d+:\d+\): /, '').replaceAll(/\s+/g, ' ');
    return [`${parseError.source.uri}:${parseError.source.location?.line} is no Gherkin: ${message}`];
  });

/** Gherkin takes a line that begins with no word of its own for a description, so a misspelt one leaves nothing to fail. */
const withoutSteps = (messages: readonly Envelope[]) =>
  messages.flatMap(({ pickle }) =>
    pickle?.steps.length === 0
      ? [`${pickle.uri} “${pickle.name}” has no step: is a Given, When or Then misspelt?`]
      : [],
  );

const unknownTypes = (messages: readonly Envelope[]) =>
  messages.flatMap(({ undefinedParameterType: it }) =>
    it ? [`a step file defines “${it.expression}”, but there is no parameter type {${it.name}}`] : [],
  );

function wrongSteps(messages: readonly Envelope[]): readonly string[] {
  const definitions = new Map(messages.flatMap(({ stepDefinition: it }) => (it ? [[it.id, it.pattern.source]] : [])));
  const pickles = new Map(messages.flatMap(({ pickle: it }) => (it ? [[it.id, it]] : [])));
  const others = otherCucumbers();
  const hint =
    others.length > 0
      ? `; another copy of cucumber is in use (${others.join(', ')}): import Given, When and Then from nova-rescue-conformance/steps`
      : '';
  return messages.flatMap(({ testCase }) => {
    const pickle = pickles.get(testCase?.pickleId ?? '');
    return (testCase?.testSteps ?? []).flatMap(({ pickleStepId, stepDefinitionIds = [] }) => {
      const step = pickle?.steps.find(({ id }) => id === pickleStepId);
      if (!step || stepDefinitionIds.length === 1) return [];
      const named = `the step “${step.text}” of ${pickle?.uri} “${pickle?.name}”`;
      if (stepDefinitionIds.length === 0)
        return [`nothing defines ${named}: add a step file, or put it in the words of ours${hint}`];
      const patterns = stepDefinitionIds.map((id) => `“${definitions.get(id)}”`);
      return [`several definitions fit ${named}: ${patterns.join(', ')}; change yours`];
    });
  });
}
