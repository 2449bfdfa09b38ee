/** Compares two scenarios and lists the differences by path. */

import { canonicalJson } from '../scenario/hash.ts';
import { joinItem, joinKey } from './path.ts';

/** One difference; a side that lacks the address is undefined. */
export interface Difference {
  readonly path: string;
  readonly a: unknown;
  readonly b: unknown;
}

/** Compare two values: maps key by key, lists of items with an `id` by id, other lists as a whole. */
export function diffScenarios(a: unknown, b: unknown, path = ''): Difference[] {
  const left = partsOf(a, path);
  const right = partsOf(b, path);
  if (left === undefined || right === undefined || left.byId !== right.byId) {
    return canonicalJson(a) === canonicalJson(b) ? [] : [{ path, a, b }];
  }
  const paths = new Set([...left.parts.keys(), ...right.parts.keys()]);
  return [...paths].flatMap((part) => {
    const [x, y] = [left.parts.get(part), right.parts.get(part)];
    if (x !== undefined && y !== undefined) return diffScenarios(x, y, part);
    return x === undefined && y === undefined ? [] : [{ path: part, a: x, b: y }];
  });
}

/** The addressed parts of a map or of a list by id; undefined for a plain value. */
function partsOf(value: unknown, path: string): { byId: boolean; parts: Map<string, unknown> } | undefined {
  if (Array.isArray(value)) {
    if (value.length === 0) return { byId: true, parts: new Map() };
    const ids = value.map((item: unknown) => idOf(item));
    if (ids.some((id) => id === undefined)) return undefined;
    return { byId: true, parts: new Map(value.map((item, i) => [joinItem(path, ids[i] as string), item])) };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  return { byId: false, parts: new Map(Object.entries(value).map(([key, child]) => [joinKey(path, key), child])) };
}

function idOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || !('id' in item)) return undefined;
  return typeof item.id === 'string' ? item.id : undefined;
}
