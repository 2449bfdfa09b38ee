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

/** Run all positions; resolves when every started chunk has been taken by the sink, or nothing more can be. */
export async function dispatchChunks({ runner, from, to, sink, stopped, unitEnd }: Dispatch): Promise<void> {
  const finished = new Map<number, Chunk>();
  const running = new Set<Promise<void>>();
  const errors: unknown[] = [];
  const { chunkMs = CHUNK_MS } = runner;
  let isWithdrawn = false;
  let next = from;
  let taken = from;
  let size = FIRST_CHUNK;
  let tail = Promise.resolve();

  async function drain(): Promise<void> {
    for (let chunk = finished.get(taken); chunk !== undefined && errors.length === 0; chunk = finished.get(taken)) {
      finished.delete(taken);
      await sink(chunk);
      taken += chunk.count;
    }
  }

  async function runNext(): Promise<void> {
    const first = next;
    const wanted = Math.max(1, Math.min(size, Math.ceil((to - first) / (2 * runner.width))));
    const count = unitEnd === undefined ? wanted : Math.min(to, unitEnd(first + wanted - 1)) - first;
    next += count;
    const started = performance.now();
    const chunk = await runner.run(first, count);
    if (chunk === undefined) {
      isWithdrawn = true;
      return;
    }
    const perRun = Math.max(chunk.simulationMs ?? performance.now() - started, 0.01) / count;
    size = Math.max(1, Math.min(MAX_CHUNK, 2 * size, Math.round(chunkMs / perRun)));
    finished.set(first, chunk);
    tail = tail.then(drain);
    await tail;
  }

  while (next < to && errors.length === 0 && !isWithdrawn && !stopped()) {
    if (running.size >= runner.width || finished.size >= MAX_WAITING * runner.width) {
      await Promise.race(running);
    } else {
      const one: Promise<void> = runNext()
        .catch((error: unknown) => {
          errors.push(error);
        })
        .finally(() => running.delete(one));
      running.add(one);
    }
  }
  await Promise.all(running);
  if (errors.length > 0) throw errors[0];
}
