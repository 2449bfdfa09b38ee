/** Merges the shards of an experiment; the result has the same bytes as an experiment run at once. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHistogram, decodeHistogram, type Histogram, mergeHistogram } from '../../numeric/histogram.ts';
import type { Resource } from '../../output/datapackage.ts';
import { FORMATS, type Identity, identityDifferences, type Manifest } from '../../output/manifest.ts';
import { UsageError } from '../../scenario/errors.ts';
import { BUILTIN_HOST } from '../builtin-engine.ts';
import type { EngineHost } from '../engine.ts';
import { checkFiles, findManifest } from '../files/manifest-file.ts';
import { COUNTS_FILE, type FolderMode } from '../files/results-folder.ts';
import type { Job } from '../work/job.ts';
import { runJob } from '../work/run-job.ts';
import { readShard, shardRange } from '../work/shard.ts';
import { createStoredRunner, type StoredRow, wholeRows } from '../work/stored-rows.ts';
import { reopenJob } from './reopen.ts';

export interface MergeOptions {
  readonly folders: readonly string[];
  /** A folder as the user wrote it, for messages. */
  shown(folder: string): string;
  readonly out: string;
  readonly mode: Exclude<FolderMode, 'resume'>;
  readonly command: readonly string[];
  /** The engine that made the parts; by default the built-in one. */
  readonly host?: EngineHost;
  readonly signal?: AbortSignal;
  onProgress?(done: number): void;
}

export interface MergeOutcome {
  readonly kind: 'finished' | 'repeated' | 'interrupted';
  readonly folder: string;
  /** Absent when interrupted. */
  readonly manifest?: Manifest;
  readonly resources: readonly Resource[];
}

interface Part {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly index: number;
  readonly count: number;
}

/**
 * Merge results folders.
 *
 * @throws UsageError  When they are not all the shards of one experiment.
 */
export async function mergeShards(options: MergeOptions): Promise<MergeOutcome> {
  const parts = await readParts(options);
  const [{ manifest: first, folder }] = parts;
  const { modelVersion } = first.identity;
  const { engine } = options.host ?? BUILTIN_HOST;
  if (modelVersion !== engine.modelVersion) {
    throw new UsageError([
      `${options.shown(folder)} is of model ${modelVersion}, and this program is model ${engine.modelVersion}: merge with the version that made the parts`,
    ]);
  }
  const whole = reopenJob(first, { host: options.host, isWhole: true });
  const job: Job = { ...whole, identity: wholeOf(parts[0]), schedule: { ...whole.schedule, blockRuns: 1 } };
  const { signal, onProgress, command } = options;
  const outcome = await runJob(
    job,
    {
      folder: options.out,
      // A killed merge is resumed: its parts still exist.
      mode: options.mode === 'new' ? 'resume' : 'force',
      jobs: first.jobs,
      timeoutSeconds: first.timeoutSeconds ?? undefined,
      command,
      signal,
      ...(onProgress === undefined ? {} : { onProgress }),
    },
    { runner: createStoredRunner(joinedRows(parts, job)), fan: await countsOf(parts, job), again: 0 },
  );
  const { kind, manifest } = outcome;
  return { kind, folder: options.out, resources: job.resources, ...(manifest === undefined ? {} : { manifest }) };
}

/** The rows of all parts in the order of the whole. */
async function* joinedRows(parts: readonly Part[], job: Job): AsyncGenerator<StoredRow> {
  const readers = parts.map(({ folder }) => wholeRows(folder, job));
  if (job.parts === 'runs') {
    for (const rows of readers) yield* rows;
    return;
  }
  // For every run, the rows of the first part, then those of the second, and so on.
  const { configurations, runs } = job.schedule;
  const widths = parts.map(({ index, count }) => shardRange(configurations, { index, count })[1]);
  try {
    for (let run = 0; run < runs; run++) {
      for (const [p, rows] of readers.entries()) {
        for (let row = 0; row < widths[p]; row++) {
          const { value, done } = await rows.next();
          if (done === true) return;
          yield value;
        }
      }
    }
  } finally {
    for (const rows of readers) await rows.return(undefined);
  }
}

