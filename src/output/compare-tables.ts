/** Tables of a comparison: paired difference of every metric, and mean differences by month. */

import { type Column, field } from '../columns/column.ts';
import type { Comparison } from '../experiment/compare-ledger.ts';
import { isSignificant } from '../experiment/paired-difference.ts';
import { type CsvLocale, type CsvValue, unitField, tableText } from './csv.ts';
import type { Resource } from './datapackage.ts';
import { MONTH_COLUMNS, monthDates } from './month-columns.ts';

const SAME = 'unit of the metric';

const COMPARE_COLUMNS: readonly Column[] = [
  field('base', '', 'Base scenario.', 'string'),
  field('other', '', 'Scenario compared with it.', 'string'),
  field('metric', '', 'Metric of a run, as in runs.csv of a batch.', 'string'),
  field('unit', '', 'Unit of the metric; number is a pure number, a share, ratio or count.', 'string'),
  field('base_mean', SAME, 'Mean of the base over the pairs in which both sides have the metric.'),
  field('other_mean', SAME, 'Mean of the other scenario over the same pairs.'),
  field('difference', SAME, 'Mean of the paired differences, other minus base.'),
  field(
    'low_95',
    SAME,
    'Lower end of the 95 % Student interval of that mean, for a number of pairs fixed beforehand; of a wall in which all pairs differ alike, of the bound 1 - 0.05^(1/pairs), twice that where they differ.',
  ),
  field(
    'high_95',
    SAME,
    'Upper end of this interval. The screen shows the always-valid interval instead from the 30th pair on, which is wider.',
  ),
  field(
    'always_valid_half_width',
    SAME,
    'Half-width of the always-valid 95 % interval, which may be checked after every pair: sd sqrt(2 (n r + 1) / (n^2 r) ln(sqrt(n r + 1) / 0.05)) with n pairs and r = 0.08781801 [WaudbySmith2024], or the bound of low_95; empty before the 30th pair.',
  ),
  field('sd', SAME, 'Standard deviation of the paired differences.'),
  field('standardised', '1', 'Mean over standard deviation of the differences; empty for constant differences.'),
  field(
    'up_share',
    '1',
    'Share of pairs that differ upwards, ties counted half; values equal to twelve digits are ties.',
  ),
  field(
    'significant',
    '1',
    '1 when 30 pairs or more have the metric and the always-valid interval excludes zero, else 0.',
    'integer',
  ),
  field('pairs', '1', 'Pairs in which both sides have the metric.', 'integer'),
];

const IMPULSE_COLUMNS: readonly Column[] = [
  field('base', '', 'Base scenario.', 'string'),
  field('other', '', 'Scenario compared with it.', 'string'),
  field('series', '', 'Monthly series, as in quantiles.csv of a batch.', 'string'),
  ...MONTH_COLUMNS,
  field('mean_difference', 'unit of the series', 'Mean of the paired differences in this month, other minus base.'),
  field('low_95', 'unit of the series', 'Lower end of the 95 % Student interval of that mean.'),
  field('high_95', 'unit of the series', 'Upper end of this interval.'),
  field('pairs', '1', 'Pairs in which both sides reached the month with a value.', 'integer'),
];

export const COMPARE_FILE = 'compare.csv';
export const IMPULSE_FILE = 'impulse.csv';

export const COMPARE_RESOURCES: readonly Resource[] = [
  {
    path: COMPARE_FILE,
    description: 'per scenario and metric both means and the paired difference with its intervals',
    columns: COMPARE_COLUMNS,
    key: ['other', 'metric'],
  },
  {
    path: IMPULSE_FILE,
    description: 'per scenario, series and month the mean paired difference',
    columns: IMPULSE_COLUMNS,
    key: ['other', 'series', 'month'],
  },
];

/** `compare.csv`. */
export function compareCsv(
  base: string,
  comparisons: readonly Comparison[],
  { units, locale }: { readonly units: ReadonlyMap<string, string>; readonly locale: CsvLocale },
): string {
  const rows = comparisons.flatMap(({ name, metrics }) =>
    metrics.map(({ metric, base: a, other: b, difference: d }): CsvValue[] => [
      base,
      name,
      metric,
      unitField(units.get(metric) ?? ''),
      a,
      b,
      d.mean,
      d.low,
      d.high,
      d.alwaysValidHalfWidth,
      d.sd,
      d.standardised,
      d.upShare,
      isSignificant(d) ? 1 : 0,
      d.pairs,
    ]),
  );
  return tableText(COMPARE_COLUMNS, rows, locale);
}

/** `impulse.csv`; dates are those of the base. */
export function impulseCsv(
  base: string,
  comparisons: readonly Comparison[],
  { locale, startMonth }: { readonly locale: CsvLocale; readonly startMonth: string | undefined },
): string {
  const dateOf = monthDates(startMonth);
  const rows = comparisons.flatMap(({ name, impulse }) =>
    impulse.flatMap(({ series, months, low, high, pairs }) =>
      Array.from(months, (value, month): CsvValue[] => {
        return [base, name, series, month, dateOf(month), value, low[month], high[month], pairs[month]];
      }),
    ),
  );
  return tableText(IMPULSE_COLUMNS, rows, locale);
}
