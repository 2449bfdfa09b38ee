/** Lists every series column that a run can record. */

import type { Column } from '../columns/column.ts';
import { BELIEFS_COLUMNS } from '../model/beliefs/adaptive-beliefs.ts';
import { MODEL_COLUMNS } from '../model/columns.ts';
import { SUPPLY_RUN_COLUMNS } from './simulate-supply.ts';

/** Columns that `--series` writes and `overbuild columns` explains. */
export const SERIES_COLUMNS: readonly Column[] = [
  ...MODEL_COLUMNS,
  ...SUPPLY_RUN_COLUMNS.filter((column) => !MODEL_COLUMNS.some((other) => isSame(column, other))),
  ...BELIEFS_COLUMNS,
];

function isSame(a: Column, b: Column): boolean {
  return a.name === b.name && a.shape === b.shape;
}
