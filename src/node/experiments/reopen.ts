/** Rebuilds the job of a results folder from its manifest, for any experiment. */

import type { Format, Manifest } from '../../output/manifest.ts';
import { absentStrategy } from '../../strategies/user-strategy.ts';
import { BUILTIN_HOST, engineWith } from '../builtin-engine.ts';
import type { Job } from '../work/job.ts';
import { readShard } from '../work/shard.ts';
import { reopenAttribute } from './attribute.ts';
import { reopenBatch } from './batch.ts';
import { reopenReplies } from './best-reply.ts';
import { reopenStage } from './calibrate-stage.ts';
import { reopenCompare } from './compare.ts';
import { reopenSearch } from './equilibrium.ts';
import type { Again } from './identity.ts';
import { reopenPatterns } from './patterns.ts';
import { reopenSweep } from './sweep.ts';
import { reopenTournament } from './tournament.ts';

const REOPEN: Readonly<Record<Format, (manifest: Manifest, again: Again) => Job>> = {
  'overbuild-batch/1': reopenBatch,
  'overbuild-sweep/1': reopenSweep,
  'overbuild-compare/1': reopenCompare,
  'overbuild-attribute/1': reopenAttribute,
  'overbuild-patterns/1': reopenPatterns,
  'overbuild-calibration/1': reopenStage,
  'overbuild-equilibrium/1': reopenSearch,
  'overbuild-best-reply/1': reopenReplies,
  'overbuild-tournament/1': reopenTournament,
};

/** By default the engine is the built-in one, without the user's strategies; `isWhole` makes the whole of a part. */
export interface ReopenOptions extends Partial<Pick<Again, 'strategies'>> {
  readonly host?: Again['host'] | undefined;
  readonly isWhole?: boolean;
}

/**
 * Make the job of a manifest.
 *
 * @throws UserError  When this version cannot run its scenario.
 */
export function reopenJob(manifest: Manifest, { host, strategies = [], isWhole = false }: ReopenOptions = {}): Job {
  const absent = manifest.strategies.map(({ id }) => absentStrategy(id));
  return REOPEN[manifest.format](manifest, {
    host: host ?? { ...BUILTIN_HOST, ...(absent.length > 0 && { engine: engineWith(absent) }) },
    strategies,
    shard: isWhole ? undefined : readShard(manifest.identity.shard),
  });
}
