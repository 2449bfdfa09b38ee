/** A progress bar on the standard error, only on a terminal. */

import { SingleBar } from 'cli-progress';
import { countWord, durationWord } from '../output/words.ts';
import type { Io } from './io.ts';

export interface Progress {
  readonly update: (done: number) => void;
  readonly stop: () => void;
}

const FORMAT = '{bar} {done} of {all} {noun}{pace}';
const MS_PER_SECOND = 1000;
/** The rate is that of the last seconds, because the first runs are slow; below half a second it is too noisy. */
const WINDOW_MS = 4000;
const MIN_SECONDS = 0.5;

/** A bar with the present rate and the time left at that rate; silent without a terminal. */
export function startProgress(io: Io, total: number, noun = 'runs'): Progress {
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
  const recent: { readonly at: number; readonly done: number }[] = [];
  return {
    update(done) {
      const now = performance.now();
      if (!bar.isActive) {
        bar.start(total, done, { done: countWord(done), all, noun, pace: '' });
        return;
      }
      recent.push({ at: now, done });
      while (now - recent[0].at > WINDOW_MS) recent.shift();
      const seconds = (now - recent[0].at) / MS_PER_SECOND;
      const rate = (done - recent[0].done) / seconds;
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
  const progress = startProgress(io, total);
  let done = 0;
  try {
    return work(() => progress.update(Math.min(++done, total)));
  } finally {
    progress.stop();
  }
}
