/** Ctrl-C: the first asks the run to stop and clean up, the second ends it on the spot. */
export interface Interruption {
  /** Aborts what is under way; undefined once cleaning up has begun, which must not be aborted. */
  readonly signal: () => AbortSignal | undefined;
  readonly interrupted: () => boolean;
  /** From here on nothing is aborted any more. */
  readonly cleaningUp: () => void;
  readonly end: () => void;
}

export function onInterruption(ledgerPath: string): Interruption {
  const controller = new AbortController();
  let cleaning = false;
  const stop = () => {
    if (controller.signal.aborted) {
      process.stderr.write(`\nstopped at once; what is left is in ${ledgerPath}: nova-rescue cleanup removes it\n`);
      process.exit(3);
    }
    process.stderr.write('\ninterrupted: removing what the run has made (once more to stop at once)\n');
    controller.abort(new Error('the run was interrupted'));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: () => (cleaning ? undefined : controller.signal),
    interrupted: () => controller.signal.aborted,
    cleaningUp: () => {
      cleaning = true;
    },
    end: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
