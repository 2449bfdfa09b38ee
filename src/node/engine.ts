/** What the batch machinery asks of a simulation engine, so that tests may replace it. */

import type { Column } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import type { RunMetrics } from '../output/run-table.ts';
import type { SeedKey } from '../random/seed.ts';

/** A compiled scenario with one world that every run reuses. */
export interface Simulator {
  /** Recorded columns, in the order in which they are written. */
  readonly columns: readonly Column[];
  readonly kind: Trace['kind'];
  readonly entities: Trace['entities'];
  /** What each run draws of the uncertain numbers of its scenario; absent when every number is certain. */
  readonly draws?: {
    readonly columns: readonly Column[];
    at(seed: SeedKey, replication: number): ArrayLike<number>;
  };
  /** Take the real numbers of another scenario; false when more than those differs, and then it is of no further use. */
  recompile?(scenario: unknown): boolean;
  /** Run replication k; the trace is valid until the next run. */
  run(seed: SeedKey, replication: number): Trace;
}

/** One configuration of a sweep, resolved. */
export interface Configured {
  readonly scenario: unknown;
  readonly hash: string;
}

/** What is recorded of a run: what its row needs, everything, or what patterns on record need besides. */
export type Recording = 'metrics' | 'all' | 'patterns';

/** What a job asks whose scenarios are resolved before it begins. */
export interface RunEngine {
  readonly modelVersion: string;
  /** Compile a resolved scenario; throws a `UserError` when it cannot run. */
  createSimulator(scenario: unknown, recording: Recording): Simulator;
  /** Metric columns of the run row that this simulator's traces have. */
  runColumns(simulator: Simulator, recording?: Recording): readonly Column[];
  /** Scalar series columns whose monthly quantiles are reported. */
  fanColumns(simulator: Simulator): readonly Column[];
  /** Metrics of one run by column name. */
  metrics(trace: Trace, recording?: Recording): RunMetrics;
}

export interface Engine extends RunEngine {
  /** Check a scenario that somebody hands in resolved; throws a `UserError`. */
  check(resolved: unknown): unknown;
  /** Open a resolved scenario to be configured. */
  open(resolved: unknown): unknown;
  /** Check what a sweep varies, opened once, under the overrides of one configuration; throws a `UserError`. */
  configure(open: unknown, overrides: readonly string[]): Configured;
}

/** An engine, and the module of the worker threads that serve it: threads share no code with the one that starts them. */
export interface EngineHost {
  readonly engine: Engine;
  /** Address of a module whose `simulateChunk` is made by `serveChunks` on the same engine. */
  readonly workerUrl: string;
}
