/** The folder of a sweep without `--out`: it does not name the number of runs, for that may grow. */

import type { BatchIdentity } from '../../output/manifest.ts';
import { defaultFolderName, shardSuffix } from '../files/results-folder.ts';

const DIGITS = 8;

export function defaultSweepFolderName(identity: BatchIdentity): string {
  const { shard: _, ...whole } = identity;
  const named = defaultFolderName(whole).slice(0, -`-${identity.runs}`.length);
  return `sweep-${named}-${(identity.design ?? '').slice(0, DIGITS)}${shardSuffix(identity)}`;
}
