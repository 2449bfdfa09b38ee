/** Run paired experiments here or on worker threads; replications are taken in order, whoever simulated them. */

import type { PairedRuns } from '../../experiment/compare-ledger.ts';
import { StrategyError } from '../../scenario/errors.ts';
import { RUN_MEMORY_MB, RUN_SECONDS } from '../strategies/run-limits.ts';
import { BUILTIN_ENGINE } from '../builtin-engine.ts';
import { type PairedChunk, type PairedSetup, pairedSimulator } from './compare-chunk.ts';
import type { PairedTask } from './compare-worker.ts';
import { createPool } from '../pool.ts';
import { workerAddress } from '../worker-address.ts';
import { withinRun } from '../strategies/strategy-source.ts';
import { threadsFor } from '../thread-count.ts';

export interface PairedOptions {
  readonly setup: PairedSetup;
  /** First replication to run, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Threads; 1 stays in this one unless strategies of the user play. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  /** Takes the replications in order, one at a time; false ends the experiment. */
  readonly take: (runs: PairedRuns, replication: number) => boolean;
  /** Runs begun in this session. */
  onProgress?(runs: number): void;
}

interface Runner {
  readonly width: number;
  run(first: number, count: number): Promise<PairedChunk>;
  /** Runs begun. */
  begun(): number;
  close(): Promise<void>;
}

/** A chunk should take about this long: short enough for progress and interruption, long enough to cost nothing. */
const CHUNK_MS = 250;
const MAX_CHUNK = 64;
const WATCH_MS = 100;
const MS_PER_SECOND = 1000;

/** Run the replications; resolves when the last one has been taken. */
export async function runPaired(options: PairedOptions): Promise<void> {
  const { setup, from, to, jobs, signal, take } = options;
  const runner =
    jobs === 1 && setup.strategies.length === 0
      ? runnerHere(setup)
      : runnerOnThreads(setup, threadsFor(jobs, to - from));
  const waiting = new Map<number, PairedChunk>();
  let next = from;
  let taken = from;
  let size = 1;
  let ended = false;

  function drain(): void {
    for (let chunk = waiting.get(taken); chunk !== undefined && !ended; chunk = waiting.get(taken)) {
      waiting.delete(taken);
      for (const runs of splitChunk(chunk)) {
        ended ||= !take(runs, taken);
        taken++;
        if (ended) return;
      }
    }
  }

  async function lane(): Promise<void> {
    while (next < to && !ended && !signal.aborted) {
      const first = next;
      const count = Math.max(1, Math.min(size, Math.ceil((to - first) / (2 * runner.width))));
      next += count;
      const started = performance.now();
      const chunk = await runner.run(first, count);
      const perReplication = Math.max(performance.now() - started, 0.01) / count;
      size = Math.max(1, Math.min(MAX_CHUNK, Math.round(CHUNK_MS / perReplication)));
      waiting.set(first, chunk);
      drain();
    }
  }

  const clock = setInterval(() => options.onProgress?.(runner.begun()), WATCH_MS);
  try {
    await Promise.all(Array.from({ length: runner.width }, lane));
  } finally {
    clearInterval(clock);
    await runner.close();
  }
  options.onProgress?.(runner.begun());
}

function splitChunk({ first, count, metrics, series, failures }: PairedChunk): PairedRuns[] {
  const row = metrics.length / count;
  const kinds = series.length / count;
  return Array.from({ length: count }, (_, k) => ({
    metrics: metrics.slice(k * row, (k + 1) * row),
    series: series.slice(k * kinds, (k + 1) * kinds),
    failures: failures.filter(({ replication }) => replication === first + k),
  }));
}

function runnerHere(setup: PairedSetup): Runner {
  const simulate = pairedSimulator(setup, BUILTIN_ENGINE);
  let begun = 0;
  return {
    width: 1,
    async run(first, count) {
      // Interruptions and the progress display get their turn between two chunks.
      await new Promise((resolve) => setImmediate(resolve));
      return simulate(first, count, () => {
        begun++;
      });
    },
    begun: () => begun,
    async close() {},
  };
}

function runnerOnThreads(setup: PairedSetup, jobs: number): Runner {
  const isGuarded = setup.strategies.length > 0;
  const pool = createPool({
    workerUrl: workerAddress('compare/compare-worker'),
    name: 'simulatePairs',
    jobs,
    workerData: { ...setup, strategies: withinRun(setup.strategies, RUN_SECONDS) },
    memoryMb: isGuarded ? RUN_MEMORY_MB : undefined,
  });
  const counters: Int32Array[] = [];
  return {
    width: pool.maxThreads,
    async run(first, count) {
      const begun = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      counters.push(begun);
      const task: PairedTask = { first, count, begun };
      if (!isGuarded) return (await pool.run(task)) as PairedChunk;
      const abort = new AbortController();
      const unwatch = watchRuns(begun, abort);
      try {
        return (await pool.run(task, { signal: abort.signal })) as PairedChunk;
      } catch (error) {
        if (Atomics.load(begun, 0) === 0) throw error;
        const why = abort.signal.aborted ? `took longer than ${RUN_SECONDS} s` : (error as Error).message;
        throw new StrategyError(`a run with the strategies of the user, replication ${first} or after, ${why}`);
      } finally {
        unwatch();
      }
    },
    begun: () => counters.reduce((sum, counter) => sum + Atomics.load(counter, 0), 0),
    close: () => pool.destroy(),
  };
}

/** Abort when one run takes too long; returns the way to stop watching. */
function watchRuns(begun: Int32Array, abort: AbortController): () => void {
  let seen = 0;
  let since = performance.now();
  const timer = setInterval(() => {
    const now = Atomics.load(begun, 0);
    if (now !== seen || now === 0) since = performance.now();
    seen = now;
    if (performance.now() - since > RUN_SECONDS * MS_PER_SECOND) abort.abort();
  }, WATCH_MS);
  return () => clearInterval(timer);
}
