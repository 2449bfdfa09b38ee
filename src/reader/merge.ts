/** Merges one scenario file into another. */

import { joinItem, joinKey } from './path.ts';
import { didYouMean } from '../scenario/suggest.ts';
import { idOf, isListById, type ListNode, type MapNode, type Problem, type Tree } from './tree.ts';

type Report = (problem: Problem) => void;

/** The list whose items are independent of one another, by its path. */
const ADDED = 'interventions';

/**
 * Merge `over` into `base`; neither is changed.
 *
 * - Maps merge key by key, at every depth; `key: null` deletes the key. A key without a value deletes nothing.
 * - Lists whose items have an `id` merge by id: a known id merges into its item, a new one is appended, and
 *   `{ id: x, delete: true }` deletes. An empty list empties.
 * - Interventions, which have no id, are added to those below; an empty list removes all of them.
 * - Everything else is replaced: plain lists, numbers (with their evidence), text.
 * - A map whose own `id` or `kind` changes is replaced as a whole, because its other keys belonged to the old one:
 *   `strategy: { id: grim }` leaves no parameter of the former strategy behind.
 *
 * @param path  Where they stand in the scenario.
 */
export function mergeTrees(base: Tree, over: Tree, report: Report, path = ''): Tree {
  if (base.kind === 'map' && over.kind === 'map') {
    if (path !== '' && (differs(base, over, 'id') || differs(base, over, 'kind'))) return over;
    return mergeMaps(base, over, report, path);
  }
  if (isListById(base) && isListById(over)) return mergeListsById(base, over, report, path);
  if (path === ADDED && base.kind === 'list' && over.kind === 'list' && over.items.length > 0) {
    return { ...over, items: [...base.items, ...over.items] };
  }
  return over;
}

function mergeMaps(base: MapNode, over: MapNode, report: Report, path: string): MapNode {
  const entries = new Map(base.entries);
  const deleted = new Map(base.deleted);
  for (const [key, value] of over.entries) {
    const old = entries.get(key);
    if (old === undefined) entries.set(key, value);
    else if (isNull(value)) {
      entries.delete(key);
      deleted.set(key, value.at);
    } else entries.set(key, mergeTrees(old, value, report, joinKey(path, key)));
  }
  return { ...base, entries, ...(deleted.size === 0 ? {} : { deleted }) };
}

function mergeListsById(base: ListNode, over: ListNode, report: Report, path: string): ListNode {
  const items = new Map(base.items.map((item) => [idOf(item) as string, item]));
  for (const item of over.items) {
    const id = idOf(item) as string;
    const old = items.get(id);
    if (!isDeletion(item)) {
      items.set(id, old === undefined ? item : mergeTrees(old, item, report, joinItem(path, id)));
    } else if (old !== undefined) {
      items.delete(id);
    } else {
      const message = `there is no ${id} to delete${didYouMean(id, items.keys())}`;
      report({ at: item.at, path: joinItem(path, id), message });
    }
  }
  return { ...base, items: [...items.values()] };
}

function isDeletion(item: Tree): boolean {
  const mark = item.kind === 'map' ? item.entries.get('delete') : undefined;
  return mark?.kind === 'leaf' && mark.value === true;
}

function isNull(tree: Tree): boolean {
  return tree.kind === 'leaf' && tree.value === null && tree.reported !== true && tree.isEmpty !== true;
}

function differs(base: MapNode, over: MapNode, key: string): boolean {
  const [a, b] = [base.entries.get(key), over.entries.get(key)];
  return a?.kind === 'leaf' && b?.kind === 'leaf' && a.value !== b.value;
}
