/** How the columns of a run's row are declared. */

import type { Column } from '../columns/column.ts';

/** One value a run; a number unless `type` says otherwise. */
export function runColumn(
  name: string,
  unit: string,
  description: string,
  type: NonNullable<Column['type']> = 'number',
): Column {
  return { name, unit, shape: 'run', description, type };
}
