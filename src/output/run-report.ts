/** One run in words: a table of quarters, the event ledger, what limited investment, and how it ended. */

import { type Column, goodsIn } from '../columns/column.ts';
import type { RunKind, Trace } from '../columns/trace.ts';
import { counted } from '../numeric/counted.ts';
import { readUnit, rowName } from './metric-title.ts';
import { calendarMonth, percentWord, quantityWord, shortNumber, withinSentence } from './words.ts';

const MONTHS_PER_QUARTER = 3;

/** Series shown by quarter: column, heading, and the factor from its unit to the heading's. */
const QUARTER_COLUMNS: readonly (readonly [name: string, heading: string, factor: number])[] = [
  ['mean_intensity', 'race 0-1', 1],
  ['ai_capex_usd_bn', 'AI capex USD bn', 1],
  ['live_mw', 'live GW', 1e-3],
  ['staged_mw', 'unpowered GW', 1e-3],
  ['queue_wait_months', 'queue months', 1],
  ['compute_price_index', 'compute price', 1],
  ['utilisation', 'utilisation %', 100],
  ['roi_per_year', 'return % a year', 100],
  ['stringency', 'stringency', 1],
  ['end_demand_mw', 'needed MW', 1],
  ['end_received_mw', 'received MW', 1],
  ['end_unmet_mw', 'unmet MW', 1],
];
/** Shown by quarter when there is a market and no race. */
const MARKET_COLUMNS: typeof QUARTER_COLUMNS = [
  ['market_index', 'index', 1],
  ['market_drawdown', 'below peak %', 100],
  ['market_volatility_per_year', 'volatility % a year', 100],
  ['narrative', 'narrative', 1],
  ['price_deviation', 'deviation', 1],
];

/** Shown by quarter for every entity of a plain run: column, its shape, and the word before the id. */
const BY_ENTITY: Readonly<
  Partial<Record<RunKind, readonly [name: string, shape: 'node' | 'equity' | 'firm', word: string]>>
> = {
  supply: ['orders_mw', 'node', 'orders'],
  market: ['price_index', 'equity', 'price'],
  beliefs: ['type_fraction', 'firm', 'share'],
};
/** Scalar columns that say which share of orders something holds back, and of which orders. */
const CONSTRAINTS = [
  ['refused_for_sites', 'sites with power', 'wanted orders'],
  ['bound_finance', 'finance', 'wanted orders with a site'],
] as const;
/** Below this share nothing is said to bind. */
const BINDING_SHARE = 0.1;

export interface QuarterTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Per quarter: flows (per month) summed, everything else at the end of the quarter. */
export function quarterTable(trace: Trace, columns: readonly Column[], startMonth: string): QuarterTable {
  const kind = trace.kind;
  const listed = kind === 'economy' ? QUARTER_COLUMNS : [...QUARTER_COLUMNS, ...MARKET_COLUMNS];
  const shown = listed.flatMap(([name, heading, factor]) => {
    const column = columns.find((candidate) => candidate.name === name && candidate.shape === 'scalar');
    if (column === undefined) return [];
    return [
      {
        heading: goodsIn(heading, trace.goodsUnit),
        factor,
        isFlow: column.unit.endsWith('/month'),
        values: trace.column(name, 'scalar'),
      },
    ];
  });
  shown.push(...entityColumns(trace, kind));
  const rows: string[][] = [];
  for (let start = 0; start < trace.months; start += MONTHS_PER_QUARTER) {
    const end = Math.min(start + MONTHS_PER_QUARTER, trace.months);
    const cells = shown.map(({ factor, isFlow, values }) => {
      const value = isFlow ? values.subarray(start, end).reduce((sum, x) => sum + x, 0) : values[end - 1];
      return shortNumber(value * factor);
    });
    rows.push([String(end - 1), calendarMonth(startMonth, end - 1), ...cells]);
  }
  return { head: ['month', 'until', ...shown.map(({ heading }) => heading)], rows };
}

/** Orders at each node, the price of each share or the share of each type of trader as a column of its own. */
function entityColumns(
  trace: Trace,
  kind: RunKind,
): { heading: string; factor: number; isFlow: boolean; values: Float64Array }[] {
  const found = BY_ENTITY[kind];
  if (found === undefined) return [];
  const [name, shape, word] = found;
  const ids = trace.entities[shape];
  const all = trace.column(name, shape);
  return ids.map((id, n) => ({
    heading: `${word} ${id}`,
    factor: 1,
    isFlow: kind === 'supply',
    values: all.filter((_, i) => i % ids.length === n),
  }));
}

