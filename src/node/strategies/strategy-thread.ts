/** Runs a task with the user's strategies in a thread of its own, and ends the thread when a decision takes too long. */

import { createPool } from '../pool.ts';
import { workerAddress } from '../worker-address.ts';
import { RUN_MEMORY_MB } from './strategy-source.ts';

/** Seconds of computing time that loading a strategy and one decision may take. */
export interface ThreadLimits {
  readonly loadSeconds: number;
  readonly decisionSeconds: number;
}

export const THREAD_LIMITS: ThreadLimits = { loadSeconds: 20, decisionSeconds: 10 };

/** How far a task has come. Shared: slot 0 counts decisions asked for, slot 1 holds the index of a rule, -1 before any. */
export type Progress = Int32Array;

export function createProgress(): Progress {
  const progress = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  progress[1] = -1;
  return progress;
}

/** What became of a task: its value, or why there is none; `late` when it did not end in time. */
export type Outcome<T> = { readonly value: T } | { readonly late: boolean; readonly reason: string };

const WATCH_MS = 100;
const MICROSECONDS = 1e6;

/** Computing time of this process, in seconds: a busy machine makes a strategy late, and not slow. */
function computedSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / MICROSECONDS;
}

/** Run a function of the strategies' worker module in a fresh thread. */
export async function inThread<T>(
  name: string,
  task: unknown,
  progress: Progress = createProgress(),
  { loadSeconds, decisionSeconds }: ThreadLimits = THREAD_LIMITS,
): Promise<Outcome<T>> {
  const pool = createPool({
    workerUrl: workerAddress('strategies/strategy-worker'),
    name,
    jobs: 1,
    memoryMb: RUN_MEMORY_MB,
  });
  const abort = new AbortController();
  const limit = (): number => (Atomics.load(progress, 0) === 0 ? loadSeconds : decisionSeconds);
  let seen = -1;
  let since = computedSeconds();
  const watch = setInterval(() => {
    // Both slots move: a rule that begins has a while to itself, and so has each decision.
    const now = Atomics.load(progress, 0) + Atomics.load(progress, 1);
    if (now !== seen) since = computedSeconds();
    seen = now;
    if (computedSeconds() - since > limit()) abort.abort();
  }, WATCH_MS);
  try {
    return { value: (await pool.run(task, { signal: abort.signal })) as T };
  } catch (error) {
    if (!abort.signal.aborted) return { late: false, reason: (error as Error).message };
    return { late: true, reason: `did not end within ${limit()} s` };
  } finally {
    clearInterval(watch);
    await pool.destroy();
  }
}
