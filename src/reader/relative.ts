/** Finds what a file changes relative to the files below it: `"*1.5"`, `"+10"`, and `key[*]` for all items of a list. */

import type { Segment } from './path.ts';
import { idOf, isListById, type Tree } from './tree.ts';

/** `*k`, `+k` and `add k`: the operator and what follows. */
export const OPERATION = /^(\*|\+|add(?= [-+.\d]))(.*)$/s;

/** A change that a file makes of what is below it: `"*1.5"` or `"+10"` at a number, or any value under `key[*]`. */
export interface FileChange {
  readonly segments: readonly Segment[];
  readonly value: Tree;
}

const isEmptyMap = (tree: Tree): boolean => tree.kind === 'map' && tree.entries.size === 0;

/** The text of a leaf that multiplies or adds. */
export function operationOf(tree: Tree): string | undefined {
  if (tree.kind !== 'leaf' || typeof tree.value !== 'string') return undefined;
  const factor = OPERATION.exec(tree.value)?.[2].trim() ?? '';
  return factor !== '' && Number.isFinite(Number(factor)) ? tree.value : undefined;
}

/** Take the relative changes out of a file; `rest` is undefined where nothing else is left. */
export function splitChanges(
  tree: Tree,
  segments: readonly Segment[] = [],
): { readonly rest: Tree | undefined; readonly changes: readonly FileChange[] } {
  if (operationOf(tree) !== undefined) return { rest: undefined, changes: [{ segments, value: tree }] };
  const changes: FileChange[] = [];
  if (isListById(tree)) {
    const items = tree.items.flatMap((item) => {
      const inner = splitChanges(item, [...segments, { item: idOf(item) as string }]);
      changes.push(...inner.changes);
      return inner.rest === undefined ? [] : [inner.rest];
    });
    return { rest: { ...tree, items }, changes };
  }
  if (tree.kind !== 'map') return { rest: tree, changes };
  const entries = new Map<string, Tree>();
  for (const [key, child] of tree.entries) {
    const list = /^(.+)\[\*\]$/.exec(key)?.[1];
    const at: Segment[] = list === undefined ? [{ key }] : [{ key: list }, { item: '*' }];
    const { rest, changes: inner } = splitChanges(child, [...segments, ...at]);
    if (rest !== undefined && list === undefined) entries.set(key, rest);
    else if (rest !== undefined && !isEmptyMap(rest)) changes.push({ segments: [...segments, ...at], value: rest });
    changes.push(...inner);
  }
  return { rest: { ...tree, entries }, changes };
}
