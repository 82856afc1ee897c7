import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import { stringify } from 'yaml';
import { expectationsFrom } from '../../reports/expectations';
import { markdownReport } from '../../reports/markdown';
import { type Report, reportOf } from '../../reports/report';
import type { RunFacts } from '../../reports/run-facts';
import { scenariosOf } from '../../reports/scenarios';
import { UserError } from '../../targets/user-error';

/** The files of a run, below the folder of --out. */
export const files = (out: string) => ({
  run: join(out, 'run.json'),
  messages: join(out, 'messages.ndjson'),
  report: join(out, 'report.json'),
  markdown: join(out, 'report.md'),
  junit: join(out, 'junit.xml'),
  ledger: join(out, 'ledger.ndjson'),
});

/** Writes the messages of a run as they come, so that what was found outlives whatever ends it. */
export function messageFile(out: string): { write: (message: Envelope) => void; close: () => void } {
  try {
    mkdirSync(out, { recursive: true });
    const file = openSync(files(out).messages, 'w');
    return { write: (message) => void writeSync(file, `${JSON.stringify(message)}\n`), close: () => closeSync(file) };
  } catch (error) {
    throw new UserError(
      `cannot write to ${out} (${error instanceof Error && 'code' in error ? error.code : error}); give another folder with --out`,
    );
  }
}

/** Makes every report from what is in the folder, and from nothing else. */
export function writeReports(out: string): Report {
  const paths = files(out);
  const facts = JSON.parse(readFileSync(paths.run, 'utf8')) as RunFacts;
  const lines = readFileSync(paths.messages, 'utf8').split('\n').filter(Boolean);
  const report = reportOf(facts, scenariosOf(lines.map((line) => JSON.parse(line) as Envelope)));
  writeFileSync(paths.report, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(paths.markdown, markdownReport(report));
  return report;
}

export function writeFacts(out: string, facts: RunFacts): void {
  writeFileSync(files(out).run, `${JSON.stringify(facts, null, 2)}\n`);
}

export function writeExpectations(path: string, report: Report): void {
  writeFileSync(path, stringify(expectationsFrom(report)));
}
