/** Rebuilds the job of a results folder from its manifest, for any experiment. */

import type { Format, Manifest } from '../../output/manifest.ts';
import { absentStrategy } from '../../strategies/user-strategy.ts';
import { BUILTIN_HOST, engineWith } from '../builtin-engine.ts';
import type { EngineHost } from '../engine.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import type { Job } from '../work/job.ts';
import { readShard } from '../work/shard.ts';
import { attributeJob, reopenAttribute } from './attribute.ts';
import { batchJob, reopenBatch } from './batch.ts';
import { reopenStage } from './calibrate-stage.ts';
import { compareJob, reopenCompare } from './compare.ts';
import { reopenReplies } from './best-reply.ts';
import { reopenSearch } from './equilibrium.ts';
import { patternsJob, reopenPatterns } from './patterns.ts';
import { reopenSweep, sweepJob } from './sweep.ts';
import { reopenTournament, tournamentJob } from './tournament.ts';

export interface ReopenOptions {
  /** The engine that made the rows; by default the built-in one, without the user's strategies. */
  readonly host?: EngineHost | undefined;
  /** The strategies of the user, where they may be started. */
  readonly strategies?: readonly StrategySource[];
  /** Reopen the whole experiment of a part. */
  readonly isWhole?: boolean;
}

type Reopen = (manifest: Manifest, host: EngineHost, more: Required<Omit<ReopenOptions, 'host'>>) => Job;

const partOf = ({ identity }: Manifest, isWhole: boolean) => ({
  shard: isWhole ? undefined : readShard(identity.shard),
});

const REOPEN: Readonly<Record<Format, Reopen>> = {
  'overbuild-batch/1': (manifest, host, { strategies, isWhole }) =>
    batchJob({ ...reopenBatch(manifest, host, strategies), ...partOf(manifest, isWhole) }),
  'overbuild-sweep/1': (manifest, host, { strategies, isWhole }) =>
    sweepJob({ ...reopenSweep(manifest, host, strategies), ...partOf(manifest, isWhole) }),
  'overbuild-compare/1': (manifest, host, { strategies, isWhole }) =>
    compareJob({ ...reopenCompare(manifest, host, strategies), ...partOf(manifest, isWhole) }),
  'overbuild-attribute/1': (manifest, host, { strategies, isWhole }) =>
    attributeJob({ ...reopenAttribute(manifest, host, strategies), ...partOf(manifest, isWhole) }),
  'overbuild-patterns/1': (manifest, host, { strategies, isWhole }) =>
    patternsJob({ ...reopenPatterns(manifest, host, strategies), ...partOf(manifest, isWhole) }),
  'overbuild-calibration/1': (manifest) => reopenStage(manifest),
  'overbuild-equilibrium/1': (manifest, _host, { strategies }) => reopenSearch(manifest, strategies),
  'overbuild-best-reply/1': (manifest, _host, { strategies }) => reopenReplies(manifest, strategies),
  'overbuild-tournament/1': (manifest, _host, { strategies, isWhole }) =>
    tournamentJob({ ...reopenTournament(manifest, strategies), ...partOf(manifest, isWhole) }),
};

/**
 * Make the job of a manifest.
 *
 * @throws UserError  When this version cannot run its scenario.
 */
export function reopenJob(manifest: Manifest, options: ReopenOptions = {}): Job {
  const { strategies = [], isWhole = false } = options;
  const { engine, workerUrl } = options.host ?? BUILTIN_HOST;
  const absent = manifest.strategies.map(({ id }) => absentStrategy(id));
  const host = { workerUrl, engine: absent.length > 0 && options.host === undefined ? engineWith(absent) : engine };
  return REOPEN[manifest.format](manifest, host, { strategies, isWhole });
}
