/** What a batch and a sweep are both told: the scenario, how many runs of what luck, where, and within what limits. */

import type { CsvLocale } from '../../output/csv.ts';
import type { EngineHost } from '../engine.ts';
import type { FolderMode } from '../files/results-folder.ts';
import type { Shard } from './shard.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';

/** The scenario of a batch, read and resolved. */
export interface BatchScenario {
  readonly name: string;
  readonly hash: string;
  /** Plain data, every number bare. */
  readonly resolved: unknown;
  /** Where each number comes from, by path. */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** The user's strategies that it names. With any, runs go to worker threads within a limit of memory. */
  readonly strategies?: readonly StrategySource[];
}

export interface RunOptions {
  readonly scenario: BatchScenario;
  readonly seed: string;
  /** Replications; in a sweep those of every configuration. */
  readonly runs: number;
  /** Runs at a time: 1 stays in this thread, unless there is a timeout to keep. */
  readonly jobs: number;
  readonly folder: string;
  readonly mode: FolderMode;
  readonly locale: CsvLocale;
  /** Only this part of the runs of a batch, or of the configurations of a sweep. */
  readonly shard?: Shard | undefined;
  /** Longest time that one run may take; when absent none, or ten seconds with the user's strategies. */
  readonly timeoutSeconds?: number | undefined;
  /** What the user typed, for the manifest. */
  readonly command: readonly string[];
  /** Aborting it ends the work after the chunks under way, to be resumed. */
  readonly signal?: AbortSignal | undefined;
  /** Hears of the rows simulated so far. */
  onProgress?(done: number): void;
  readonly host: EngineHost;
}
