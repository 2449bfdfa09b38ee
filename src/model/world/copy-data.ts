/** Copies plain data, and copies the numbers of one structure into another of the same shape. */

type Fields = Record<string, unknown>;

/**
 * Makes plain objects that V8 lays out by what copies hold. Those of `{}` share their layouts with the trees of the
 * reader, which hold objects under the same keys; every number would be checked each time it is read.
 */
const Plain = function Plain() {} as unknown as new () => Fields;
Plain.prototype = Object.prototype;

/** A deep copy of plain data: maps, lists and plain values. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  // A whole number that was read from a file is stored as a float until an operation on integers returns it.
  if (typeof value === 'number') return (Object.is(value | 0, value) ? value | 0 : value) as T;
  if (typeof value !== 'object' || value === null) return value;
  const copy = new Plain();
  for (const key of Object.keys(value)) copy[key] = copyOf((value as Fields)[key]);
  return copy as T;
}

/**
 * Write the values of `source` into `target`, at every depth and into the same arrays, so that references to them stay
 * valid.
 *
 * @param withFunctions  Copy functions too; equivalent functions should be left, because calls to new ones
 * are slow at first.
 * @returns  False when they differ in more than real numbers and functions: in words, switches, whole numbers, keys or
 * lengths; `target` is then partly overwritten.
 */
export function copyInto(target: object, source: object, withFunctions = true): boolean {
  if (target === source) return true;
  if (target instanceof Float64Array) {
    if (!(source instanceof Float64Array) || source.length !== target.length) return false;
    target.set(source);
    return true;
  }
  if (target instanceof Int32Array || target instanceof Uint8Array) return isSame(target, source as typeof target);
  if (Array.isArray(target) && target.length !== (source as unknown[]).length) return false;
  if (!copyPart(target, source, withFunctions)) return false;
  for (const key in target) if (!(key in source)) return false;
  return true;
}

/** As `copyInto`, for a source with a subset of the target's keys. */
export function copyPart(target: object, source: object, withFunctions = true): boolean {
  // The fastest loop over keys; plain data inherit none.
  for (const key in source) {
    const old = (target as Fields)[key];
    const now = (source as Fields)[key];
    if (old === now || Object.is(old, now)) {
      if (now === undefined && !(key in target)) return false;
    } else if (typeof old === 'function' && typeof now === 'function') {
      if (withFunctions) (target as Fields)[key] = now;
    } else if (typeof old === 'number' && typeof now === 'number') {
      if (Number.isInteger(old) && Number.isInteger(now)) return false;
      (target as Fields)[key] = now;
    } else if (typeof old !== 'object' || typeof now !== 'object' || old === null || now === null) return false;
    else if (!copyInto(old, now, withFunctions)) return false;
  }
  return true;
}

/** Whether two pieces of plain data are equal. */
export function isSameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => isSameData((a as Fields)[key], (b as Fields)[key]));
}

function isSame(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