/** The ledger: one line per event. */
export function eventLedger(trace: Trace, startMonth: string): string[][] {
  return trace.events.map(({ month, kind, entity, detail }) => [
    String(month),
    calendarMonth(startMonth, month),
    kind,
    entity,
    detail,
  ]);
}

/** Stretches of months in which something held back more than a tenth of wanted orders. */
export function boundLines(trace: Trace, columns: readonly Column[]): string[] {
  return CONSTRAINTS.filter(([name]) => columns.some((column) => column.name === name)).flatMap(
    ([name, what, whole]) => {
      const values = trace.column(name, 'scalar').subarray(0, trace.months);
      const stretches: string[] = [];
      let months = 0;
      for (let from = 0; from < values.length; from++) {
        if (!(values[from] > BINDING_SHARE)) continue;
        let to = from;
        while (to + 1 < values.length && values[to + 1] > BINDING_SHARE) to++;
        stretches.push(from === to ? `${from}` : `${from}-${to}`);
        months += to - from + 1;
        from = to;
      }
      if (months === 0) return [];
      const peak = values.reduce((most, value) => Math.max(most, value), 0);
      return [
        `${what}: ${counted(months, 'month')}, at most ${percentWord(peak)} of ${whole} (months ${stretches.join(', ')})`,
      ];
    },
  );
}

/** What a run without a race is a run of. */
const PLAIN: Readonly<Partial<Record<RunKind, string>>> = {
  supply: 'The network',
  market: 'The market',
  beliefs: 'The price',
};

/** How the run ended, in one or two sentences. */
export function outcomeLines(trace: Trace, startMonth: string): string[] {
  const { stopReason, wall, wallMonth, wallReading, nextWall } = trace.outcome;
  const plain = PLAIN[trace.kind];
  if (plain !== undefined) {
    const sums =
      trace.kind === 'supply' ? ' Orders, needs and receipts below are sums of a quarter, unmet is at its end.' : '';
    return [`${plain} ran its ${counted(trace.months, 'month')}.${sums}`];
  }
  const next =
    nextWall === 'none' || nextWall === '' ? '' : ` The ${withinSentence(nextWall)} wall was the next closest.`;
  if (wallMonth < 0) {
    const closest = nextWall === 'none' || nextWall === '' ? '' : ` The ${withinSentence(nextWall)} wall came closest.`;
    return [`No wall stopped the race in ${counted(trace.months, 'month')}.${closest}`];
  }
  const when = `month ${wallMonth} (${calendarMonth(startMonth, wallMonth)})`;
  const after = {
    horizon: 'The run went on to its horizon.',
    'first-wall': 'The run ended there.',
    aftermath: `The race paused, and the run followed the aftermath to month ${trace.months - 1}.`,
  }[stopReason];
  const stopped = stopReason === 'horizon' ? 'would have stopped' : 'stopped';
  return [
    `The ${withinSentence(wall)} wall ${stopped} the race in ${when}, at a reading of ${shortNumber(wallReading)}.${next}`,
    after,
  ];
}

/** Metrics of a network alone that say little of supply; runs.csv and --json have them. */
const TECHNICAL =
  /^(?:worst_residual|hhi_buyers|(?:air_pocket|phantom_share_peak|recover_months|bullwhip_peak_\w+?)_.+)$/;

/** Metrics of the run row with the units in which people read them; of a network alone those of cost, service and orders. */
export function metricRows(columns: readonly Column[], metrics: Readonly<Record<string, number | string>>): string[][] {
  const isNetwork = columns.some(({ name }) => name === 'unmet_peak_mw');
  return columns.flatMap((column) => {
    const value = metrics[column.name];
    // A node without cost fields has no cost, which is not a cost of 0.
    if (isNetwork && (TECHNICAL.test(column.name) || (column.name.startsWith('cost_usd') && value === 0))) return [];
    if (value === undefined || (typeof value === 'number' && Number.isNaN(value))) return [];
    const title = rowName(column.name, column.unit);
    if (typeof value !== 'number') return [[title, value]];
    const [scale, unit] = readUnit(column.name, column.unit, Math.abs(value));
    return [[title, quantityWord(scale * value, unit)]];
  });
}
