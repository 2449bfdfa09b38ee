/** Copies the memory of a strategy, and reports data that is not plain. */

import type { Strategy } from './strategy.ts';

/** An independent copy of a memory, as when a run is saved and resumed. */
export function copyMemory({ copy }: Strategy, memory: unknown): unknown {
  if (memory === undefined) return undefined;
  return copy === undefined ? structuredClone(memory) : copy(memory);
}

/** Data in a value that cannot be saved, compared and restored as plain data; of any JavaScript realm. */
export function notPlain(value: unknown, name: string): string | undefined {
  if (typeof value === 'function' || typeof value === 'symbol') return `${name} is a ${typeof value}: keep plain data`;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    return `${name} is a ${value.constructor?.name ?? 'strange object'}: keep plain objects, lists, numbers and text`;
  }
  for (const [key, child] of Object.entries(value)) {
    const strange = notPlain(child, `${name}.${key}`);
    if (strange !== undefined) return strange;
  }
  return undefined;
}
