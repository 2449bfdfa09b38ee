/** Enumerates the vertices of a best-response polytope in exact arithmetic. */

/** Bits stored of a quotient of whole numbers: more than a double has. */
const QUOTIENT_BITS = 64n;
const QUOTIENT_SCALE = Number(1n << QUOTIENT_BITS);

export interface Vertex {
  /** Coordinates as whole numbers; only their ratios count. */
  readonly coordinates: readonly bigint[];
  /**
   * Bit v is set when variable v is 0: first the coordinates, then the slacks of the constraints. Exactly as many bits
   * as coordinates are set unless the polytope is degenerate there.
   */
  readonly zeros: number;
}

interface Dictionary {
  /** Whole multiples of a row of the simplex tableau: coordinates, slacks, right-hand side. */
  readonly rows: readonly (readonly bigint[])[];
  /** Factor of all rows: the last pivot. */
  readonly pivot: bigint;
  /** Basic variable of each row. */
  readonly basis: readonly number[];
}

/**
 * All vertices of `{ x >= 0, M x <= 1 }` for a matrix of positive whole numbers, the origin included. Walks the edges
 * of
 * the polytope with right-hand sides that are perturbed symbolically, so that each corner of a degenerate one is met in
 * few bases, and no vertex is missed. At most 31 variables and constraints.
 *
 * Source: integer pivoting and the lexicographic rule as in [Avis2000]; the polytopes in [VonStengel2002].
 */
export function polytopeVertices(matrix: readonly (readonly bigint[])[]): Vertex[] {
  const height = matrix.length;
  const width = matrix[0].length;
  if (width + height > 31) throw new RangeError('more than 31 variables and constraints');
  const rows = matrix.map((row, i) => [...row, ...matrix.map((_, k) => (k === i ? 1n : 0n)), 1n]);
  const start: Dictionary = { rows, pivot: 1n, basis: matrix.map((_, i) => width + i) };
  const seen = new Set([basisMask(start.basis)]);
  const vertices = new Map<number, Vertex>();
  const open = [start];
  for (let dictionary = open.pop(); dictionary !== undefined; dictionary = open.pop()) {
    const vertex = vertexOf(dictionary, width);
    vertices.set(vertex.zeros, vertex);
    const mask = basisMask(dictionary.basis);
    for (let entering = 0; entering < width + height; entering++) {
      if ((mask >> entering) & 1) continue;
      const leaving = leavingRow(dictionary, entering, width);
      const next = mask ^ (1 << entering) ^ (1 << dictionary.basis[leaving]);
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(pivoted(dictionary, leaving, entering));
    }
  }
  return [...vertices.values()];
}

/** Whole numbers as chances that sum to 1. */
export function chancesOf(coordinates: readonly bigint[]): number[] {
  let total = 0n;
  for (const coordinate of coordinates) total += coordinate;
  return coordinates.map((value) => Number((value << QUOTIENT_BITS) / total) / QUOTIENT_SCALE);
}

function basisMask(basis: readonly number[]): number {
  let mask = 0;
  for (const variable of basis) mask |= 1 << variable;
  return mask;
}

function vertexOf({ rows, basis }: Dictionary, width: number): Vertex {
  const coordinates = new Array<bigint>(width).fill(0n);
  let positive = 0;
  for (const [i, variable] of basis.entries()) {
    const value = rows[i][rows[i].length - 1];
    if (value === 0n) continue;
    positive |= 1 << variable;
    if (variable < width) coordinates[variable] = value;
  }
  const all = 2147483647 >> (31 - width - basis.length);
  return { coordinates, zeros: all & ~positive };
}

/** Row of the lexicographically smallest ratio of right-hand side and slack columns to the entering column. */
function leavingRow({ rows }: Dictionary, entering: number, width: number): number {
  let leaving = -1;
  for (let i = 0; i < rows.length; i++) {
    if (rows[i][entering] > 0n && (leaving < 0 || isSmaller(rows[i], rows[leaving], entering, width))) leaving = i;
  }
  return leaving;
}

function isSmaller(a: readonly bigint[], b: readonly bigint[], entering: number, width: number): boolean {
  const last = a.length - 1;
  for (let k = width - 1; k < last; k++) {
    const column = k < width ? last : k;
    const difference = a[column] * b[entering] - b[column] * a[entering];
    if (difference !== 0n) return difference < 0n;
  }
  return false;
}

function pivoted({ rows, pivot, basis }: Dictionary, leaving: number, entering: number): Dictionary {
  const lead = rows[leaving];
  const factor = lead[entering];
  const next = rows.map((row, i) => {
    if (i === leaving) return row;
    const share = row[entering];
    return row.map((value, j) => {
      const less = share === 0n || lead[j] === 0n ? 0n : share * lead[j];
      return value === 0n && less === 0n ? 0n : (value * factor - less) / pivot;
    });
  });
  return { rows: next, pivot: factor, basis: basis.map((variable, i) => (i === leaving ? entering : variable)) };
}
