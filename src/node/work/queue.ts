/** Work queue: hands out positions in chunks that fit the speed of the machine, and takes the results back in order. */

import type { Chunk } from './chunk.ts';
import type { ChunkRunner } from './runners.ts';

export interface Dispatch {
  readonly runner: ChunkRunner;
  /** First position to run, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Takes chunks in ascending order without gaps, one at a time. */
  readonly sink: (chunk: Chunk) => Promise<void>;
  /** Whether no further chunk shall be started. */
  readonly stopped: () => boolean;
  /** Where the positions end that belong together with this one, for those that must not be parted. */
  readonly unitEnd?: ((position: number) => number) | undefined;
}

/** A chunk should take about this long: short enough for progress and interruption, long enough to cost nothing. */
const CHUNK_MS = 250;
const FIRST_CHUNK = 4;
const MAX_CHUNK = 1024;
/** Finished chunks, in multiples of the runner's width, that may wait for a slow earlier one. */
const MAX_WAITING = 8;

/** Run all positions; resolves when every started chunk has been taken by the sink. */
export async function dispatchChunks({ runner, from, to, sink, stopped, unitEnd }: Dispatch): Promise<void> {
  const waiting = new Map<number, Chunk>();
  const sleepers: (() => void)[] = [];
  const errors: unknown[] = [];
  let next = from;
  let taken = from;
  let size = FIRST_CHUNK;
  let tail = Promise.resolve();

  function wakeAll(): void {
    for (const wake of sleepers.splice(0)) wake();
  }

  async function drain(): Promise<void> {
    for (let chunk = waiting.get(taken); chunk !== undefined && errors.length === 0; chunk = waiting.get(taken)) {
      waiting.delete(taken);
      await sink(chunk);
      taken += chunk.count;
      wakeAll();
    }
  }

  async function runNext(): Promise<void> {
    const first = next;
    const wanted = Math.max(1, Math.min(size, Math.ceil((to - first) / (2 * runner.width))));
    const count = unitEnd === undefined ? wanted : Math.min(to, unitEnd(first + wanted - 1)) - first;
    next += count;
    const started = performance.now();
    const chunk = await runner.run(first, count);
    const perRun = Math.max(performance.now() - started, 0.01) / count;
    size = Math.max(1, Math.min(MAX_CHUNK, 2 * size, Math.round(CHUNK_MS / perRun)));
    waiting.set(first, chunk);
    tail = tail.then(drain);
    await tail;
  }

  async function lane(): Promise<void> {
    while (next < to && errors.length === 0 && !stopped()) {
      if (waiting.size >= MAX_WAITING * runner.width) {
        await new Promise<void>((resolve) => sleepers.push(resolve));
      } else {
        await runNext().catch((error: unknown) => {
          errors.push(error);
          wakeAll();
        });
      }
    }
  }

  await Promise.all(Array.from({ length: runner.width }, lane));
  if (errors.length > 0) throw errors[0];
}
