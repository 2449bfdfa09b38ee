/** Two ways to simulate chunks behind one interface: in this thread, or on a pool of worker threads. */

import { joinFanBlocks } from '../../output/fan.ts';
import type { Failure } from '../../output/manifest.ts';
import type { ChunkResult, Simulates } from './chunk.ts';
import type { ChunkTask } from './chunk-worker.ts';
import { createPool } from '../pool.ts';

export interface ChunkRunner {
  /** Chunks that it works on at a time. */
  readonly width: number;
  /** Simulate positions `first` .. `first + count - 1`; a run that cannot end becomes a failed row. */
  run(first: number, count: number): Promise<ChunkResult>;
  close(): Promise<void>;
}

export interface PoolOptions {
  /** Address of the worker threads' module. */
  readonly workerUrl: string;
  readonly jobs: number;
  /** Longest time that one run may take; none when absent. */
  readonly timeoutSeconds?: number | undefined;
  /** Heap of one worker thread; that of the process when absent. */
  readonly memoryMb?: number | undefined;
}

const MS_PER_SECOND = 1000;
/** How often the watch looks at a run, in shares of the time it may take. */
const WATCH_SHARE = 0.1;
const MAX_WATCH_MS = 200;

/** Simulate in this thread: the fastest for few runs, and what `--jobs 1` means. */
export function createLocalRunner(simulator: Simulates): ChunkRunner {
  return {
    width: 1,
    async run(first, count) {
      // Interruptions and the progress display get their turn between two chunks.
      await new Promise((resolve) => setImmediate(resolve));
      return simulator.simulate(first, count, () => undefined);
    },
    async close() {},
  };
}

/** Append chunks that follow one another. */
function joinChunks(chunks: readonly ChunkResult[]): ChunkResult {
  const files: Record<string, Uint8Array> = {};
  for (const name of new Set(chunks.flatMap((chunk) => Object.keys(chunk.files)))) {
    files[name] = Buffer.concat(chunks.map((chunk) => chunk.files[name] ?? new Uint8Array(0)));
  }
  return {
    first: chunks[0].first,
    count: chunks.reduce((sum, chunk) => sum + chunk.count, 0),
    files,
    fan: joinFanBlocks(chunks.map((chunk) => chunk.fan)),
    failures: chunks.flatMap((chunk) => chunk.failures),
  };
}

/** Abort the chunk when one of its runs takes too long; returns the way to stop watching. */
function watchRuns(running: Int32Array, timeoutMs: number, abort: AbortController): () => void {
  let seen = -1;
  let since = performance.now();
  const timer = setInterval(
    () => {
      const now = Atomics.load(running, 0);
      if (now !== seen) {
        seen = now;
        since = performance.now();
      } else if (seen >= 0 && performance.now() - since > timeoutMs) {
        abort.abort();
      }
    },
    Math.min(MAX_WATCH_MS, timeoutMs * WATCH_SHARE),
  );
  return () => clearInterval(timer);
}

/**
 * Simulate on worker threads. A run that kills its worker or outlives the timeout costs that row and no other.
 *
 * @param failed  The chunk of one such run; `run` is its position.
 */
export function createPoolRunner(
  setup: unknown,
  failed: (failure: Failure) => ChunkResult,
  options: PoolOptions,
): ChunkRunner {
  const { timeoutSeconds } = options;
  const pool = createPool({ ...options, name: 'simulateChunk', workerData: setup });

  async function run(first: number, count: number): Promise<ChunkResult> {
    const running = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(-1);
    const abort = new AbortController();
    const unwatch =
      timeoutSeconds === undefined ? () => undefined : watchRuns(running, timeoutSeconds * MS_PER_SECOND, abort);
    try {
      return (await pool.run({ first, count, running } satisfies ChunkTask, { signal: abort.signal })) as ChunkResult;
    } catch (error) {
      const begun = Atomics.load(running, 0);
      if (begun < 0) throw error;
      const culprit = first + begun;
      const before = culprit > first ? [await run(first, culprit - first)] : [];
      const row = abort.signal.aborted
        ? { run: culprit, status: 'timed-out' as const, reason: `took longer than ${timeoutSeconds} s` }
        : { run: culprit, status: 'failed' as const, reason: `its worker died: ${(error as Error).message}` };
      const rest = first + count - culprit - 1;
      const after = rest > 0 ? [await run(culprit + 1, rest)] : [];
      return joinChunks([...before, failed(row), ...after]);
    } finally {
      unwatch();
    }
  }

  return { width: pool.maxThreads, run, close: () => pool.destroy() };
}
