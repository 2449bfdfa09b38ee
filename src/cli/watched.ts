/** Work that shows its progress and ends at Ctrl-C after the runs under way. */

import { startProgress } from './batch-progress.ts';
import type { Io } from './io.ts';

export interface Watch {
  /** Aborted at Ctrl-C. */
  readonly signal: AbortSignal;
  readonly update: (done: number) => void;
}

/** Do work of so many runs, watched. */
export async function watched<T>(io: Io, total: number, work: (watch: Watch) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const progress = startProgress(io, total);
  const deaf = io.onInterrupt(() => {
    stop.abort();
    io.stderr.write('\nStopping after the runs under way; press Ctrl-C again to stop at once.\n');
  });
  try {
    return await work({ signal: stop.signal, update: progress.update });
  } finally {
    progress.stop();
    deaf();
  }
}
