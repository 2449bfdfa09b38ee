/** A recorded column and how it is read off the world, or off the state of a part that also runs alone. */

import type { Column } from '../columns/column.ts';
import type { World } from './world.ts';

/** A column with one value a month. */
export interface ScalarColumn<Source = World> extends Column {
  readonly shape: 'scalar';
  readonly read: (source: Source) => number;
}

/** A column with one value a month and entity; `read` gives the live array, shape [entity], not a copy. */
export interface EntityColumn<Source = World> extends Column {
  readonly shape: 'firm' | 'node' | 'supplier' | 'region' | 'equity' | 'venue';
  readonly read: (source: Source) => ArrayLike<number>;
}

export type ColumnOf<Source> = ScalarColumn<Source> | EntityColumn<Source>;
export type ModelColumn = ColumnOf<World>;
