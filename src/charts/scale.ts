/** Scales and paths of pictures: from values to pixels, round ticks, lines and bands. */

export interface Scale {
  (value: number): number;
  readonly domain: readonly [number, number];
}

export function scaleOf(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [a, b] = domain;
  const [from, to] = range;
  const slope = b === a ? 0 : (to - from) / (b - a);
  return Object.assign((value: number) => from + (value - a) * slope, { domain });
}

const STEPS = [1, 2, 2.5, 5, 10];

/** About `count` round values inside a domain. */
export function ticksOf([low, high]: readonly [number, number], count: number): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / count;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = size * (STEPS.find((factor) => factor * size >= rough) ?? 10);
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
    ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

const point = (x: number, y: number): string => `${x.toFixed(1)},${y.toFixed(1)}`;

/** Path of a line; it breaks where a value is missing. */
export function linePath(values: ArrayLike<number>, x: (index: number) => number, y: Scale): string {
  let path = '';
  let isOpen = false;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) isOpen = false;
    else {
      path += `${isOpen ? 'L' : 'M'}${point(x(i), y(values[i]))}`;
      isOpen = true;
    }
  }
  return path;
}

/** Closed path between two lines of the same points. */
export function bandPath<T>(
  points: readonly T[],
  x: (at: T) => number,
  ends: readonly [(at: T) => number, (at: T) => number],
): string {
  if (points.length === 0) return '';
  const there = points.map((at) => point(x(at), ends[1](at)));
  const back = points.map((at) => point(x(at), ends[0](at))).reverse();
  return `M${[...there, ...back].join('L')}Z`;
}

/** Move labels apart: positions at least `gap` from each other, in their order, as near as can be to where they belong. */
export function spreadPositions(
  wanted: readonly number[],
  gap: number,
  [least, most]: readonly [number, number],
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const raised = (from: readonly number[], floor: number): number[] => {
    const placed = from.slice();
    for (const i of order) {
      placed[i] = Math.max(placed[i], floor);
      floor = placed[i] + gap;
    }
    return placed;
  };
  const lowered = (from: readonly number[], ceiling: number): number[] => {
    const placed = from.slice();
    for (const i of [...order].reverse()) {
      placed[i] = Math.min(placed[i], ceiling);
      ceiling = placed[i] - gap;
    }
    return placed;
  };
  // Half way between labels that only rise and labels that only fall, a group is around where it belongs.
  const [up, down] = [raised(wanted, Number.NEGATIVE_INFINITY), lowered(wanted, Number.POSITIVE_INFINITY)];
  const middle = up.map((at, i) => (at + down[i]) / 2);
  return lowered(raised(middle, least), most);
}
