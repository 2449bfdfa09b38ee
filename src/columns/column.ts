/** Defines a column of results: CSV headers, data packages, chart axes and docs are made from it. */

import type { Measure, Range } from './measure.ts';

/** The axis of a column besides the month; `run` columns hold one value per run. */
export type Shape = 'scalar' | 'firm' | 'node' | 'supplier' | 'region' | 'equity' | 'venue' | 'run';

export interface Column {
  /** Snake case, ending in the unit where it has one (`capex_usd_bn`); unique within its shape. */
  readonly name: string;
  /** Unit symbol: `USD bn`, `MW`, `MW/month`, `months`, `1/year`, `USD bn/MW`, `1` for a pure number. */
  readonly unit: string;
  readonly shape: Shape;
  /** Of its values; columns of a run and of its months all state it. */
  readonly range?: Range;
  /** One plain sentence. */
  readonly description: string;
  /** `number` by default; run columns may also hold text, whole numbers or dates (`YYYY-MM-DD`). */
  readonly type?: 'number' | 'integer' | 'string' | 'date';
  /**
   * For a run column that is repeated for each node, company or type: the shared measure, and the entity of this one.
   */
  readonly family?: string;
  readonly entity?: string;
}

/** A column with one value per month. */
export interface ScalarColumn<Source> extends Column {
  readonly shape: 'scalar';
  readonly range: Range;
  readonly read: (source: Source) => number;
}

/** A column with one value per month and entity; `read` returns the model's own array, shape [entity], not a copy. */
export interface EntityColumn<Source> extends Column {
  readonly shape: 'firm' | 'node' | 'supplier' | 'region' | 'equity' | 'venue';
  readonly range: Range;
  readonly read: (source: Source) => ArrayLike<number>;
}

export type ColumnOf<Source> = ScalarColumn<Source> | EntityColumn<Source>;

/** Makes columns of a source, by shape: name, unit with range, one plain sentence, and what is read. */
export function columnsFrom<Source>() {
  const entity =
    (shape: EntityColumn<Source>['shape']) =>
    (name: string, measure: Measure, description: string, read: EntityColumn<Source>['read']): ColumnOf<Source> => ({
      name,
      ...measure,
      shape,
      description,
      read,
    });
  return {
    scalar: (
      name: string,
      measure: Measure,
      description: string,
      read: ScalarColumn<Source>['read'],
    ): ColumnOf<Source> => ({ name, ...measure, shape: 'scalar', description, read }),
    firm: entity('firm'),
    node: entity('node'),
    region: entity('region'),
    equity: entity('equity'),
    venue: entity('venue'),
  };
}

/** A column of a table of results. */
export function field(name: string, unit: string, description: string, type: Column['type'] = 'number'): Column {
  return { name, unit, shape: 'run', description, type };
}

/** A unit of goods in the unit of a scenario: `MW/month` as `pallets/month`. */
export function goodsIn(unit: string, goodsUnit: string | undefined): string {
  return goodsUnit === undefined ? unit : unit.replace(/\bMW\b/, goodsUnit);
}

/** Columns with the amounts of goods in the unit of a scenario. */
export function columnsIn<C extends Column>(columns: readonly C[], goodsUnit: string | undefined): readonly C[] {
  if (goodsUnit === undefined) return columns;
  return columns.map((column) => ({ ...column, unit: goodsIn(column.unit, goodsUnit) }));
}
