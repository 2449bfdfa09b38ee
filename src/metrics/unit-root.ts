/** Cosines and sines of the T-th roots of unity, bit-identical on every machine. */

/** Angle below which the series need few terms. */
const SMALL_ANGLE = 1 / 64;
const TWO_PI = 2 * Math.PI;

/** cos and sin of `angle`, |angle| <= 2 pi: Taylor series of a small part, doubled back up. */
function turn(angle: number): { cos: number; sin: number } {
  let doublings = 0;
  let x = angle;
  while (Math.abs(x) > SMALL_ANGLE) {
    x /= 2;
    doublings++;
  }
  const square = x * x;
  // 1 - cos, which stays precise under doubling.
  let versine = square * (1 / 2 - square * (1 / 24 - square * (1 / 720 - square / 40_320)));
  let sin = x * (1 - square * (1 / 6 - square * (1 / 120 - square / 5040)));
  for (let k = 0; k < doublings; k++) {
    sin = 2 * sin * (1 - versine);
    versine = 2 * versine * (2 - versine);
  }
  return { cos: 1 - versine, sin };
}

/** `cos[k] = cos(2 pi k / count)` and `sin[k]` alike, k = 0 .. count - 1; errors below 1e-13. */
export function unitRoot(count: number): { cos: Float64Array; sin: Float64Array } {
  const cos = new Float64Array(count);
  const sin = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const half = 2 * k > count;
    const found = turn((TWO_PI * (half ? k - count : k)) / count);
    cos[k] = found.cos;
    sin[k] = found.sin;
  }
  return { cos, sin };
}
