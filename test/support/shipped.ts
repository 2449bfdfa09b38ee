/** The shipped scenarios for tests: loaded once, then changed in place of a copy. */

import { loadScenario } from '../../src/node/scenario-files.ts';
import { copyOf } from '../../src/model/world/copy-data.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { parsePath } from '../../src/reader/path.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

const loaded = new Map<string, Economy>();

/** New values by address. */
export type Changes = Readonly<Record<string, unknown>>;

/**
 * A shipped economy with its numbers as written (no draws) and some values replaced, such as
 * `{ 'supply.nodes[hbm].leadMonths': 7 }`; unchecked.
 */
export function shipped(name: string, changes: Changes = {}): Economy {
  let scenario = loaded.get(name);
  if (scenario === undefined) {
    const { spreads: _, ...certain } = loadScenario(name).scenario as Economy;
    scenario = certain;
    loaded.set(name, scenario);
  }
  return changed(scenario, changes);
}

/** A copy of a scenario with some values replaced; `undefined` takes a value away. */
export function changed<S extends Scenario>(scenario: S, changes: Changes): S {
  const copy = copyOf(scenario);
  for (const [path, value] of Object.entries(changes)) {
    const { owner, key } = locate(copy, path);
    if (value === undefined) delete owner[key];
    else owner[key] = value;
  }
  return copy;
}

interface Bag {
  [key: string]: unknown;
}

function locate(root: unknown, path: string): { owner: Bag; key: string } {
  const segments = parsePath(path) ?? [];
  let owner = root as Bag;
  let key = '';
  for (const [at, segment] of segments.entries()) {
    if (at > 0) owner = owner[key] as Bag;
    if (typeof owner !== 'object' || owner === null) throw new RangeError(`nothing at ${path}`);
    key = 'key' in segment ? segment.key : itemKey(owner, segment.item);
  }
  return { owner, key };
}

/** Index of the item with an id, or of an index written out. */
function itemKey(list: unknown, item: string): string {
  if (!Array.isArray(list)) throw new RangeError(`no list to look for ${item}`);
  const index = list.findIndex((entry: unknown) => (entry as { id?: unknown } | null)?.id === item);
  return index >= 0 ? String(index) : item;
}
