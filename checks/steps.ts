import type { Envelope } from '@cucumber/messages';

/** More than these nobody keeps in mind. */
const mostSteps = 30;

/** For the features that `nova-rescue fuzz` writes, and for others' own: ours say one by one what they ask for. */
const forOthers = /(^|\/)steps\/sequences\.steps\.ts$/;

/** Steps that nothing defines, that two definitions fit, or that no feature uses; from the messages of a dry run. */
export function stepProblems(messages: readonly Envelope[]): readonly string[] {
  const definitions = messages.flatMap(({ stepDefinition }) => stepDefinition ?? []);
  const steps = messages
    .flatMap(({ testCase }) => testCase?.testSteps ?? [])
    .filter(({ pickleStepId }) => pickleStepId !== undefined);
  const texts = new Map(
    messages.flatMap(({ pickle }) => pickle?.steps.map(({ id, text }) => [id, text] as const) ?? []),
  );
  const used = new Set(steps.flatMap(({ stepDefinitionIds }) => stepDefinitionIds ?? []));
  const text = (id: string | undefined) => `“${texts.get(id ?? '')}”`;
  return [
    ...steps
      .filter((step) => step.stepDefinitionIds?.length === 0)
      .map((step) => `no step definition fits ${text(step.pickleStepId)}`),
    ...steps
      .filter((step) => (step.stepDefinitionIds?.length ?? 0) > 1)
      .map((step) => `several step definitions fit ${text(step.pickleStepId)}`),
    ...definitions
      .filter(({ id, sourceReference: { uri = '' } }) => !used.has(id) && !forOthers.test(uri))
      .map(({ pattern }) => `no feature uses the step “${pattern.source}”`),
    ...definitions
      .filter(({ pattern }) => pattern.type !== 'CUCUMBER_EXPRESSION')
      .map(({ pattern }) => `the step “${pattern.source}” is a regular expression`),
    ...(definitions.length > mostSteps ? [`there are ${definitions.length} steps; at most ${mostSteps}`] : []),
  ];
}
