/** Traces the equilibria of a game along one parameter, with points where they change. */

export interface TraceRule {
  /** Evenly spaced initial points, both ends included. At least 2. */
  readonly first: number;
  /** Bisections of an interval with different results at its ends. */
  readonly halvings: number;
}

export interface TracePoint<T> {
  readonly value: number;
  readonly found: T;
}

const DIGITS = 6;

/**
 * Evaluate evenly spaced points, then halve every interval whose ends differ. A change that begins and ends inside an
 * initial interval is not found.
 *
 * @returns  The points in ascending order.
 */
export async function traceBends<T>(
  [from, to]: readonly [number, number],
  { first, halvings }: TraceRule,
  { evaluate, differ }: { evaluate(value: number): Promise<T>; differ(a: T, b: T): boolean },
): Promise<TracePoint<T>[]> {
  const at = async (value: number): Promise<TracePoint<T>> => {
    const rounded = Number(value.toPrecision(DIGITS));
    return { value: rounded, found: await evaluate(rounded) };
  };
  let points: TracePoint<T>[] = [];
  for (let i = 0; i < first; i++) points.push(await at(from + ((to - from) * i) / (first - 1)));
  for (let round = 0; round < halvings; round++) {
    const next: TracePoint<T>[] = [points[0]];
    for (const [i, point] of points.slice(1).entries()) {
      const before = points[i];
      if (differ(before.found, point.found)) next.push(await at((before.value + point.value) / 2));
      next.push(point);
    }
    points = next;
  }
  return points;
}
