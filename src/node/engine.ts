/** Interface between jobs and a simulation engine, so that tests may replace the engine. */

import type { Column } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import type { RunMetrics } from '../output/run-table.ts';
import type { SeedKey } from '../random/seed.ts';

/** A compiled scenario with one world that every run reuses. */
export interface Simulator {
  /** Recorded columns, in the order in which they are written. */
  readonly columns: readonly Column[];
  readonly kind: Trace['kind'];
  readonly goodsUnit?: string | undefined;
  readonly entities: Trace['entities'];
  /** Draws of the uncertain numbers in each run; absent when every number is certain. */
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

/** Recorded columns of a run: those that its row needs, all, or also those that historical patterns need. */
export type Recording = 'metrics' | 'all' | 'patterns';

/** Engine of a job with resolved scenarios. */
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
  /** Check a resolved scenario; throws a `UserError`. */
  check(resolved: unknown): unknown;
  /** Open a resolved scenario to be configured. */
  open(resolved: unknown): unknown;
  /** Check the scenario of a sweep, opened once, under the overrides of one configuration; throws a `UserError`. */
  configure(open: unknown, overrides: readonly string[]): Configured;
}

/**
 * An engine, and the module of the worker threads that serve it: threads share no code with the one that starts them.
 */
export interface EngineHost {
  readonly engine: Engine;
  /** Address of a module whose `simulateChunk` is made by `serveChunks` on the same engine. */
  readonly workerUrl: string;
}
