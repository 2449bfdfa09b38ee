/** What is needed to repeat the runs of a folder: its scenario, checked, its strategies, if they may be started, and versions. */

import { UserError } from '../../scenario/errors.ts';
import { type Scenario, ScenarioSchema } from '../../scenario/schema.ts';
import { absentStrategy } from '../../strategies/user-strategy.ts';
import { BUILTIN_HOST, engineWith } from '../builtin-engine.ts';
import { type ChunkSetup, createChunkSimulator, type ChunkSimulator } from '../batch/chunk.ts';
import type { EngineHost } from '../engine.ts';
import { packageVersion } from '../package-version.ts';
import { findSource, type StrategySource } from '../strategies/strategy-source.ts';
import type { VerifyOptions, VerifyReport } from './verify.ts';
import type { StatedBatch } from './verify-folder.ts';
import type { RowsFindings } from './verify-rows.ts';

/** More runs than this are repeated without their monthly series. */
export const MAX_SERIES_RUNS = 200;

/** What to repeat runs with, or why they cannot be; without the code of its strategies a batch still has its columns. */
export type Prepared =
  | { readonly setup: ChunkSetup; readonly simulator: ChunkSimulator; readonly workerUrl: string }
  | { readonly why: string; readonly simulator?: ChunkSimulator };

export function prepare(options: VerifyOptions, batch: StatedBatch, rows: RowsFindings): Prepared {
  const { host = BUILTIN_HOST, readScenario = checkedScenario } = options;
  const { identity } = batch;
  const sources = findStrategies(batch, options.strategiesFolder);
  const strategies = 'why' in sources ? [] : sources.strategies;
  try {
    const setup: ChunkSetup = {
      scenario: readScenario(batch.resolvedScenario),
      scenarioName: identity.scenario,
      scenarioHash: identity.scenarioHash,
      seed: identity.seed,
      locale: identity.csvLocale,
      series: identity.series && rows.chosen.size <= MAX_SERIES_RUNS,
      ...(strategies.length === 0 ? {} : { strategies }),
    };
    const named = batch.strategies.map(({ id }) => absentStrategy(id));
    const simulator = createChunkSimulator(setup, named.length === 0 ? host.engine : engineWith(named));
    return 'why' in sources ? { ...sources, simulator } : { setup, simulator, workerUrl: host.workerUrl };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [first, ...more] = error.problems;
    const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
    return { why: `all runs: this version cannot run the scenario of the manifest: ${first}${rest}` };
  }
}

/** The scenario of a manifest, checked before anything is run with it. */
export function checkedScenario(resolved: unknown): Scenario {
  const read = ScenarioSchema.safeParse(resolved);
  if (read.success) return read.data;
  throw new UserError(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
}

/** Strategies from outside are code: found only where the user says so, and only with the content that the manifest names. */
export function findStrategies(
  { strategies }: StatedBatch,
  folder: string | undefined,
): { readonly strategies: readonly StrategySource[] } | { readonly why: string } {
  const names = strategies.map(({ reference }) => reference).join(', ');
  if (strategies.length === 0) return { strategies: [] };
  if (folder === undefined) {
    return {
      why: `all runs: the batch plays code of its own (${names}); to start it, name its folder: --strategies .`,
    };
  }
  const found: StrategySource[] = [];
  for (const { id, reference, sha256 } of strategies) {
    try {
      const source = findSource(reference, folder);
      if (source.sha256 !== sha256) {
        return {
          why: `all runs: ${reference} in ${folder} has the hash ${source.sha256.slice(0, 12)}, the manifest says ${sha256.slice(0, 12)}; it was not started`,
        };
      }
      found.push({ ...source, id });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { why: `all runs: ${error.problems[0]} (looked in ${folder})` };
    }
  }
  return { strategies: found };
}

/** Versions that differ, in plain words. */
export function versionNotes(
  { identity, nodeVersion }: StatedBatch,
  { engine }: EngineHost,
): Pick<VerifyReport, 'versions' | 'isSameModel'> {
  const isSameModel = identity.modelVersion === engine.modelVersion;
  const versions: string[] = [];
  if (!isSameModel) {
    versions.push(
      `made with model ${identity.modelVersion}, this is model ${engine.modelVersion}: differences are expected, and say nothing against the folder`,
    );
  }
  if (identity.packageVersion !== packageVersion()) {
    const follows = isSameModel ? 'of the same model, so numbers should be equal' : 'install that version to check it';
    versions.push(`made with overbuild ${identity.packageVersion}, this is overbuild ${packageVersion()}: ${follows}`);
  }
  if (nodeVersion !== undefined && nodeVersion !== process.version) {
    versions.push(`made on Node ${nodeVersion}, this is Node ${process.version}: numbers should be equal all the same`);
  }
  return { versions, isSameModel };
}
