/** Runs work with a progress bar on the standard error, only on a terminal; Ctrl-C stops it. */

import { SingleBar } from 'cli-progress';
import { countWord, durationWord } from '../output/words.ts';
import type { Io } from './io.ts';

interface Progress {
  readonly update: (done: number) => void;
  readonly stop: () => void;
}

const FORMAT = '{bar} {done} of {all} {noun}{pace}';
const MS_PER_SECOND = 1000;
/** Below half a second the rate is too noisy. */
const MIN_SECONDS = 0.5;

/** What is counted, and since when, ms of `performance.now()`. */
interface Counted {
  readonly total: number;
  readonly startedAt: number;
  readonly noun?: string;
}

/**
 * A bar with the rate since the start and the time left at that rate; silent without a terminal. The rate is that of the
 * summary: items of this command over the time since it began to work; items that were there before do not count.
 */
function startProgress(io: Io, { total, startedAt, noun = 'runs' }: Counted): Progress {
  const { stderr } = io;
  if (!stderr.isTTY) return { update() {}, stop() {} };
  const bar = new SingleBar({
    format: FORMAT,
    stream: stderr as unknown as NodeJS.WritableStream,
    barCompleteChar: '=',
    barIncompleteChar: '-',
    barsize: 24,
    clearOnComplete: true,
    hideCursor: false,
    linewrap: true,
  });
  const all = countWord(total);
  let before = 0;
  return {
    update(done) {
      if (!bar.isActive) {
        before = done;
        bar.start(total, done, { done: countWord(done), all, noun, pace: '' });
        return;
      }
      const seconds = (performance.now() - startedAt) / MS_PER_SECOND;
      const rate = (done - before) / seconds;
      const left = durationWord((total - done) / rate);
      const pace = seconds < MIN_SECONDS || rate <= 0 ? '' : `, ${countWord(Math.round(rate))} a second, ${left} left`;
      bar.update(done, { done: countWord(done), all, noun, pace });
    },
    stop() {
      if (bar.isActive) bar.stop();
    },
  };
}

/** Do work that calls back after each of so many runs, with a bar; Ctrl-C ends it at once. */
export function withProgress<T>(io: Io, total: number, work: (onRun: () => void) => T): T {
  const progress = startProgress(io, { total, startedAt: performance.now() });
  let done = 0;
  progress.update(done);
  try {
    return work(() => progress.update(Math.min(++done, total)));
  } finally {
    progress.stop();
  }
}

interface Watch {
  /** Aborted at Ctrl-C. */
  readonly signal: AbortSignal;
  /** Amount done, and the total where it was not known before. */
  readonly onProgress: (done: number, all?: number) => void;
  /** The amount that was said last. */
  readonly done: () => number;
}

/** Run work with progress and interruption. */
export async function watched<T>(io: Io, total: number, work: (watch: Watch) => Promise<T>, noun = 'runs'): Promise<T> {
  const startedAt = performance.now();
  const stop = new AbortController();
  let progress: Progress | undefined;
  let last = 0;
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
        last = done;
      },
      done: () => last,
    });
  } finally {
    progress?.stop();
    unsubscribe();
  }
}
