/** The manifest of a results folder: all inputs needed to repeat an experiment, and its times. */

import * as z from 'zod';
import { EVIDENCE_KINDS, type EvidenceKind } from '../reader/evidence.ts';

/** Kinds of results, by the format of the manifest. */
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

/** What a folder of a format holds, with its article. */
export function contentWord(format: Format): string {
  const noun = FORMATS[format];
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Largest possible number of rows of a folder. */
const MAX_ROWS = 1e9;
const text = z.string().min(1);
const count = z.int().positive().max(MAX_ROWS);
const whole = z.int().nonnegative();
const words = z.array(z.string());

/** Identity of an experiment: two with the same identity write the same bytes. */
const IDENTITY = z.object({
  scenario: text,
  scenarioHash: text,
  seed: text,
  /** Replications; in a sweep those of every configuration. */
  runs: count,
  /** Whether monthly series are written, and the format; CSV when absent. */
  series: z.boolean().default(false),
  seriesFormat: z.enum(['csv', 'parquet']).optional(),
  /** `all` when every event is written, not only those that explain a run. */
  events: z.enum(['all']).optional(),
  csvLocale: z.enum(['en', 'eu']).default('en'),
  modelVersion: text,
  packageVersion: z.string().default(''),
  /** Hash of other inputs that determine the rows: the design of a sweep, the scenarios of a comparison. */
  design: text.optional(),
  configurations: count.optional(),
  /** Shard of the configurations or of the runs (`2/5`). */
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

const EVIDENCE = z.object({
  evidence: z.enum(Object.keys(EVIDENCE_KINDS) as [EvidenceKind, ...EvidenceKind[]]),
  source: z.string().exactOptional(),
  row: z.union([z.string(), z.number()]).exactOptional(),
});

/** A manifest may be shortened to the entries that its runs need: the rest has defaults. */
export const MANIFEST = z.object({
  format: z.enum(Object.keys(FORMATS) as [Format, ...Format[]]),
  identity: IDENTITY,
  /** The scenario as run, every number bare; the base of a comparison. */
  resolvedScenario: z.record(z.string(), z.unknown()),
  /** Several scenarios: each with its name and hash. */
  scenarios: z.array(z.object({ name: text, hash: text, scenario: z.record(z.string(), z.unknown()) })).optional(),
  /** Evidence of each number, by path. */
  evidence: z.record(z.string(), EVIDENCE).default({}),
  /** The user's strategies: id in the scenario, as typed, and the hash of the content. */
  strategies: z.array(z.object({ id: text, reference: text, sha256: text })).default([]),
  /** Other inputs that determine the rows, in full. */
  design: z.record(z.string(), z.unknown()).optional(),
  command: words.default([]),
  nodeVersion: z.string().optional(),
  platform: z.string().optional(),
  jobs: whole.default(1),
  timeoutSeconds: z.number().positive().nullable().default(null),
  statuses: STATUS_COUNTS.prefault({}),
  /** Retry of failed rows: their number, the number recovered, and the earlier command. */
  retry: z.object({ rows: whole, recovered: z.int(), earlierCommand: words }).optional(),
  /** The first failures; all are in runs.csv. */
  failures: z.array(FAILURE).default([]),
  files: z.array(z.object({ path: text, bytes: whole.optional(), sha256: z.string().optional() })).default([]),
  /** Wall-clock times of the last session; `sessionRuns` are the rows simulated in it. */
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
/** A failed run. */
export type Failure = Readonly<z.infer<typeof FAILURE>>;

/** Names of the parts of an identity, for messages. */
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

/** Differences between two identities, as text; empty when equal. */
export function identityDifferences(found: Identity, wanted: Identity): string[] {
  const keys = Object.keys(IDENTITY_WORDS) as (keyof Identity)[];
  return keys
    .filter((key) => found[key] !== wanted[key])
    .map((key) => `${IDENTITY_WORDS[key]} ${found[key] ?? 'none'}, requested ${wanted[key] ?? 'none'}`);
}

/** Unit of goods of the scenario, where it is not MW. */
export function goodsUnitOf({ resolvedScenario }: Pick<Manifest, 'resolvedScenario'>): string | undefined {
  const { goodsUnit } = resolvedScenario;
  return typeof goodsUnit === 'string' ? goodsUnit : undefined;
}
