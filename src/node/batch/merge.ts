/** Join the shards of a sweep or of a batch into the bytes of one that was never cut. */

import { mergeBatches } from './batch-merge.ts';
import { type MergeOptions, type MergeOutcome, readParts } from './merge-parts.ts';
import { mergeSweeps } from '../sweep/sweep-merge.ts';

/**
 * Merge results folders.
 *
 * @throws UsageError  When they are not all the shards of one sweep or batch.
 */
export async function mergeShards(options: MergeOptions): Promise<MergeOutcome> {
  const parts = await readParts(options);
  const isSweep = parts[0].manifest.format === 'overbuild-sweep/1';
  return isSweep ? mergeSweeps(parts, options) : mergeBatches(parts, options);
}
