/** A finished batch in plain words: which wall stopped the race, when, what it cost, and what suppliers lose in the pause. */

import type { Column } from '../columns/column.ts';
import { leadersOf } from '../metrics/leading-shares.ts';
import type { Manifest } from './manifest.ts';
import { findSummary, type SummaryRow } from './summary.ts';
import { tableLines } from './text-table.ts';
import { calendarMonth, countWord, listWord, percentWord, plainName, quantityWord, shortNumber } from './words.ts';

export interface BatchReportInput {
  readonly manifest: Manifest;
  readonly summary: readonly SummaryRow[];
  /** Metric columns, for units and meanings. */
  readonly columns: readonly Column[];
  /** First calendar month, `2025-10`. */
  readonly startMonth: string;
  /** How much of the spread rests on uncertain numbers, where the batch can say. */
  readonly assumptions?: string | undefined;
}

/** Money and race: start of the metric's name, and what to call it. Metrics that a batch lacks are passed over. */
const HEADLINES: readonly (readonly [start: string, label: string])[] = [
  ['peak_capex', 'Peak capex'],
  ['cumulative_ai_capex', 'AI capex until the wall or the horizon'],
  ['cumulative_ai_revenue', 'AI revenue until then'],
  ['overspend_ratio', 'Capacity aimed at over disciplined capacity, less 1'],
  ['economic_profit', 'Economic profit of all builders'],
  ['first_year_capex', 'Capex of the first year'],
  ['first_year_bonds', 'Bonds sold in the first year'],
  ['first_year_leases', 'AI investment leased in the first year'],
  ['orders_at_wall_over_peak', "Builders' orders at the wall over their peak by then"],
  ['investment_fall_after_wall', "Fall of builders' orders in the pause"],
  ['pause_months', 'Length of the pause'],
  ['staged_months_peak', 'Most dark systems, in months of deliveries'],
  ['utilisation_min', 'Lowest utilisation of live compute'],
  ['fall_after_wall_index', 'Fall of the lead share index around the wall'],
  ['fall_after_wall_supplier', 'Fall of the median supplier share around the wall'],
  ['volatility_index', 'Volatility of the lead share index'],
  ['beat_rate', 'Share of reports above consensus'],
  ['deviation_mean', 'Deviation of price from value in the last quarter of the run'],
  ['swing', 'Highest less lowest deviation there'],
];
const POCKET = 'air_pocket_';
const PHANTOM = 'phantom_share_peak_';
const SALES_LOST = 'sales_lost_';
const LOSSES: readonly (readonly [start: string, label: string])[] = [
  [SALES_LOST, 'sales'],
  ['worst_year_sales_lost_', 'worst 12 months'],
  ['profit_lost_', 'profit, of sales'],
  ['orders_lost_', 'orders'],
];
const SERVICE = 'fill_rate_';
const TIER_MEASURES: readonly (readonly [start: string, label: string, word: (value: number) => string])[] = [
  ['bullwhip_', 'bullwhip ratio', shortNumber],
  ['amplification_', 'amplification', shortNumber],
  [POCKET, 'deepest fall of orders', percentWord],
  [SERVICE, 'fill rate', percentWord],
  [PHANTOM, 'duplicates', percentWord],
];
const MEDIAN = 2;

/** Median with the range of nine runs in ten. */
function medianWords(row: SummaryRow | undefined, word: (value: number) => string): [string, string] {
  if (row === undefined || row.n === 0) return ['-', ''];
  return [word(row.quantiles[MEDIAN]), `${word(row.quantiles[0])} to ${word(row.quantiles[4])}`];
}

function whenWords(row: SummaryRow | undefined, startMonth: string): string {
  if (row === undefined || row.n === 0) return '';
  const median = row.quantiles[MEDIAN];
  return `median month ${shortNumber(median)}, ${calendarMonth(startMonth, median)}; range ${row.min} to ${row.max}`;
}

function wallLines({ summary, startMonth }: BatchReportInput): string[] {
  const all = summary.filter((row) => row.metric === 'wall' && row.level !== '');
  const walls = all
    .filter((row) => row.level !== 'none')
    .sort((a, b) => b.mean - a.mean || (a.level < b.level ? -1 : 1));
  const none = all.find((row) => row.level === 'none');
  if (walls.length === 0) return none === undefined ? [] : ['', 'No wall stopped the race in any run.'];
  const stopped = percentWord(1 - (none?.mean ?? 0));
  const recorded = findSummary(summary, 'stop_reason', 'horizon')?.mean === 1;
  const stops = recorded ? 'would have stopped' : 'stopped';
  const when = whenWords(findSummary(summary, 'wall_month'), startMonth);
  const rows = walls.map((wall) => {
    const month = findSummary(summary, 'wall_month', wall.level);
    return [`  ${wall.level}`, percentWord(wall.mean), whenWords(month, startMonth)];
  });
  if (none !== undefined) rows.push(['  none', percentWord(none.mean), 'the race ran to the horizon']);
  return [
    '',
    `A wall ${stops} the race in ${stopped} of the runs (${when}); ${mostOften(walls)}.`,
    ...tableLines(rows, [0, 2]),
  ];
}

