import type { OwnScenarios } from './own-scenarios';
import type { Report } from './report';

const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** The verdict in one sentence, with how many rules were verified. */
export function verdictSentence({
  target,
  verdict,
  exitCode,
  summary,
  rules,
  unverifiedFamilies,
  staleExpectations,
  interrupted,
  ownScenarios,
}: Report): string {
  const verified = `${summary.verified} of ${plural(summary.deciding, 'deciding rule')} verified`;
  const ids = (wanted: string) =>
    rules.flatMap((rule) => (rule.deciding && rule.verdict === wanted ? rule.id : [])).join(', ');
  const marks = [target.edition ?? [], target.brokenBy ? 'broken on purpose' : []].flat();
  const name = marks.length === 0 ? target.name : `${target.name} (${marks.join(', ')})`;
  if (ownScenarios) return ownSentence(name, ownScenarios, interrupted);
  if (verdict === 'violates')
    return `${name} violates ${plural(summary.violates, 'rule')}: ${ids('violates')}. ${verified}.`;
  if (verdict === 'conforms') {
    const expected = summary.expectedFailure > 0 ? `, failing as expected at ${ids('expected-failure')}` : '';
    return `${name} conforms${expected}: ${verified}.`;
  }
  if (exitCode === 4)
    return `The expectations are stale, for ${staleExpectations.join(', ')} did not fail: take them out. ${verified}.`;
  const reasons = [
    interrupted ? 'the run was interrupted' : '',
    servesOptIn(target.microversions.max) ? '' : `its newest microversion is ${target.microversions.max}, before 2.87`,
    summary.inconclusive > 0
      ? `${plural(summary.inconclusive, 'rule')} inconclusive ${sharedReason(rules) ?? `(${ids('inconclusive')})`}`
      : '',
    summary.untested > 0 ? `${plural(summary.untested, 'rule')} untested` : '',
    unverifiedFamilies.length > 0 ? `nothing verified of ${unverifiedFamilies.join(', ')}` : '',
    summary.deciding === 0 ? 'no deciding rule was selected' : '',
  ];
  return `Nothing can be said of ${name}: ${reasons.filter(Boolean).join('; ')}. ${verified}.`;
}

/** Whether the newest microversion is not before the one that the feature came with. */
function servesOptIn(newest: string): boolean {
  const [major = 0, minor = 0] = newest.split('.').map(Number);
  return major > 2 || minor >= 87;
}

/** Where several rules are inconclusive for one and the same reason, that reason. */
function sharedReason(rules: Report['rules']): string | undefined {
  const open = rules.filter(({ deciding, verdict }) => deciding && verdict === 'inconclusive');
  const [first, ...others] = new Set(open.map(({ reason }) => reason));
  return open.length > 1 && others.length === 0 && first ? `because ${first}` : undefined;
}

function ownSentence(name: string, own: OwnScenarios, interrupted: boolean): string {
  const { passed, failed, inconclusive, notApplicable, scenarios } = own;
  const rest = [
    `${passed} passed`,
    `${failed} failed`,
    ...(inconclusive > 0 ? [`${inconclusive} inconclusive`] : []),
    ...(notApplicable > 0 ? [`${notApplicable} not applicable`] : []),
    ...(interrupted ? ['the run was interrupted'] : []),
  ];
  return `${plural(scenarios.length, 'scenario of your own', 'scenarios of your own')} on ${name}: ${rest.join(', ')}.`;
}
