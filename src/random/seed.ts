/** Expands a user's seed, any string, into the 64-bit key of all streams of a run. */

import seedrandom from 'seedrandom';

/** Two unsigned 32-bit words. */
export interface SeedKey {
  readonly k0: number;
  readonly k1: number;
}

/** Expand a seed string, by Alea with its first draw discarded; equal strings give equal keys everywhere. */
export function expandSeed(seed: string): SeedKey {
  const next = seedrandom.alea(seed);
  next.int32();
  return { k0: next.int32() >>> 0, k1: next.int32() >>> 0 };
}
