/** The table of patterns: every pattern on record with what the runs have, and the verdict. */

import type { Column } from '../columns/column.ts';
import type { PatternResult } from '../experiment/patterns.ts';
import { type CsvValue, csvText } from './csv.ts';
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
  description: 'per pattern on record the fact, what the runs have, and the verdict',
  columns: [
    column('id', 'Pattern on record.'),
    column('metric', 'Value of a run that it is held against, or the share or difference of two.'),
    column('unit', 'Unit of the fact and of the values.'),
    column('low', 'Lower end of the fact; equal to the upper end for a single figure.', 'number', OWN),
    column('high', 'Upper end of it.', 'number', OWN),
    column('runs', 'Runs that have a value.', 'integer', '1'),
    column('median', 'Median over runs; for a share its value.', 'number', OWN),
    column('from', 'Lower end of the range of nine runs in ten; for a share of its 95 % interval.', 'number', OWN),
    column('to', 'Upper end of it.', 'number', OWN),
    column('verdict', 'met, in reach, missed, no fact or not measured.'),
    column('baseline', 'Whether values of the baseline were set from it, fitted to it, or free.'),
  ],
  key: ['id'],
};

export function patternsCsv(results: readonly PatternResult[]): string {
  const rows = results.map((one): CsvValue[] => {
    const { id, metric, unit, low, high, runs, median, from, to, verdict, baseline } = one;
    return [id, metric, unit, low, high, runs, median, from, to, verdict, baseline];
  });
  return csvText([PATTERNS_RESOURCE.columns.map(({ name }) => name), ...rows], 'en');
}
