/** Two ways to simulate chunks behind one interface: in this thread, or on a pool of worker threads. */

import { createPool } from '../pool.ts';
import { RUN_MEMORY_MB, RUN_SECONDS, withinRun } from '../strategies/strategy-source.ts';
import { threadsFor } from '../thread-count.ts';
import { type Chunk, joinChunks, type Simulates } from './chunk.ts';
import type { ChunkTask } from './chunk-worker.ts';
import type { Job, Patience } from './job.ts';
import { positionsOf, type Schedule } from './schedule.ts';

export interface ChunkRunner {
  /** Chunks that it works on at a time; may change while it works. */
  readonly width: number;
  /** How long a chunk should take, ms; a quarter of a second when absent. */
  readonly chunkMs?: number;
  /**
   * Simulate positions `first` .. `first + count - 1`; one that cannot end becomes a failed row.
   * `undefined` when it was withdrawn before it began.
   */
  run(first: number, count: number): Promise<Chunk | undefined>;
  close(): Promise<void>;
}

/** Makes what simulates a job elsewhere than in this process. */
export type RemoteRunner = (job: Job, schedule: Schedule, options: RunnerOptions) => ChunkRunner;

export interface RunnerOptions {
  /** Positions at a time: 1 stays in this thread, unless there is a timeout to keep. */
  readonly jobs: number;
  /** Longest time that one position may take; when absent none, or ten seconds with the user's strategies. */
  readonly timeoutSeconds?: number | undefined;
  /** Where rows are simulated instead of in this process. */
  readonly remote?: RemoteRunner | undefined;
  /** Aborting it withdraws what has not begun. */
  readonly signal?: AbortSignal | undefined;
}

const MS_PER_SECOND = 1000;
/** How often the watch looks at a run, in shares of the time it may take. */
const WATCH_SHARE = 0.1;
const MAX_WATCH_MS = 200;

/** The longest time of one position of a job. */
export function timeoutOf({ setup }: Job, { timeoutSeconds }: RunnerOptions): number | undefined {
  return timeoutSeconds ?? (setup.strategies.length > 0 ? RUN_SECONDS : undefined);
}

/** What simulates the positions of a schedule of a job. */
export function createRunner(job: Job, schedule: Schedule, options: RunnerOptions): ChunkRunner {
  if (options.remote !== undefined) return options.remote(job, schedule, options);
  const seconds = timeoutOf(job, options);
  const simulator = job.simulator(schedule);
  if (options.jobs === 1 && seconds === undefined) return runnerHere(simulator);
  const { workerUrl, setup } = job;
  const patience = job.patience?.(schedule);
  return runnerOnThreads({
    workerUrl,
    setup: { ...setup, schedule },
    patience,
    simulator,
    seconds,
    jobs: options.jobs,
  });
}

/** Simulate in this thread: the fastest for few runs, and what `--jobs 1` means. */
function runnerHere(simulator: Simulates): ChunkRunner {
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

/** Abort the chunk when one of its positions takes too long; returns the way to stop watching. */
function watchPositions(running: Int32Array, timeoutMs: number, abort: AbortController): () => void {
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

export interface Threads extends Pick<Job, 'workerUrl' | 'setup'> {
  readonly patience: Patience | undefined;
  /** Makes the rows of positions that could not be simulated. */
  readonly simulator: Simulates;
  readonly seconds: number | undefined;
  readonly jobs: number;
}

/** Simulate on worker threads. A position that kills its worker or outlives the timeout costs that row and no other. */
export function runnerOnThreads({ workerUrl, setup, patience, simulator, seconds, jobs }: Threads) {
  const { strategies } = setup;
  const isGuarded = strategies.length > 0;
  const guarded = isGuarded ? { strategies: withinRun(strategies, seconds ?? RUN_SECONDS) } : {};
  const pool = createPool({
    workerUrl,
    name: 'simulateChunk',
    jobs: threadsFor(jobs, positionsOf(setup.schedule)),
    workerData: { ...setup, ...guarded },
    memoryMb: isGuarded ? RUN_MEMORY_MB : undefined,
  });

  async function run(first: number, count: number, inARow = 0): Promise<Chunk> {
    const running = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(-1);
    const abort = new AbortController();
    const unwatch = seconds === undefined ? () => undefined : watchPositions(running, seconds * MS_PER_SECOND, abort);
    try {
      return (await pool.run({ first, count, running } satisfies ChunkTask, { signal: abort.signal })) as Chunk;
    } catch (error) {
      const begun = Atomics.load(running, 0);
      if (begun < 0) throw error;
      const isLate = abort.signal.aborted;
      const reason = isLate ? `took longer than ${seconds} s` : `its worker died: ${(error as Error).message}`;
      const culprit = first + begun;
      const failures = (begun === 0 ? inARow : 0) + 1;
      const parts = begun > 0 ? [await run(first, begun)] : [];
      parts.push(simulator.failed(culprit, { status: isLate ? 'timed-out' : 'failed', reason }));
      let next = culprit + 1;
      const end = first + count;
      if (patience !== undefined && failures >= patience.failures) {
        const why = `not run: ${patience.failures} in a row ${isLate ? 'took too long' : 'died'}`;
        for (const given = Math.min(end, patience.unitEnd(culprit)); next < given; next++)
          parts.push(simulator.failed(next, { status: 'failed', reason: why }));
      }
      const isSameUnit = patience !== undefined && next < patience.unitEnd(culprit);
      if (next < end) parts.push(await run(next, end - next, isSameUnit ? failures : 0));
      return joinChunks(parts);
    } finally {
      unwatch();
    }
  }

  return {
    width: pool.maxThreads,
    run: (first: number, count: number): Promise<Chunk> => run(first, count),
    close: (): Promise<void> => pool.destroy(),
  };
}
