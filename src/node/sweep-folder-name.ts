/** The folder of a sweep without `--out`: it does not name the number of runs, for that may grow. */

import type { BatchIdentity } from '../output/manifest.ts';
import { defaultFolderName } from './results-folder.ts';

const DIGITS = 8;

export function defaultSweepFolderName(identity: BatchIdentity): string {
  const named = defaultFolderName(identity).slice(0, -`-${identity.runs}`.length);
  const shard = identity.shard === undefined ? '' : `-shard-${identity.shard.replace('/', '-of-')}`;
  return `sweep-${named}-${(identity.design ?? '').slice(0, DIGITS)}${shard}`;
}
