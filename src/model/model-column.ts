/** A recorded column and how it is read off the world. */

import type { Column } from '../columns/column.ts';
import type { World } from './world.ts';

/** A column with one value a month. */
export interface ScalarColumn extends Column {
  readonly shape: 'scalar';
  readonly read: (world: World) => number;
}

/** A column with one value a month and entity; `read` gives the live array, shape [entity], not a copy. */
export interface EntityColumn extends Column {
  readonly shape: 'firm' | 'node' | 'supplier' | 'region' | 'equity' | 'venue';
  readonly read: (world: World) => ArrayLike<number>;
}

export type ModelColumn = ScalarColumn | EntityColumn;
