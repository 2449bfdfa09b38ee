/** Simulates the runs of a verb that keeps one row of each, with a progress line, until done or interrupted. */

import type { Io } from './io.ts';

/** Runs between two updates of the progress line, and between two checks for an interruption. */
const PROGRESS_RUNS = 25;

/** Rows of runs 0 .. runs - 1; nothing when interrupted. */
export async function simulateRows<Row>(
  io: Io,
  runs: number,
  simulate: (k: number) => Row,
): Promise<Row[] | undefined> {
  let asked = false;
  const unsubscribe = io.onInterrupt(() => {
    asked = true;
    io.stderr.write('\nInterrupted; the same command starts again from its beginning.\n');
  });
  const rows: Row[] = [];
  for (let k = 0; k < runs && !asked; k++) {
    rows.push(simulate(k));
    if (rows.length % PROGRESS_RUNS !== 0) continue;
    if (io.stderr.isTTY) io.stderr.write(`\r${rows.length} of ${runs} runs `);
    await new Promise((later) => setImmediate(later));
  }
  unsubscribe();
  if (io.stderr.isTTY) io.stderr.write('\r\u001b[K');
  return asked ? undefined : rows;
}
