import { type RuleId, ruleIds, ruleOf } from '../../features/catalogue';
import type { RuleVerdict } from '../../reports/verdicts';
import { editions, type SimulatedEdition, simulatedEditions, type Vtpm } from '../../simulator';
import { editionVerdicts } from './edition-verdicts';

const drivers = ['fake', 'libvirt'] as const;
type Driver = (typeof drivers)[number];

/** What came of every rule, by edition and driver. */
export type EditionTable = Readonly<Record<SimulatedEdition, Readonly<Record<Driver, Verdicts>>>>;
type Verdicts = ReadonlyMap<RuleId, RuleVerdict>;

const vtpms: readonly Vtpm[] = ['none', 409, 400];

/** Runs the suite against the simulator as every edition, with either driver. */
export async function editionTable(): Promise<EditionTable> {
  const table: Partial<Record<SimulatedEdition, Record<Driver, Verdicts>>> = {};
  for (const edition of simulatedEditions) {
    const of = async (driver: Driver): Promise<Verdicts> =>
      new Map((await editionVerdicts({ edition, driver })).map(({ id, verdict }) => [id, verdict]));
    table[edition] = { fake: await of('fake'), libvirt: await of('libvirt') };
  }
  return table as EditionTable;
}

/** How each way to refuse an emulated TPM is judged. */
export async function vtpmVerdicts(): Promise<readonly (readonly [Vtpm, RuleVerdict])[]> {
  const found: [Vtpm, RuleVerdict][] = [];
  for (const vtpm of vtpms) {
    const [rule] = await editionVerdicts({ edition: 'nova-27.0', driver: 'fake', vtpm, rules: ['vtpm-refused'] });
    found.push([vtpm, rule?.verdict ?? 'untested']);
  }
  return found;
}

const short: Readonly<Record<RuleVerdict, string>> = {
  conforms: '✓',
  'as-nova': '✓',
  violates: '**violates**',
  differs: 'differs',
  'not-applicable': '—',
  inconclusive: '**inconclusive**',
  'expected-failure': '**expected failure**',
  untested: '**untested**',
};

function cell(verdicts: Readonly<Record<Driver, Verdicts>>, id: RuleId): string {
  const [fake, libvirt] = drivers.map((driver) => short[verdicts[driver].get(id) ?? 'untested']);
  return fake === libvirt ? `${fake}` : `${fake} fake, ${libvirt} libvirt`;
}

/** The page of it, in Markdown. */
export function editionPage(table: EditionTable, vtpm: readonly (readonly [Vtpm, RuleVerdict])[]): string {
  const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const known = simulatedEditions.map((name) => {
    const { releases, observed } = editions[name];
    return `- \`${name}\`: ${releases}${observed === undefined ? '' : ` (${observed})`}`;
  });
  return [
    '# Rules and editions',
    '',
    'What the suite says of the simulator as each edition. Written by `npm run editions`; a test keeps it true.',
    '',
    ...known,
    '',
    '✓ it conforms, or does as Nova does · — not applicable there · *fake* and *libvirt* are compute drivers: what only a',
    'guest shows is not applicable with the fake one. `observed` rules decide nothing.',
    '',
    row('rule', 'level', ...simulatedEditions),
    row(...['', '', ...simulatedEditions].map(() => '---')),
    ...ruleIds.map((id) =>
      row(`\`${id}\``, ruleOf(id).level, ...simulatedEditions.map((name) => cell(table[name], id))),
    ),
    '',
    '## A server with an emulated TPM',
    '',
    'How it is refused goes by release, apart from editions: not before 22.0, 409 in 22 and 23, 400 from 24.0 on.',
    '',
    row('`--vtpm`', '`vtpm-refused`'),
    row('---', '---'),
    ...vtpm.map(([status, verdict]) => row(`${status}`, verdict)),
    '',
  ].join('\n');
}
