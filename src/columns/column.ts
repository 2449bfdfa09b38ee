/** What a column is: the one description from which CSV headers, data packages, chart axes and docs come. */

import type { Range } from './measure.ts';

/** The axis a column runs along besides the month; `run` columns hold one value a run. */
export type Shape = 'scalar' | 'firm' | 'node' | 'supplier' | 'region' | 'equity' | 'venue' | 'run';

export interface Column {
  /** Snake case, ending in the unit where it has one (`capex_usd_bn`); unique within its shape. */
  readonly name: string;
  /** Unit symbol: `USD bn`, `MW`, `MW/month`, `months`, `1/year`, `USD bn/MW`, `1` for a pure number. */
  readonly unit: string;
  readonly shape: Shape;
  /** Of its values; columns of a run and of its months all state it. */
  readonly range?: Range;
  /** One sentence in plain words. */
  readonly description: string;
  /** `number` unless said; run columns may also hold text or whole numbers. */
  readonly type?: 'number' | 'integer' | 'string';
  /** Of a run column that is there once for each node, company or type: what they all measure, and for whom this one. */
  readonly family?: string;
  readonly entity?: string;
}

/** A column with one value a month. */
export interface ScalarColumn<Source> extends Column {
  readonly shape: 'scalar';
  readonly range: Range;
  readonly read: (source: Source) => number;
}

/** A column with one value a month and entity; `read` gives the live array, shape [entity], not a copy. */
export interface EntityColumn<Source> extends Column {
  readonly shape: 'firm' | 'node' | 'supplier' | 'region' | 'equity' | 'venue';
  readonly range: Range;
  readonly read: (source: Source) => ArrayLike<number>;
}

export type ColumnOf<Source> = ScalarColumn<Source> | EntityColumn<Source>;
