/** The manifest: everything needed to run a batch again, and the only file that says when and how fast. */

import type { CsvLocale } from './csv.ts';
import type { DescribedFile } from './datapackage.ts';
import type { RunStatus } from './run-table.ts';
import type { SeriesFormat } from './series.ts';

/** What a batch is: two batches with the same identity write the same bytes. */
export interface BatchIdentity {
  readonly scenario: string;
  readonly scenarioHash: string;
  readonly seed: string;
  readonly runs: number;
  readonly series: boolean;
  /** Of series; CSV when absent. */
  readonly seriesFormat?: SeriesFormat;
  readonly csvLocale: CsvLocale;
  readonly modelVersion: string;
  readonly packageVersion: string;
  /** Of a sweep: hash of its design, and how many configurations that has. */
  readonly design?: string;
  readonly configurations?: number;
  /** Which part of the configurations of a sweep, or of the runs of a batch, this is (`2/5`). */
  readonly shard?: string;
}

/** Each part of an identity in words, for telling two batches apart. */
export const IDENTITY_WORDS: Readonly<Record<keyof BatchIdentity, string>> = {
  scenario: 'scenario',
  scenarioHash: 'scenario hash',
  seed: 'seed',
  runs: 'number of runs',
  series: 'series',
  seriesFormat: 'format of series',
  csvLocale: 'CSV locale',
  modelVersion: 'model version',
  packageVersion: 'package version',
  design: 'design',
  configurations: 'number of configurations',
  shard: 'shard',
};

/** A run that did not come to its end. */
export interface Failure {
  readonly run: number;
  /** Of a sweep. */
  readonly configuration?: number;
  readonly status: RunStatus;
  readonly reason: string;
}

export interface Manifest {
  readonly format: 'overbuild-batch/1' | 'overbuild-sweep/1';
  readonly identity: BatchIdentity;
  /** The scenario as run, every number bare. */
  readonly resolvedScenario: unknown;
  /** Where each number comes from, by path. */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** The user's strategies: id in the scenario, as typed, and the hash of the content. */
  readonly strategies?: readonly { readonly id: string; readonly reference: string; readonly sha256: string }[];
  /** Of a sweep: the design in full, enough to make every configuration again. */
  readonly design?: unknown;
  readonly command: readonly string[];
  readonly nodeVersion: string;
  readonly platform: string;
  readonly jobs: number;
  readonly timeoutSeconds: number | null;
  readonly statuses: Readonly<Record<RunStatus, number>>;
  /** When rows that had failed were run again: how many, how many of them ended well, and with what command before. */
  readonly retry?: { readonly rows: number; readonly recovered: number; readonly earlierCommand: readonly string[] };
  /** The first failures; all of them stand in runs.csv. */
  readonly failures: readonly Failure[];
  readonly files: readonly DescribedFile[];
  /** Wall-clock facts of the last session. */
  readonly timing: {
    readonly startedAt: string;
    readonly finishedAt: string;
    readonly seconds: number;
    /** Runs done in this session; less than all of them after a resume. */
    readonly sessionRuns: number;
    readonly runsPerSecond: number;
  };
}

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** What differs between two identities, in words; empty when nothing does. */
export function identityDifferences(found: BatchIdentity, wanted: BatchIdentity): string[] {
  const keys = Object.keys(IDENTITY_WORDS) as (keyof BatchIdentity)[];
  return keys
    .filter((key) => found[key] !== wanted[key])
    .map((key) => `${IDENTITY_WORDS[key]} ${found[key] ?? 'none'}, asked for ${wanted[key] ?? 'none'}`);
}
