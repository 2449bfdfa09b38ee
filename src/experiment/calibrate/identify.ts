/** What a record can tell: performance and coverage of every number, and calibration of the posterior, on simulated records. */

import { exp } from '../../numeric/elementary.ts';
import { normalCdf } from '../../numeric/special.ts';
import { mean } from '../../numeric/statistics.ts';
import { type Abc, type ReferenceTable, weightedMean, weightedQuantile } from './abc.ts';

/** What simulated records tell of one number. */
export interface Identified {
  /**
   * Error that the record removes: 1 less the root mean squared error of the posterior mean over that of the median of
   * the prior, in quantiles and before any wave. 1 where the record decides the number, about 0 where it says nothing.
   */
  readonly performance: number;
  /** Share of the 90 % intervals that hold the number that made the record. */
  readonly coverage: number;
  /** Ranks of the number in its posterior, counted by tenths; even where the posterior is calibrated. */
  readonly ranks: readonly number[];
  /** p value of a chi-square test that they are even. */
  readonly evenness: number;
}

const BINS = 10;
/** Mean squared error of the median of the prior: a quantile is uniform in [0, 1]. */
const PRIOR_ERROR = 1 / 12;
const squareOf = (x: number): number => x * x;
const [LOW, HIGH] = [0.05, 0.95];

/**
 * Take rows of the table one after another for the record, each against all others: no further runs are needed. The
 * rows are draws from the prior, so that the ranks of simulation-based calibration come of the same tests.
 *
 * Source: [Carrella2021] for performance and coverage, [TaltsEtAl2018] for ranks.
 *
 * @param tests  Rows to test, spread evenly over the table; all of them where there are fewer.
 */
export function identify(table: ReferenceTable, abc: Abc, share: number, tests: number): Identified[] {
  const count = table.records.length;
  const tested = Array.from({ length: Math.min(tests, count) }, (_, i) =>
    Math.floor((i * count) / Math.min(tests, count)),
  );
  const numbers = table.box.map(() => ({
    squares: 0,
    covered: 0,
    ranks: Array.from({ length: BINS }, () => 0),
  }));
  for (const row of tested) {
    const { weights, quantiles } = abc.posterior(table.records[row], share, row);
    for (const [q, number] of numbers.entries()) {
      const truth = table.quantiles[row][q];
      const values = quantiles[q];
      number.squares += squareOf(weightedMean(values, weights) - truth);
      const [low, high] = [LOW, HIGH].map((p) => weightedQuantile(values, weights, p));
      if (low <= truth && truth <= high) number.covered++;
      let below = 0;
      for (let i = 0; i < values.length; i++) if (values[i] < truth) below += weights[i];
      number.ranks[Math.min(BINS - 1, Math.floor(below * BINS))]++;
    }
  }
  return numbers.map(({ squares, covered, ranks }) => ({
    performance: 1 - Math.sqrt(squares / tested.length / PRIOR_ERROR),
    coverage: covered / tested.length,
    ranks,
    evenness: evennessOf(ranks),
  }));
}

/** p value of the chi-square test that counts come from equal chances. */
export function evennessOf(counts: readonly number[]): number {
  const expected = mean(counts);
  const statistic = counts.reduce((sum, count) => sum + squareOf(count - expected) / expected, 0);
  return chiSquareTail(statistic, counts.length - 1);
}

/** Probability that a chi-square variable with so many degrees of freedom exceeds x >= 0: from two degrees to the next. */
function chiSquareTail(x: number, degrees: number): number {
  const half = x / 2;
  const isOdd = degrees % 2 === 1;
  let tail = isOdd ? 2 * normalCdf(-Math.sqrt(x)) : exp(-half);
  let term = isOdd ? Math.sqrt((4 * half) / Math.PI) * exp(-half) : half * exp(-half);
  for (let k = isOdd ? 1 : 2; k < degrees; k += 2) {
    tail += term;
    term *= half / (k / 2 + 1);
  }
  return tail;
}