/** The sum of the counts of all parts; undefined without counts. */
async function countsOf(parts: readonly Part[], { fanColumns }: Job): Promise<Histogram | undefined> {
  if (fanColumns.length === 0) return undefined;
  let sum: Histogram | undefined;
  for (const { folder } of parts) {
    const path = join(folder, COUNTS_FILE);
    const counts = await readFile(path).then(decodeHistogram, () => {
      throw new UsageError([
        `${path} is missing or damaged, and the quantiles need it; run that part again with --force`,
      ]);
    });
    sum ??= createHistogram(counts.rows, counts.columns);
    mergeHistogram(sum, counts);
  }
  return sum;
}

/** Read the manifests and refuse parts that do not belong together, with all problems. */
async function readParts({ folders, shown }: MergeOptions): Promise<Part[]> {
  const problems: string[] = [];
  const parts: Part[] = [];
  for (const folder of folders) {
    const manifest = await findManifest(folder);
    if (manifest === undefined) {
      const lacking = `${shown(folder)} has no finished batch or sweep; run or --resume it first`;
      problems.push(existsSync(folder) ? lacking : `there is no folder ${shown(folder)}`);
    } else if (manifest.identity.shard === undefined) {
      const noun = FORMATS[manifest.format];
      problems.push(
        `${shown(folder)} is not a shard: it has all ${noun === 'sweep' ? 'configurations' : 'runs'} of its ${noun}`,
      );
    } else {
      await checkFiles(folder, manifest);
      parts.push({ folder, manifest, ...(readShard(manifest.identity.shard) ?? { index: 0, count: 0 }) });
    }
  }
  const [first] = parts;
  for (const part of parts.slice(1)) problems.push(...misfits(part, parts, shown));
  if (problems.length === 0) {
    const missing = Array.from({ length: first.count }, (_, i) => i + 1).filter(
      (index) => !parts.some((part) => part.index === index),
    );
    if (missing.length > 0) {
      const what = missing.map((index) => `${index}/${first.count}`).join(', ');
      problems.push(`shard${missing.length > 1 ? 's' : ''} ${what} missing: give the folders of all ${first.count}`);
    }
  }
  if (problems.length > 0) throw new UsageError(problems);
  return parts.sort((a, b) => a.index - b.index);
}

/** Why a part does not fit the first one, or is given twice. */
function misfits(part: Part, parts: readonly Part[], shown: MergeOptions['shown']): string[] {
  const [first] = parts;
  const [name, firstName] = [shown(part.folder), shown(first.folder)];
  if (part.manifest.format !== first.manifest.format) {
    const [own, other] = [part, first].map(({ manifest }) => FORMATS[manifest.format]);
    return [`${name} is part of a ${own}, and ${firstName} of a ${other}`];
  }
  const problems: string[] = [];
  const differences = identityDifferences(wholeOf(part), wholeOf(first));
  if (differences.length > 0) {
    const words = differences.map((difference) => difference.replace(', requested', ', not'));
    problems.push(`${name} does not belong to ${firstName}: ${words.join('; ')}`);
  } else if (part.count !== first.count) {
    problems.push(`${name} is part ${part.index} of ${part.count}, but ${firstName} is one of ${first.count}`);
  }
  const twin = parts.find((other) => other.index === part.index && other !== part);
  if (twin !== undefined && parts.indexOf(twin) < parts.indexOf(part)) {
    problems.push(`${name} and ${shown(twin.folder)} are both shard ${part.index}/${part.count}`);
  }
  return problems;
}

/** What the parts are parts of. */
function wholeOf({ manifest }: Part): Identity {
  const { shard: _, ...identity } = manifest.identity;
  return identity;
}
