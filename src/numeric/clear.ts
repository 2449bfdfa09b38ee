/** Sets short arrays to 0 without leaving compiled code. */

/** Set every value to 0; for the few dozen values of a month a loop is faster than the built-in `fill`. */
export function clear(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = 0;
}
