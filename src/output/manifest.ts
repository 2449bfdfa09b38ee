/** The manifest: everything needed to run an experiment again, and the only file that says when and how fast. */

import { z } from 'zod';

/** What makes results, by the format of the manifest. */
export const FORMATS = {
  'overbuild-batch/1': 'batch',
  'overbuild-sweep/1': 'sweep',
  'overbuild-compare/1': 'comparison',
  'overbuild-attribute/1': 'attribution',
  'overbuild-tournament/1': 'tournament',
  'overbuild-patterns/1': 'comparison with patterns',
  'overbuild-calibration/1': 'calibration',
  'overbuild-equilibrium/1': 'search for equilibria',
  'overbuild-best-reply/1': 'search for a best reply',
} as const;

export type Format = keyof typeof FORMATS;

/** No folder holds more rows; a manifest that says so is wrong. */
const MAX_ROWS = 1e9;
const text = z.string().min(1);
const count = z.int().positive().max(MAX_ROWS);
const whole = z.int().nonnegative();
const words = z.array(z.string());

/** What an experiment is: two with the same identity write the same bytes. */
const IDENTITY = z.object({
  scenario: text,
  scenarioHash: text,
  seed: text,
  /** Replications; in a sweep those of every configuration. */
  runs: count,
  /** Whether monthly series are written, and how; CSV when absent. */
  series: z.boolean().default(false),
  seriesFormat: z.enum(['csv', 'parquet']).optional(),
  /** `all` when every event is written, and not only those that explain a run. */
  events: z.enum(['all']).optional(),
  csvLocale: z.enum(['en', 'eu']).default('en'),
  modelVersion: text,
  packageVersion: z.string().default(''),
  /** Hash of what else decides the rows: the design of a sweep, the scenarios of a comparison. */
  design: text.optional(),
  configurations: count.optional(),
  /** Which part of the configurations or of the runs this is (`2/5`). */
  shard: z
    .string()
    .regex(/^[1-9]\d*\/[1-9]\d*$/)
    .optional(),
});

const counted = whole.default(0);
const STATUS_COUNTS = z.object({ ok: counted, failed: counted, 'timed-out': counted, 'non-finite': counted });

const FAILURE = z.object({
  run: whole,
  configuration: whole.optional(),
  status: z.enum(['ok', 'failed', 'timed-out', 'non-finite']),
  reason: z.string(),
});

/** Somebody may have shortened a manifest to what its runs need: the rest has defaults. */
export const MANIFEST = z.object({
  format: z.enum(Object.keys(FORMATS) as [Format, ...Format[]]),
  identity: IDENTITY,
  /** The scenario as run, every number bare; the base of a comparison. */
  resolvedScenario: z.record(z.string(), z.unknown()),
  /** Where there are several: each with its name and hash. */
  scenarios: z.array(z.object({ name: text, hash: text, scenario: z.record(z.string(), z.unknown()) })).optional(),
  /** Where each number comes from, by path. */
  evidence: z.record(z.string(), z.unknown()).default({}),
  /** The user's strategies: id in the scenario, as typed, and the hash of the content. */
  strategies: z.array(z.object({ id: text, reference: text, sha256: text })).default([]),
  /** What else decides the rows, in full. */
  design: z.record(z.string(), z.unknown()).optional(),
  command: words.default([]),
  nodeVersion: z.string().optional(),
  platform: z.string().optional(),
  jobs: whole.default(1),
  timeoutSeconds: z.number().positive().nullable().default(null),
  statuses: STATUS_COUNTS.prefault({}),
  /** When rows that had failed were run again: how many, how many of them ended well, and with what command before. */
  retry: z.object({ rows: whole, recovered: z.int(), earlierCommand: words }).optional(),
  /** The first failures; all of them stand in runs.csv. */
  failures: z.array(FAILURE).default([]),
  files: z.array(z.object({ path: text, bytes: whole.optional(), sha256: z.string().optional() })).default([]),
  /** Wall-clock facts of the last session; `sessionRuns` are the rows simulated in it. */
  timing: z
    .object({
      startedAt: z.string().default(''),
      finishedAt: z.string().default(''),
      seconds: z.number().default(0),
      sessionRuns: whole.default(0),
      runsPerSecond: z.number().default(0),
    })
    .prefault({}),
});

export type Identity = Readonly<z.infer<typeof IDENTITY>>;
export type Manifest = Readonly<z.infer<typeof MANIFEST>>;
/** A run that did not come to its end. */
export type Failure = Readonly<z.infer<typeof FAILURE>>;

/** Each part of an identity in words, for telling two experiments apart. */
export const IDENTITY_WORDS: Readonly<Record<keyof Identity, string>> = {
  scenario: 'scenario',
  scenarioHash: 'scenario hash',
  seed: 'seed',
  runs: 'number of runs',
  series: 'series',
  seriesFormat: 'format of series',
  events: 'events',
  csvLocale: 'CSV locale',
  modelVersion: 'model version',
  packageVersion: 'package version',
  design: 'design',
  configurations: 'number of configurations',
  shard: 'shard',
};

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** What differs between two identities, in words; empty when nothing does. */
export function identityDifferences(found: Identity, wanted: Identity): string[] {
  const keys = Object.keys(IDENTITY_WORDS) as (keyof Identity)[];
  return keys
    .filter((key) => found[key] !== wanted[key])
    .map((key) => `${IDENTITY_WORDS[key]} ${found[key] ?? 'none'}, asked for ${wanted[key] ?? 'none'}`);
}
