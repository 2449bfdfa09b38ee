/** Saves and restores the state of a world, so that a run can branch. */

import type { World } from '../model/world/world.ts';

type Fields = { [key: string]: unknown };
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

/** Arrays of those parts that hold random draws: drawn once for each month, and the same in every branch. */
const DRAWN_ARRAYS: ReadonlySet<string> = new Set([
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
  const arrays: { live: Store; saved: Store }[] = [];
  const parts: { live: Fields; saved: Fields; keys: string[] }[] = [];
  for (const part of PARTS) {
    const live = world[part] as unknown as Fields | undefined;
    if (live === undefined) continue;
    const saved: Fields = {};
    for (const [key, value] of Object.entries(live)) {
      if (DRAWN_ARRAYS.has(key)) continue;
      if (value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint8Array) {
        arrays.push({ live: value, saved: value.slice() });
      } else {
        saved[key] = value;
      }
    }
    parts.push({ live, saved, keys: Object.keys(saved) });
  }
  let events = 0;
  return {
    save() {
      for (const { live, saved } of arrays) saved.set(live);
      for (const { live, saved, keys } of parts) for (const key of keys) saved[key] = live[key];
      events = world.events.length;
    },
    restore() {
      for (const { live, saved } of arrays) live.set(saved);
      for (const { live, saved, keys } of parts) for (const key of keys) live[key] = saved[key];
      world.events.length = events;
    },
  };
}
