/** How a run is asked to stop and clean up. */
export interface Interruption {
  /** Aborts what is under way; undefined once cleaning up has begun, which must not be aborted. */
  readonly signal: () => AbortSignal | undefined;
  readonly interrupted: () => boolean;
  /** From here on nothing is aborted any more. */
  readonly cleaningUp: () => void;
  readonly end: () => void;
}

/** By a program: through its own signal, if it has one. */
export function interruptionBy(asked: AbortSignal | undefined): Interruption {
  let cleaning = false;
  return {
    signal: () => (cleaning ? undefined : asked),
    interrupted: () => asked?.aborted === true,
    cleaningUp: () => {
      cleaning = true;
    },
    end: () => undefined,
  };
}

/** By Ctrl-C, for what makes things in a cloud. */
export const onInterruption = (ledgerPath: string): Interruption =>
  onSignals(
    'interrupted: removing what the run has made',
    `what is left is in ${ledgerPath}: nova-rescue cleanup removes it`,
  );

/**
 * By Ctrl-C: the first asks, and says what happens now; the second ends the process on the spot, and says what is left.
 */
export function onSignals(first: string, second: string): Interruption {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) {
      process.stderr.write(`\nstopped at once; ${second}\n`);
      process.exit(3);
    }
    process.stderr.write(`\n${first} (once more to stop at once)\n`);
    controller.abort(new Error('the run was interrupted'));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    ...interruptionBy(controller.signal),
    end: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
