/** Metrics of a plain run of beliefs: the rest point of the price, or the size of its oscillation. */

import { NUMBER, RATIO, SHARE } from '../columns/measure.ts';
import { mean } from '../numeric/statistics.ts';
import { type Metric, type MetricFamily, member, metricsIn, MONTHS, scalar } from './metric.ts';

/** The last quarter of a run counts as settled. */
const SETTLED_FROM = 0.75;

/** Values after a run has settled. */
const settled = (values: Float64Array, months: number): Float64Array =>
  values.subarray(Math.floor(SETTLED_FROM * months), months);

const COMMON: readonly Metric[] = metricsIn({
  months: ['Periods simulated.', MONTHS.months[1]],
  deviation_end: [
    'Deviation of price from fundamental value in the last period.',
    [NUMBER, scalar('price_deviation', (deviation, { months }) => deviation[months - 1])],
  ],
  deviation_mean: [
    'Mean deviation in the last quarter of the run.',
    [NUMBER, scalar('price_deviation', (deviation, { months }) => mean(settled(deviation, months)))],
  ],
  swing: [
    'Highest minus lowest deviation in the last quarter of the run; 0 at rest.',
    [
      RATIO,
      scalar('price_deviation', (deviation, { months }) => {
        const last = settled(deviation, months);
        return last.reduce((most, one) => Math.max(most, one)) - last.reduce((least, one) => Math.min(least, one));
      }),
    ],
  ],
});

const FRACTION: MetricFamily<number> = {
  family: 'fraction',
  ...SHARE,
  text: (type) => `Mean share of traders of type ${type} in the last quarter of the run.`,
  of: (h) => ({
    needs: ['firm/type_fraction'],
    read: (trace) => {
      const width = trace.entities.firm.length;
      const shares = trace.column('type_fraction', 'firm').filter((_, i) => i % width === h);
      return mean(settled(shares, trace.months));
    },
  }),
};

/** Metrics of a run with these types of traders. */
export function beliefsMetrics(types: readonly string[]): readonly Metric[] {
  return [...COMMON, ...types.map((type, h) => member(FRACTION, type, h))];
}

/** Scalar series of a run of beliefs whose monthly quantiles a batch reports. */
export const BELIEFS_FAN_COLUMNS: readonly string[] = ['price_deviation'];
