/** The rate on the progress bar: items of this command over the time since it began, as in the summary. */

import { afterEach, expect, it, vi } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { watched } from '../../src/cli/progress.ts';

afterEach(() => vi.useRealTimers());

/** A terminal that keeps what is written to it. */
function terminal(): { readonly io: Io; readonly written: () => string } {
  const parts: string[] = [];
  const sink = { isTTY: true, columns: 100, write: (part: string) => void parts.push(part) };
  const moves = { cursorTo: () => undefined, clearLine: () => undefined, moveCursor: () => undefined };
  const io: Io = {
    stdout: sink,
    stderr: Object.assign(sink, moves),
    cwd: '.',
    program: 'overbuild',
    env: {},
    onInterrupt: () => () => undefined,
  };
  return { io, written: () => parts.join('') };
}

it('does not count items that were there before, and counts the slow start', async () => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout', 'Date'] });
  const { io, written } = terminal();
  await watched(io, 1100, ({ onProgress }) => {
    onProgress(100);
    vi.advanceTimersByTime(9000);
    onProgress(100);
    vi.advanceTimersByTime(1000);
    onProgress(300);
    vi.advanceTimersByTime(200);
    return Promise.resolve();
  });
  // 200 new runs in 10 seconds; 800 are left.
  expect(written()).toContain('300 of 1,100 runs, 20 a second, 40 s left');
});
