import type { Envelope } from '@cucumber/messages';

/** Where a run says how far it is, and what is in its way: standard error, or whatever else takes text. */
export interface ProgressStream {
  write(text: string): unknown;
  /** A terminal, on which a line may be written over. */
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/**
 * Shows how far a run is: on a terminal one line that is written over, elsewhere one line for each rule.
 */
export function progress(out: ProgressStream): { onMessage: (message: Envelope) => void; end: () => void } {
  const pickles = new Map<string, { name: string; rule: string }>();
  const cases = new Map<string, string>();
  const running = new Map<string, string>();
  let done = 0;
  let lastRule = '';
  const onMessage = ({ pickle, testCase, testCaseStarted, testCaseFinished }: Envelope) => {
    if (pickle) {
      const rule = pickle.tags.find(({ name }) => name.startsWith('@rule:'))?.name.slice('@rule:'.length) ?? '';
      pickles.set(pickle.id, { name: pickle.name, rule });
    }
    if (testCase) cases.set(testCase.id, testCase.pickleId);
    if (testCaseStarted) {
      running.set(testCaseStarted.id, testCaseStarted.testCaseId);
      const { name, rule } = pickles.get(cases.get(testCaseStarted.testCaseId) ?? '') ?? { name: '', rule: '' };
      const counted = `[${done + 1}/${cases.size}] ${rule}`;
      if (out.isTTY) out.write(`\r\u001b[2K${counted}: ${name}`.slice(0, (out.columns ?? 80) + 5));
      else if (rule !== lastRule) out.write(`${counted}\n`);
      lastRule = rule;
    }
    if (testCaseFinished) done += 1;
  };
  return { onMessage, end: () => void (out.isTTY && out.write('\r\u001b[2K')) };
}
