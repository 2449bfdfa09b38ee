/** Tree of a scenario during parsing: plain data in which every value has its source position. */

import type { Evidence } from './evidence.ts';
import { joinItem, joinKey, type Segment } from './path.ts';
import type { Position } from './position.ts';
import type { Spread } from '../scenario/spread.ts';

export type Scalar = string | number | boolean | null;

export interface Leaf {
  readonly kind: 'leaf';
  readonly value: Scalar;
  readonly at: Position;
  readonly evidence?: Evidence;
  /** How uncertain a number is, and where that was written. */
  readonly spread?: { readonly law: Spread; readonly at: Position };
  /** The text of the file where it differs from the value: `007`, `+0.1`, more digits than a double. */
  readonly written?: string;
  /** The key has no value, as opposed to `null`. */
  readonly isEmpty?: boolean;
  /** Already reported, so that the schema check skips it. */
  readonly reported?: boolean;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Tree>;
  readonly at: Position;
  /** Keys of a lower file that `null` deleted, with positions. */
  readonly deleted?: ReadonlyMap<string, Position>;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  readonly at: Position;
}

export type Tree = Leaf | MapNode | ListNode;

/** A problem at a node. */
export interface Problem {
  readonly at: Position;
  readonly path: string;
  readonly message: string;
}

/** The `id` of a map that has one. */
export function idOf(tree: Tree): string | undefined {
  if (tree.kind !== 'map') return undefined;
  const id = tree.entries.get('id');
  return id?.kind === 'leaf' && typeof id.value === 'string' ? id.value : undefined;
}

/** Whether a list is addressed and merged by id: it has items, and all of them are maps with an `id`. */
export function isListById(tree: Tree): tree is ListNode {
  return tree.kind === 'list' && tree.items.length > 0 && tree.items.every((item) => idOf(item) !== undefined);
}

/** The plain JSON value. */
export function toData(tree: Tree): unknown {
  if (tree.kind === 'leaf') return tree.value;
  if (tree.kind === 'list') return tree.items.map(toData);
  const data: Record<string, unknown> = {};
  for (const [key, child] of tree.entries) setOwn(data, key, toData(child));
  return data;
}

/** A key of a file is a key of the data, also where a plain object has something of that name. */
function setOwn(data: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(data, key, { value, enumerable: true, writable: true, configurable: true });
  else data[key] = value;
}

/** The node at a key or index. */
export function childOf(tree: Tree | undefined, step: PropertyKey): Tree | undefined {
  if (tree?.kind === 'map') return tree.entries.get(String(step));
  if (tree?.kind === 'list') return tree.items[Number(step)];
  return undefined;
}

/** Result of following keys and indices: the path, the last existing node, and the node itself. */
export interface Place {
  readonly path: string;
  readonly node: Tree | undefined;
  /** The node, or when it is missing the innermost node around it. */
  readonly innermost: Tree;
}

/** Follow keys and indices from the root. */
export function locate(root: Tree, steps: readonly PropertyKey[]): Place {
  let path = '';
  let node: Tree | undefined = root;
  let innermost: Tree = root;
  for (const step of steps) {
    const child = childOf(node, step);
    const isItem = node?.kind === 'list' || (node === undefined && typeof step === 'number');
    path = isItem ? joinItem(path, (child && idOf(child)) ?? String(step)) : joinKey(path, String(step));
    node = child;
    if (child !== undefined) innermost = child;
  }
  return { path, node, innermost };
}

/** The keys and indices of a path, as far as the tree goes; undefined when not even its start exists. */
export function stepsOf(root: Tree, address: readonly Segment[]): readonly PropertyKey[] | undefined {
  const steps: PropertyKey[] = [];
  let node: Tree | undefined = root;
  for (const segment of address) {
    const step: PropertyKey = 'key' in segment ? segment.key : indexOf(node, segment.item);
    const child = childOf(node, step);
    if (child === undefined && steps.length === 0) return undefined;
    steps.push(step);
    node = child;
  }
  return steps.length === 0 ? undefined : steps;
}

/** The index of a list item by its id, or by its index in digits; -1 when there is none. */
export function indexOf(list: Tree | undefined, item: string): number {
  if (list?.kind !== 'list') return -1;
  const byId = list.items.findIndex((candidate) => idOf(candidate) === item);
  if (byId >= 0 || !/^\d+$/.test(item)) return byId;
  return Number(item) < list.items.length ? Number(item) : -1;
}

/** Every node of a tree, parents first, with its address. */
export function walk(root: Tree): (readonly [path: string, node: Tree])[] {
  const found: (readonly [string, Tree])[] = [];
  const visit = (tree: Tree, path: string): void => {
    found.push([path, tree]);
    if (tree.kind === 'map') for (const [key, child] of tree.entries) visit(child, joinKey(path, key));
    if (tree.kind !== 'list') return;
    for (const [index, item] of tree.items.entries()) visit(item, joinItem(path, idOf(item) ?? index));
  };
  visit(root, '');
  return found;
}

/** A tree of plain data without positions. */
export function treeOf(value: unknown, at: Position = { override: '' }): Tree {
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => treeOf(item, at)), at };
  if (typeof value === 'object' && value !== null) {
    return { kind: 'map', entries: new Map(Object.entries(value).map(([key, child]) => [key, treeOf(child, at)])), at };
  }
  return { kind: 'leaf', value: value as Scalar, at };
}