/** Which wall came first most often, as far as the runs can tell. */
function mostOften(walls: readonly SummaryRow[]): string {
  const leaders = leadersOf(
    walls.map(({ level, mean }) => ({ wall: level, share: mean })),
    walls[0].n,
  ).map(({ wall }) => wall);
  if (walls.length === 1) return `each time it was ${leaders[0]}`;
  return leaders.length === 1 ? `most often it was ${leaders[0]}` : `most often ${listWord(leaders)}, not told apart`;
}

function headlineLines({ manifest, summary, columns }: BatchReportInput): string[] {
  const rows = HEADLINES.flatMap(([start, label]) => {
    const column = columns.find(({ name, type }) => name.startsWith(start) && type !== 'string');
    const row = column && findSummary(summary, column.name);
    if (column === undefined || row === undefined || row.n === 0) return [];
    const [median, range] = medianWords(row, (value) => quantityWord(value, ''));
    const unit = column.unit === '1' ? '' : column.unit;
    const who =
      row.n < manifest.statuses.ok
        ? `over the ${row.n === 1 ? 'one run that has' : `${countWord(row.n)} runs that have`} it`
        : '';
    return [
      [`  ${label}`, median, range === '' ? '' : `(${range})`, [unit, who].filter((word) => word !== '').join(', ')],
    ];
  });
  return rows.length === 0 ? [] : ['', 'Median over runs (and nine runs in ten):', ...tableLines(rows, [0, 2, 3])];
}

/** Tiers of a plain supply run: how orders swing on their way up, and how well each tier serves. */
function tierLines({ summary }: BatchReportInput): string[] {
  const nodes = summary
    .filter(({ metric }) => metric.startsWith(SERVICE))
    .map(({ metric }) => metric.slice(SERVICE.length));
  if (nodes.length === 0) return [];
  const rows = nodes.map((node) => [
    `  ${plainName(node)}`,
    ...TIER_MEASURES.map(([start, , word]) => {
      const [median, range] = medianWords(findSummary(summary, start + node), word);
      return range === '' ? median : `${median} (${range})`;
    }),
  ]);
  const head = ['  tier', ...TIER_MEASURES.map(([, label]) => label)];
  return ['', 'By tier, median over runs (and nine runs in ten):', ...tableLines([head, ...rows], [0])];
}

/** Tiers of an economy: what each loses in the pause. */
function lossLines({ summary }: BatchReportInput): string[] {
  const nodes = summary
    .filter(({ metric, n }) => metric.startsWith(SALES_LOST) && n > 0)
    .map(({ metric }) => metric.slice(SALES_LOST.length));
  if (nodes.length === 0) return [];
  const paused = Math.max(...nodes.map((node) => findSummary(summary, SALES_LOST + node)?.n ?? 0));
  const rows = nodes.map((node) => [
    `  ${plainName(node)}`,
    ...LOSSES.map(([start]) => {
      const [median, range] = medianWords(findSummary(summary, start + node), percentWord);
      return range === '' ? median : `${median} (${range})`;
    }),
  ]);
  return [
    '',
    'Air pocket: what a tier of suppliers loses in the 24 months after the wall, against the same months of the same',
    `run without the pause. Median over the ${countWord(paused)} runs that paused, with 90 % interval:`,
    ...tableLines([['  tier', ...LOSSES.map(([, label]) => label)], ...rows], [0]),
  ];
}

/** Runs that differ in nothing, so that spread and intervals say nothing either. */
function chanceLines({ manifest, summary }: BatchReportInput): string[] {
  const { ok } = manifest.statuses;
  if (ok < 2 || summary.length === 0 || summary.some(({ n, min, max }) => n > 0 && min !== max)) return [];
  return [
    '',
    `All ${countWord(ok)} runs came out equal: this scenario leaves nothing to chance, and one run says as much.`,
  ];
}

function failureLines({ manifest }: BatchReportInput): string[] {
  const { identity, statuses, failures } = manifest;
  const bad = Object.entries(statuses).filter(([status, count]) => status !== 'ok' && count > 0);
  if (bad.length === 0) return [];
  const shown = failures.slice(0, 5);
  return [
    '',
    `Not ok: ${bad.map(([status, count]) => `${countWord(count)} ${status}`).join(', ')}; left out of all statistics.`,
    ...shown.map(({ run, status, reason }) => `  run ${run} ${status}: ${reason}`),
    `  Replay one, with the options of this batch: overbuild run ${identity.scenario} --seed ${identity.seed} --replication ${shown[0]?.run ?? 0}`,
  ];
}

/** The report, line by line. */
export function batchReport(input: BatchReportInput): string[] {
  const { identity } = input.manifest;
  return [
    `${identity.scenario}: ${shardWords(input.manifest)}${countWord(identity.runs)} runs, seed ${identity.seed}, model ${identity.modelVersion}, scenario ${identity.scenarioHash}`,
    'Conditional on the assumptions of the scenario; not a forecast.',
    ...chanceLines(input),
    ...wallLines(input),
    ...(input.assumptions === undefined ? [] : ['', input.assumptions]),
    ...headlineLines(input),
    ...lossLines(input),
    ...tierLines(input),
    ...failureLines(input),
  ];
}

/** How many of the runs a part of a batch holds. */
function shardWords({ identity, statuses }: Manifest): string {
  if (identity.shard === undefined) return '';
  const held = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  return `shard ${identity.shard}, ${countWord(held)} of `;
}
