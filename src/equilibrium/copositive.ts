/** Decides in exact arithmetic whether a quadratic form is positive on a cone. */

/** Beyond this order the number of principal minors, 2 to its power, takes too long. */
const MAX_ORDER = 20;

/**
 * Whether `z Q z > 0` for every z other than 0 whose last coordinates, from number `free` on, are not negative. The
 * matrix is symmetric, of whole numbers. First the free coordinates are eliminated: there Q must be positive definite.
 * What remains must be strictly copositive, which it is unless some principal submatrix has a determinant of at most 0
 * while all cofactors of its last row are positive.
 *
 * @throws RangeError  With more than 20 coordinates that are not free.
 *
 * Source: Keller's criterion in [CottleHabetlerLemke1970] and [Hadeler1983].
 */
export function isStrictlyCopositive(matrix: readonly (readonly bigint[])[], free = 0): boolean {
  const rest = eliminated(matrix, free);
  if (rest === undefined) return false;
  if (rest.some((row, i) => row[i] <= 0n)) return false;
  if (rest.every((row) => row.every((value) => value >= 0n))) return true;
  const order = rest.length;
  if (order > MAX_ORDER) throw new RangeError(`more than ${MAX_ORDER} strategies tie as best replies`);
  for (let subset = 1; subset < 1 << order; subset++) {
    const kept = rest.map((_, i) => i).filter((i) => (subset >> i) & 1);
    if (kept.length > 1 && isCounterexample(kept.map((i) => kept.map((j) => rest[i][j])))) return false;
  }
  return true;
}

/** Multiple of the Schur complement after the first coordinates; undefined when these are not positive definite. */
function eliminated(matrix: readonly (readonly bigint[])[], count: number): bigint[][] | undefined {
  let rows = matrix.map((row) => [...row]);
  let before = 1n;
  for (let k = 0; k < count; k++) {
    const [lead, ...others] = rows;
    const pivot = lead[0];
    if (pivot <= 0n) return undefined;
    const scale = before;
    rows = others.map((row) => row.slice(1).map((value, j) => (value * pivot - row[0] * lead[j + 1]) / scale));
    before = pivot;
  }
  return rows;
}

/** Whether the determinant is at most 0 and every cofactor of the last row is positive. */
function isCounterexample(matrix: readonly (readonly bigint[])[]): boolean {
  const last = matrix.length - 1;
  const above = matrix.slice(0, last);
  for (let j = 0; j <= last; j++) {
    const minor = determinant(above.map((row) => row.filter((_, column) => column !== j)));
    if ((last - j) % 2 === 0 ? minor <= 0n : minor >= 0n) return false;
  }
  return determinant(matrix) <= 0n;
}

/** Determinant by elimination without fractions. Source: [Bareiss1968]. */
function determinant(matrix: readonly (readonly bigint[])[]): bigint {
  let rows = matrix.map((row) => [...row]);
  let before = 1n;
  let sign = 1n;
  while (rows.length > 1) {
    const at = rows.findIndex((row) => row[0] !== 0n);
    if (at < 0) return 0n;
    if (at > 0) {
      [rows[0], rows[at]] = [rows[at], rows[0]];
      sign = -sign;
    }
    const [lead, ...others] = rows;
    const scale = before;
    rows = others.map((row) => row.slice(1).map((value, j) => (value * lead[0] - row[0] * lead[j + 1]) / scale));
    before = lead[0];
  }
  return sign * (rows[0]?.[0] ?? 1n);
}
