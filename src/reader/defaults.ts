/** Fills items of a list with shared defaults from a sibling section. */

import * as z from 'zod';
import { childSchema, objectsAt, type Schema } from './schema-walk.ts';
import type { MapNode, Tree } from './tree.ts';

/**
 * Fill the items of every list whose schema names a section of defaults (`meta({ defaultsIn: 'nodeDefaults' })`).
 *
 * A map that an item writes takes from the defaults each key that it lacks, at every depth.
 * A map that an item does not write stays absent, so that a node without `expansion` never expands.
 */
export function fillDefaults(tree: Tree, schema: Schema): Tree {
  if (tree.kind !== 'map') return tree;
  let entries: Map<string, Tree> | undefined;
  for (const [key, child] of tree.entries) {
    const below = childSchema(schema, tree, key);
    if (below === undefined || objectsAt(schema, tree).length === 0) continue;
    const name = below instanceof z.ZodArray ? z.globalRegistry.get(below)?.defaultsIn : undefined;
    const defaults = typeof name === 'string' ? tree.entries.get(name) : undefined;
    const filled =
      child.kind === 'list' && defaults?.kind === 'map'
        ? { ...child, items: child.items.map((item) => fillSections(item, defaults)) }
        : fillDefaults(child, below);
    if (filled !== child) entries = (entries ?? new Map(tree.entries)).set(key, filled);
  }
  return entries === undefined ? tree : { ...tree, entries };
}

/** Fill only the maps that `item` has in common with the defaults. */
function fillSections(item: Tree, defaults: MapNode): Tree {
  if (item.kind !== 'map') return item;
  const entries = new Map(item.entries);
  for (const [key, standard] of defaults.entries) {
    const said = entries.get(key);
    if (said?.kind === 'map' && standard.kind === 'map') entries.set(key, fillMap(said, standard));
  }
  return { ...item, entries };
}

function fillMap(said: MapNode, defaults: MapNode): MapNode {
  const plain = [...defaults.entries].filter(([key, value]) => value.kind !== 'map' && !said.entries.has(key));
  const filled = fillSections(said, defaults) as MapNode;
  return plain.length === 0 ? filled : { ...filled, entries: new Map([...filled.entries, ...plain]) };
}
