/** Prepares to repeat the rows of a folder: reads its job and versions, and loads its strategies where that is allowed. */

import type { Manifest } from '../../output/manifest.ts';
import { UserError } from '../../scenario/errors.ts';
import { BUILTIN_HOST } from '../builtin-engine.ts';
import type { EngineHost } from '../engine.ts';
import { reopenJob } from '../experiments/reopen.ts';
import { packageVersion } from '../package-version.ts';
import { findSource, type StrategySource } from '../strategies/strategy-source.ts';
import type { Job } from '../work/job.ts';
import type { VerifyOptions, VerifyReport } from './verify.ts';

/** What to repeat rows with, or why they cannot be; without the code of its strategies a folder still has its tables. */
export interface Prepared {
  readonly job?: Job;
  /** Absent when rows can be repeated. */
  readonly why?: string;
}

export function prepare(options: VerifyOptions, manifest: Manifest): Prepared {
  const { strategies = [], why } = findStrategies(manifest, options.strategiesFolder);
  try {
    const job = reopenJob(manifest, { host: options.host, strategies });
    return why === undefined ? { job } : { job, why };
  } catch (error) {
    if (!(error instanceof UserError))
      return { why: `all rows: the manifest cannot be used: ${(error as Error).message}` };
    const [first, ...more] = error.problems;
    const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
    return { why: `all runs: this version cannot run the scenario of the manifest: ${first}${rest}` };
  }
}

/** Strategies from outside are code: found only where the user says so, and only with the content that the manifest names. */
export function findStrategies(
  { strategies }: Manifest,
  folder: string | undefined,
): { readonly strategies?: readonly StrategySource[]; readonly why?: string } {
  const names = strategies.map(({ reference }) => reference).join(', ');
  if (strategies.length === 0) return { strategies: [] };
  if (folder === undefined) {
    return {
      why: `all runs: the batch uses strategies from files (${names}), which are started only when you name their folder: --strategies .`,
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
  { identity, nodeVersion }: Manifest,
  { engine }: EngineHost = BUILTIN_HOST,
): Pick<VerifyReport, 'versions' | 'isSameModel'> {
  const isSameModel = identity.modelVersion === engine.modelVersion;
  const versions: string[] = [];
  if (!isSameModel) {
    versions.push(
      `made with model ${identity.modelVersion}, this is model ${engine.modelVersion}: differences are expected, and do not mean that the folder is damaged`,
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
