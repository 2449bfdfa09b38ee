/** Runs work with a progress display; Ctrl-C stops it after the current items. */

import { type Progress, startProgress } from './progress.ts';
import type { Io } from './io.ts';

export interface Watch {
  /** Aborted at Ctrl-C. */
  readonly signal: AbortSignal;
  /** Amount done, and the total where it was not known before. */
  readonly onProgress: (done: number, all?: number) => void;
}

/** Run work with progress and interruption. */
export async function watched<T>(io: Io, total: number, work: (watch: Watch) => Promise<T>, noun = 'runs'): Promise<T> {
  const startedAt = performance.now();
  const stop = new AbortController();
  let progress: Progress | undefined;
  const unsubscribe = io.onInterrupt(() => {
    stop.abort();
    io.stderr.write(`\nStopping after the ${noun} under way; press Ctrl-C again to stop at once.\n`);
  });
  try {
    return await work({
      signal: stop.signal,
      onProgress(done, all = total) {
        progress ??= startProgress(io, { total: all, startedAt, noun });
        progress.update(done);
      },
    });
  } finally {
    progress?.stop();
    unsubscribe();
  }
}
