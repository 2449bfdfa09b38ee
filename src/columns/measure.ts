/** Measures: the unit of a column together with the range of its values. */

/**
 * Least and greatest value; infinite where nothing bounds it. Values that are missing (NaN) are outside no range.
 * Monthly values may lie beyond it by rounding, those of a run do not.
 */
export type Range = readonly [low: number, high: number];

export interface Measure {
  /** Unit symbol: `USD bn`, `MW`, `MW/month`, `months`, `1/year`, `USD bn/MW`, `1` for a pure number. */
  readonly unit: string;
  readonly range: Range;
}

/** What rounding may add. */
export const ROUNDING = 1e-9;

/** `0 to 1`, `at least 0`; empty where nothing bounds it. */
export function rangeWords([low, high]: Range): string {
  if (Number.isFinite(low) && Number.isFinite(high)) return `${low} to ${high}`;
  if (Number.isFinite(low)) return `at least ${low}`;
  return Number.isFinite(high) ? `at most ${high}` : '';
}

const UNBOUNDED: Range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** A quantity of some unit that is at least 0. */
export const quantity = (unit: string): Measure => ({ unit, range: [0, Number.POSITIVE_INFINITY] });
/** A number of some unit that may be below 0. */
export const signed = (unit: string): Measure => ({ unit, range: UNBOUNDED });

/** Pure numbers: a share of a whole, a ratio or count of things that are at least 0, any number. */
export const SHARE: Measure = { unit: '1', range: [0, 1] };
export const RATIO: Measure = quantity('1');
export const NUMBER: Measure = signed('1');
/** A change of a share or a correlation. */
export const CORRELATION: Measure = { unit: '1', range: [-1, 1] };
/** A share lost: 1 is all, below 0 is a gain, which has no end. */
export const LOSS: Measure = { unit: '1', range: [Number.NEGATIVE_INFINITY, 1] };
