import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import { stringify } from 'yaml';
import { expectationsFrom } from '../../reports/expectations';
import type { GateReport } from '../../reports/gates';
import { markdownReport } from '../../reports/markdown';
import { type Report, reportOf } from '../../reports/report';
import type { RunFacts } from '../../reports/run-facts';
import { scenariosOf } from '../../reports/scenarios';
import { makeFolder } from '../../targets/make-folder';
import { redact } from '../../targets/redact';
import { UserError } from '../../targets/user-error';

/** The files of a run, below the folder of --out. */
export const files = (out: string) => ({
  run: join(out, 'run.json'),
  messages: join(out, 'messages.ndjson'),
  gates: join(out, 'gates.json'),
  report: join(out, 'report.json'),
  markdown: join(out, 'report.md'),
  junit: join(out, 'junit.xml'),
  ledger: join(out, 'ledger.ndjson'),
});

/**
 * Writes the messages of a run as they come, so that what was found outlives whatever ends it.
 * @throws UserError when it cannot
 */
export function messageFile(out: string): { write: (message: Envelope) => void; close: () => void } {
  return writing(out, () => {
    makeFolder(out);
    const file = openSync(files(out).messages, 'w');
    return {
      write: (message) => void writeSync(file, `${JSON.stringify(redact(message))}\n`),
      close: () => closeSync(file),
    };
  });
}

/**
 * Makes every report from what is in the folder, and from nothing else.
 * @throws UserError when it cannot be read or written
 */
export function writeReports(out: string): Report {
  return writing(out, () => {
    const paths = files(out);
    const facts = JSON.parse(readFileSync(paths.run, 'utf8')) as RunFacts;
    // Every message ends its line: what stands behind the last end was cut off.
    const lines = readFileSync(paths.messages, 'utf8').split('\n').slice(0, -1);
    const scenarios = scenariosOf(lines.map((line) => JSON.parse(line) as Envelope));
    const gates = existsSync(paths.gates) ? (JSON.parse(readFileSync(paths.gates, 'utf8')) as GateReport) : null;
    const report = reportOf(facts, scenarios, gates);
    writeFileSync(paths.report, `${JSON.stringify(report, null, 2)}\n`);
    writeFileSync(paths.markdown, markdownReport(report));
    return report;
  });
}

export function writeFacts(out: string, facts: RunFacts): void {
  writing(out, () => writeFileSync(files(out).run, `${JSON.stringify(facts, null, 2)}\n`));
}

/** @param gates undefined where they were not looked at: what an earlier run has found is no part of this one */
export function writeGates(out: string, gates: GateReport | undefined): void {
  const path = files(out).gates;
  writing(out, () =>
    gates ? writeFileSync(path, `${JSON.stringify(redact(gates), null, 2)}\n`) : rmSync(path, { force: true }),
  );
}

/** What the system refuses is for the user to put right; all else is a mistake of ours. */
function writing<T>(out: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UserError(`cannot write to ${out} (${error.code}); give another folder with --out`);
  }
}

export function writeExpectations(path: string, report: Report): void {
  try {
    writeFileSync(path, stringify(expectationsFrom(report)));
  } catch (error) {
    throw new UserError(`cannot write the expectations to ${path} (${codeOf(error)}); give another file`);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
