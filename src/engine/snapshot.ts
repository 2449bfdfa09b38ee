/** Saves and restores everything in a world that a month may change, so that a run can branch. */

import type { World } from '../model/world/world.ts';

type Bag = { [key: string]: unknown };
type Store = Float64Array | Int32Array | Uint8Array;

export interface Snapshot {
  save(): void;
  restore(): void;
}

/** Parts of the world that the monthly step may change. */
const PARTS = [
  'supply',
  'firms',
  'power',
  'demand',
  'regulation',
  'books',
  'supplierBooks',
  'sectors',
  'flows',
  'race',
  'ledger',
  'conditions',
  'market',
] as const satisfies readonly (keyof World)[];

/** Arrays of those parts that hold the luck of the run: drawn once for each month, and the same in every branch. */
const LUCK: ReadonlySet<string> = new Set([
  'outageUniforms',
  'disruptionUniforms',
  'commonShock',
  'ownShock',
  'venueShock',
  'reportShock',
  'dayStreams',
]);

/** Make a snapshot of a world; its arrays are allocated once and reused by every `save`. */
export function createSnapshot(world: World): Snapshot {
  const arrays: { live: Store; kept: Store }[] = [];
  const bags: { live: Bag; kept: Bag; keys: string[] }[] = [];
  for (const part of PARTS) {
    const live = world[part] as unknown as Bag | undefined;
    if (live === undefined) continue;
    const kept: Bag = {};
    for (const [key, value] of Object.entries(live)) {
      if (LUCK.has(key)) continue;
      if (value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint8Array) {
        arrays.push({ live: value, kept: value.slice() });
      } else {
        kept[key] = value;
      }
    }
    bags.push({ live, kept, keys: Object.keys(kept) });
  }
  let events = 0;
  return {
    save() {
      for (const { live, kept } of arrays) kept.set(live);
      for (const { live, kept, keys } of bags) for (const key of keys) kept[key] = live[key];
      events = world.events.length;
    },
    restore() {
      for (const { live, kept } of arrays) live.set(kept);
      for (const { live, kept, keys } of bags) for (const key of keys) live[key] = kept[key];
      world.events.length = events;
    },
  };
}
