/** Every series column that a run can record, for those who explain or write them. */

import type { Column } from '../columns/column.ts';
import { MODEL_COLUMNS } from '../model/columns.ts';

/** What `--series` writes and `overbuild columns` explains. */
export const SERIES_COLUMNS: readonly Column[] = MODEL_COLUMNS;
