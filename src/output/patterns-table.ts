/** Table of historical patterns: each with the range of the runs, and the verdict. */

import type { Column } from '../columns/column.ts';
import type { PatternResult } from '../experiment/patterns.ts';
import { type CsvLocale, type CsvValue, csvText, unitField } from './csv.ts';
import type { Resource } from './datapackage.ts';

const column = (name: string, description: string, type: Column['type'] = 'string', unit = ''): Column => ({
  name,
  unit,
  shape: 'run',
  type,
  description,
});
const OWN = 'unit of the pattern';

export const PATTERNS_RESOURCE: Resource = {
  path: 'patterns.csv',
  description: 'per historical pattern the fact, the range of the runs, and the verdict',
  columns: [
    column('id', 'Historical pattern.'),
    column('metric', 'Value of a run for the comparison, or the share or difference of two.'),
    column('unit', 'Unit of the fact and of the values.'),
    column('low', 'Lower end of the fact; equal to the upper end for a single figure.', 'number', OWN),
    column('high', 'Upper end of this range.', 'number', OWN),
    column('runs', 'Runs that have a value.', 'integer', '1'),
    column('median', 'Median over runs; for a share its value.', 'number', OWN),
    column(
      'from',
      'Lower end of the 90 % interval of the runs (5th percentile); for a share of its 95 % interval.',
      'number',
      OWN,
    ),
    column('to', 'Upper end of this range.', 'number', OWN),
    column('verdict', 'met, in reach, missed, no fact or not measured.'),
    column('baseline', 'Whether values of the baseline were set from it, fitted to it, or free.'),
  ],
  key: ['id'],
};

export function patternsCsv(results: readonly PatternResult[], locale: CsvLocale): string {
  const rows = results.map((one): CsvValue[] => {
    const { id, metric, unit, low, high, runs, median, from, to, verdict, baseline } = one;
    return [id, metric, unitField(unit), low, high, runs, median, from, to, verdict, baseline];
  });
  return csvText([PATTERNS_RESOURCE.columns.map(({ name }) => name), ...rows], locale);
}
