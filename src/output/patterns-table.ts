/** Table of historical patterns: each with the range of the runs, and the verdict. */

import { field } from '../columns/column.ts';
import type { PatternResult } from '../experiment/patterns.ts';
import { type CsvLocale, type CsvValue, unitField, tableText } from './csv.ts';
import type { Resource } from './datapackage.ts';

const OWN = 'unit of the pattern';

export const PATTERNS_RESOURCE: Resource = {
  path: 'patterns.csv',
  description: 'per historical pattern the fact, the range of the runs, and the verdict',
  columns: [
    field('id', '', 'Historical pattern.', 'string'),
    field('metric', '', 'Value of a run for the comparison, or the share or difference of two.', 'string'),
    field('unit', '', 'Unit of the fact and of the values.', 'string'),
    field('low', OWN, 'Lower end of the fact; equal to the upper end for a single figure.'),
    field('high', OWN, 'Upper end of this range.'),
    field('runs', '1', 'Runs that have a value.', 'integer'),
    field('median', OWN, 'Median over runs; for a share its value.'),
    field(
      'from',
      OWN,
      'Lower end of the 90 % interval of the runs (5th percentile); for a share of its 95 % interval, with runs as clusters; where no case or every case counts, 3 over the cases is its width.',
    ),
    field('to', OWN, 'Upper end of this range.'),
    field('verdict', '', 'met, in reach, missed, no fact or not measured.', 'string'),
    field('baseline', '', 'Whether values of the baseline were set from it, fitted to it, or free.', 'string'),
  ],
  key: ['id'],
};

export function patternsCsv(results: readonly PatternResult[], locale: CsvLocale): string {
  const rows = results.map((one): CsvValue[] => {
    const { id, metric, unit, low, high, runs, median, from, to, verdict, baseline } = one;
    return [id, metric, unitField(unit), low, high, runs, median, from, to, verdict, baseline];
  });
  return tableText(PATTERNS_RESOURCE.columns, rows, locale);
}
