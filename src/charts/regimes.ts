/** Classifies runs by their wall and the depth of the pause, and selects typical runs. */

import { quantileOfSorted } from '../numeric/statistics.ts';
import { numberColumn, type Table, textColumn } from './table.ts';

export const REGIMES = ['no wall', 'shallow pause', 'deep pause'] as const;
export type Regime = (typeof REGIMES)[number];

/** Rule that separates the regimes. */
export interface RegimeRule {
  /** Column of `runs.csv` with a fall in [0, 1] that is empty without a pause. */
  readonly fall: string;
  /** A pause with a fall of at least this is deep. */
  readonly bust: number;
}

/** The fall of the builders' own orders from the wall to a quarter after the pause, to half of what they were there. */
export const DEFAULT_RULE: RegimeRule = { fall: 'investment_fall_after_wall', bust: 0.5 };
/** The rule for tables of versions that did not split the fall at the wall. */
export const OLDER_FALL = 'investment_fall';

export interface RegimeRun {
  /** Replication number. */
  readonly run: number;
  /** Configuration of a sweep; undefined in a batch. */
  readonly configuration: number | undefined;
  readonly wall: string;
  /** Month of the first wall; NaN when none. */
  readonly wallMonth: number;
  /** NaN without a pause. */
  readonly fall: number;
  readonly regime: Regime;
}

/** No wall; or a wall and a shallow or a deep pause, by the fall of orders. */
export function regimeOf(wall: string, fall: number, rule: RegimeRule): Regime {
  if (wall === 'none') return 'no wall';
  return fall >= rule.bust ? 'deep pause' : 'shallow pause';
}

/** Classify the finished runs of a table; runs that met a wall but record no fall after it are left out. */
export function classifyRuns(runs: Table, rule: RegimeRule): RegimeRun[] {
  const needed = ['run', 'wall', 'wall_month', rule.fall];
  if (needed.some((name) => !runs.header.includes(name))) return [];
  const replications = numberColumn(runs, 'run');
  const walls = textColumn(runs, 'wall');
  const months = numberColumn(runs, 'wall_month');
  const falls = numberColumn(runs, rule.fall);
  const configurations = runs.header.includes('configuration') ? numberColumn(runs, 'configuration') : [];
  return walls.flatMap((wall, row): RegimeRun[] => {
    const fall = falls[row];
    if (wall !== 'none' && !Number.isFinite(fall)) return [];
    const wallMonth = wall === 'none' ? Number.NaN : months[row];
    const configuration = configurations[row];
    return [{ run: replications[row], configuration, wall, wallMonth, fall, regime: regimeOf(wall, fall, rule) }];
  });
}

/** One cell of the map. */
export interface RegimeCell {
  readonly regime: Regime;
  /** First and last month of the wall, the last excluded; undefined without a wall. */
  readonly months: readonly [from: number, to: number] | undefined;
  /** Fall from, to (excluded, but for a fall of 1); undefined without a pause. */
  readonly falls: readonly [from: number, to: number] | undefined;
  readonly count: number;
  /** The run nearest the middle of the cell's own runs: the one to look at. */
  readonly typical: Pick<RegimeRun, 'run' | 'configuration'>;
}

/** Edges of the falls: two bands either side of what makes a pause deep. */
export function fallEdges({ bust }: RegimeRule): number[] {
  return [bust, bust / 2, 0.5 + bust / 2, 0, 1].sort((a, b) => a - b);
}

/** How months are banded. */
export interface MonthBands {
  readonly monthsPerBin: number;
  /** Months between the start of a band and month 0, so that bands begin with a calendar year. */
  readonly offset: number;
}

/** Sort the runs into cells; empty cells are left out. */
export function regimeCells(runs: readonly RegimeRun[], rule: RegimeRule, bands: MonthBands): RegimeCell[] {
  const { monthsPerBin, offset } = bands;
  const edges = fallEdges(rule);
  const cells = new Map<string, RegimeRun[]>();
  for (const run of runs) {
    const column = run.regime === 'no wall' ? -1 : Math.floor((run.wallMonth + offset) / monthsPerBin);
    // A fall below 0 is a rise after the wall: it belongs to the lowest band.
    const row =
      run.regime === 'no wall'
        ? -1
        : Math.max(
            0,
            edges.findLastIndex((edge) => run.fall >= edge),
          );
    const key = `${column} ${Math.min(row, edges.length - 2)}`;
    cells.set(key, [...(cells.get(key) ?? []), run]);
  }
  const found = [...cells].map(([key, members]): RegimeCell & { readonly order: number } => {
    const [column, row] = key.split(' ').map(Number);
    return {
      regime: members[0].regime,
      months: column < 0 ? undefined : [column * monthsPerBin - offset, (column + 1) * monthsPerBin - offset],
      falls: row < 0 ? undefined : [edges[row], edges[row + 1]],
      count: members.length,
      typical: pick(typicalRun(members, monthsPerBin, rule)),
      order: column * edges.length + row,
    };
  });
  return found.sort((a, b) => a.order - b.order).map(({ order: _order, ...cell }) => cell);
}

function pick({ run, configuration }: RegimeRun): RegimeCell['typical'] {
  return { run, configuration };
}

/** The run nearest the medians of its cell, in units of the cell; among equals the first. */
function typicalRun(members: readonly RegimeRun[], monthsPerBin: number, { bust }: RegimeRule): RegimeRun {
  const middle = (values: readonly number[]): number => quantileOfSorted(Float64Array.from(values).sort(), 0.5);
  const month = middle(members.map(({ wallMonth }) => wallMonth));
  const fall = middle(members.map((member) => member.fall));
  const distance = ({ wallMonth, fall: own }: RegimeRun): number =>
    Math.abs(wallMonth - month) / monthsPerBin + Math.abs(own - fall) / bust;
  let best = members[0];
  for (const member of members) if (distance(member) < distance(best)) best = member;
  return best;
}
