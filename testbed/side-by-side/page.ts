import { join } from 'node:path';
import { cell } from '../../reports/table-cell';
import type { Difference } from './compare';
import type { Judgement, Unlike } from './judge';
import type { KnownDifference } from './known-differences';
import { nameOf } from './play';
import type { Theme } from './request';

/** Where the page is kept. */
export const pageFile = join(__dirname, '../../docs/results/fidelity.md');

/** The page that says how like the real Nova the simulator answers, and where it does not, and why. */
export function page(judgement: Judgement, themes: readonly Theme[]): string {
  const { requests, same, explained, unexplained, known } = judgement;
  return `# Side by side with the real Nova

A script of ${themes.reduce((sum, { requests: all }) => sum + all.length, 0)} requests, in \`testbed/side-by-side/script/\`, was played against the services of the
[testbed](../../testbed/README.md) (Nova 26.2.2 and the Keystone, Placement, Glance, Cinder and Neutron of the same release) and
is played against the simulator, edition \`nova-27.0\`. Compared are the status, the whole body, and the headers that clients go by;
ids, times, generated passwords and the names of hosts are replaced by what they stand for. What the testbed answered is kept in
\`testbed/side-by-side/recorded-nova-26.2.json\`: \`npm test\` compares the simulator with it, \`npm run test:nova\` plays the
script against both again. This page is generated: \`npm run side-by-side -- --page\`.

| | requests |
|---|---|
| answered the same | ${same} |
| answered with known differences alone | ${explained} |
| answered with unexplained differences | ${unexplained.length} |
| **compared** | **${requests}** |
${leftOut(judgement, themes)}
## By theme

| theme | requests | the same | with known differences |
|---|---|---|---|
${themes.flatMap((theme) => themeRow(theme, judgement)).join('\n')}

## What differs, and why

${[...known].map(([why, unlikes]) => section(why, unlikes)).join('\n')}`;
}

/** Requests that the testbed has not been asked yet, while it was not ours alone. */
function leftOut({ requests }: Judgement, themes: readonly Theme[]): string {
  const missing = themes.reduce((sum, theme) => sum + theme.requests.length, 0) - requests;
  return missing === 0 ? '' : `| in the script, and still to be recorded | ${missing} |\n`;
}

const isOf = (theme: Theme, request: string): boolean => request.startsWith(`${theme.name}: `);

function themeRow(theme: Theme, { known, unexplained, judged }: Judgement): readonly string[] {
  const asked = theme.requests.filter((request) => judged.has(nameOf(theme, request))).length;
  if (asked === 0) return [];
  const unlike = new Set([...known.values(), unexplained].flat().map(({ request }) => request));
  const differing = [...unlike].filter((request) => isOf(theme, request)).length;
  return [`| ${theme.name} | ${asked} | ${asked - differing} | ${differing || ''} |`];
}

/** Names of requests that are told; of more, their number. */
const told = 8;

function section({ reason }: KnownDifference, unlikes: readonly Unlike[]): string {
  const names = unlikes.map(({ request }) => request);
  const more = names.length > told ? ` and ${names.length - told} more` : '';
  const example = unlikes[0];
  const shown = example?.differences[0];
  return `### ${reason}

In ${names.length} of the answers: ${names.slice(0, told).join('; ')}${more}.
${example && shown ? `\n${exampleTable(example.request, shown)}` : ''}`;
}

const exampleTable = (request: string, { at, real, simulated }: Difference): string => `| ${cell(request)} | \`${at}\` |
|---|---|
| real | ${value(real)} |
| simulator | ${value(simulated)} |
`;

/** Longer values are cut. */
const longest = 160;

function value(found: unknown): string {
  if (found === undefined) return 'nothing';
  const text = JSON.stringify(found);
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return `\`${cell(cut.replaceAll('`', "'"))}\``;
}
