/** Join the parts of a batch into the bytes of one that was never cut. */

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeHistogram, type Histogram, mergeHistogram } from '../../numeric/histogram.ts';
import { createFan } from '../../output/fan.ts';
import type { Manifest } from '../../output/manifest.ts';
import { batchResources } from '../../output/resources.ts';
import { seriesTables } from '../../output/series.ts';
import { UsageError } from '../../scenario/errors.ts';
import { absentStrategy } from '../../strategies/user-strategy.ts';
import { AppendFiles } from '../files/append-files.ts';
import { finishBatch } from './batch-finish.ts';
import { type BatchTables, headersOf } from './batch-writer.ts';
import { BUILTIN_HOST, engineWith } from '../builtin-engine.ts';
import { writeCheckpoint } from '../files/checkpoint.ts';
import { createChunkSimulator } from './chunk.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { endsOf, type MergeOptions, type MergeOutcome, type Part, wholeOf } from './merge-parts.ts';
import { COUNTS_FILE, MANIFEST_FILE, openResultsFolder } from '../files/results-folder.ts';
import { storedTables } from './stored-rows.ts';

/** Join the parts of a batch, in their order. */
export async function mergeBatches(parts: readonly Part[], options: MergeOptions): Promise<MergeOutcome> {
  const [{ manifest: first }] = parts;
  const { out: folder, command } = options;
  const tables = tablesOf(parts[0], options);
  const { identity } = tables;
  const { seriesFormat } = identity;
  const common = { folder, resources: batchResources(tables.table, tables.series, seriesFormat) };
  // A merge that was killed is begun again: its parts are still there.
  const state = await openResultsFolder(folder, identity, options.mode === 'new' ? 'resume' : 'force');
  if (state.kind === 'finished') return { kind: 'repeated', ...common, manifest: state.manifest };
  try {
    const started = new Date();
    const fan = await withFileErrors(`cannot write ${folder}`, () => joinTables(parts, folder, tables));
    const { resolvedScenario: resolved, evidence, strategies, jobs, timeoutSeconds } = first;
    const scenario = {
      name: identity.scenario,
      resolved,
      evidence,
      ...(strategies === undefined ? {} : { strategies }),
    };
    const asked = { folder, locale: identity.csvLocale, runs: identity.runs, seriesFormat, command, jobs, scenario };
    const session = { writer: { ...endsOf(parts), fan }, started, sessionRuns: 0 };
    const { manifest } = await finishBatch(asked, tables, { ...session, timeoutSeconds: timeoutSeconds ?? undefined });
    return { kind: 'finished', ...common, manifest };
  } finally {
    await state.unlock();
  }
}

/** What the whole batch measures, from the scenario that its parts state. */
function tablesOf(part: Part, { shown, host = BUILTIN_HOST }: MergeOptions): BatchTables {
  const { resolvedScenario: scenario, strategies = [] }: Manifest = part.manifest;
  const identity = wholeOf(part);
  const { modelVersion, series, csvLocale: locale, seed } = identity;
  const engine = strategies.length === 0 ? host.engine : engineWith(strategies.map(({ id }) => absentStrategy(id)));
  if (modelVersion !== engine.modelVersion) {
    throw new UsageError([
      `${shown(part.folder)} is of model ${modelVersion}, and this program is model ${engine.modelVersion}: merge with the version that made the parts`,
    ]);
  }
  const { scenario: scenarioName, scenarioHash } = identity;
  const simulator = createChunkSimulator({ scenario, scenarioName, scenarioHash, seed, locale, series }, engine);
  const { table, fanColumns, columns } = simulator;
  return { identity, table, fanColumns, series: series ? seriesTables(columns) : [] };
}

/** Write the rows of all parts one after the other; returns the sum of their counts. */
async function joinTables(parts: readonly Part[], out: string, tables: BatchTables): Promise<Histogram> {
  const { identity, fanColumns } = tables;
  // A merge that is killed leaves a batch with nothing done.
  const nothing = { ok: 0, failed: 0, 'timed-out': 0, 'non-finite': 0 };
  const checkpoint = { identity, done: 0, bytes: {}, statuses: nothing, failures: [] };
  await writeCheckpoint(out, checkpoint, createFan(fanColumns));
  await rm(join(out, MANIFEST_FILE), { force: true });
  const files = new AppendFiles(out);
  const fan = createFan(fanColumns);
  try {
    for (const [name, header] of Object.entries(headersOf(tables))) await files.create(name, header);
    for (const { folder } of parts) {
      mergeHistogram(fan, await countsOf(folder));
      for (const [name, rows] of storedTables(folder, tables, identity.seriesFormat)) {
        for await (const piece of rows.before(Number.POSITIVE_INFINITY)) await files.append(name, Buffer.from(piece));
        await rows.close();
      }
    }
    await files.sync();
  } finally {
    await files.close();
  }
  return fan;
}

async function countsOf(folder: string): Promise<Histogram> {
  const path = join(folder, COUNTS_FILE);
  return readFile(path).then(decodeHistogram, () => {
    throw new UsageError([
      `${path} is missing or broken, and quantiles are made of it; run that part again with --force`,
    ]);
  });
}
