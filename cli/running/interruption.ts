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

/** By Ctrl-C: the first asks, the second ends the process on the spot. */
export function onInterruption(ledgerPath: string): Interruption {
  const controller = new AbortController();
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
    ...interruptionBy(controller.signal),
    end: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
