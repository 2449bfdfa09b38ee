/** `overbuild columns [name]`: explain every column of the results. */

import { type Column, field } from '../../columns/column.ts';
import { rangeWords } from '../../columns/measure.ts';
import { EVENT_KINDS } from '../../columns/event.ts';
import { SERIES_COLUMNS } from '../../engine/columns.ts';
import { FAN_COLUMNS } from '../../metrics/fan.ts';
import { beliefsMetrics } from '../../metrics/beliefs-row.ts';
import { economyRunMetrics } from '../../metrics/economy-run-row.ts';
import { MARKET_RUN_METRICS, plainMarketMetrics } from '../../metrics/market-run-row.ts';
import { supplyRunMetrics } from '../../metrics/supply-run-row.ts';
import { ATTRIBUTE_RESOURCES } from '../../output/attribute-tables.ts';
import { replyResources } from '../../output/best-reply-report.ts';
import { COMPARE_RESOURCES } from '../../output/compare-tables.ts';
import { EVENT_COLUMNS } from '../../output/events.ts';
import { FAN_TABLE_COLUMNS } from '../../output/fan.ts';
import { PATTERNS_RESOURCE } from '../../output/patterns-table.ts';
import { CONFIGURATION, RUN_ID_COLUMNS } from '../../output/run-table.ts';
import { searchResources } from '../../output/sampled-equilibrium-tables.ts';
import { SUMMARY_COLUMNS } from '../../output/summary.ts';
import { sweepResources, variedColumns } from '../../output/sweep-tables.ts';
import { tableLines } from '../../output/text-table.ts';
import { tournamentResources } from '../../output/tournament-tables.ts';
import { CLAIMS_COLUMNS } from '../../experiment/dated-claims.ts';
import { matchColumns } from '../../node/experiments/match-rows.ts';
import { ACCOUNT_COLUMNS } from '../../output/accounts-report.ts';
import { CALIBRATION_COLUMNS, posteriorColumns } from '../../output/calibrate-report.ts';
import { DISCOVER_COLUMNS } from '../../output/discover-report.ts';
import { drawsColumns } from '../../output/draws.ts';
import { TRACE_COLUMNS } from '../../output/equilibrium-trace-report.ts';
import { SENSITIVITY_COLUMNS } from '../../output/sensitivity-report.ts';
import { seriesFields } from '../../output/series.ts';
import { SOLVE_COLUMNS } from '../../output/solve-report.ts';
import { UsageError } from '../../scenario/errors.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import type { Command } from '../command.ts';
import { printResult } from '../io.ts';
import { shared } from '../options.ts';

interface Explained extends Pick<Column, 'name' | 'unit' | 'description'> {
  /** In words; empty where nothing bounds it. */
  readonly range: string;
  readonly file: string;
  readonly type: string;
}

/** Placeholders for the id of a node, share or type of trader in metric names. */
const ANY_FIRM = '{firm}';
const ANY_NODE = '{node}';
const ANY_EQUITY = '{equity}';
const ANY_TYPE = '{type}';
const ANY_KIND = { file: 'events.csv, column kind', unit: '', range: '', type: 'kind' };

/** Value of an uncertain number, in a column named by its path. */
const ANY_PATH: Column = field(
  '{path}',
  'unit of the number',
  'Value of the uncertain number at this path of the scenario in the run.',
);
/** Series with a column for the entity. */
const SHAPES = ['firm', 'node', 'supplier', 'region', 'equity', 'venue'] as const;

/** `seat_1` for any seat. */
function ofAnySeat(column: Column): Column {
  return {
    ...column,
    name: column.name.replace('_1', '_{seat}'),
    description: column.description.replace('1', '{seat}'),
  };
}

export const command: Command = {
  places: {
    name: {
      type: 'string',
      describe: 'A column, a part of its name, a table, or a kind of event',
    },
  },
  options: { ...shared('json') },
  examples: {
    columns: 'All columns, file by file',
    'columns sales_lost': 'Columns whose name contains a word',
    'columns series_firm': 'Columns of one table',
    'columns summary.mean': 'One column of a table',
  },

  async run(args, io) {
    const all = explainAll();
    const name = args.placed('name');
    const found = name === undefined ? all : explain(all, name);
    if (found.length === 0 && name !== undefined) {
      throw new UsageError([`there is no column ${name}${guess(all, name)}; see overbuild columns`]);
    }
    printResult(io, args, found, columnLines(found));
    return 0;
  },
};

/** Name of the table as SQL has it: `series-firm.csv` -> `series_firm`. */
function tableOf({ file }: Explained): string {
  return file.replace(/\..*$/, '').replaceAll('-', '_');
}

/** Meaning of a word: a column, a table, `table.column`, or a part of column names. */
function explain(all: readonly Explained[], word: string): Explained[] {
  const [first, ...rest] = word.replace(/\.csv$/, '').split('.');
  const ofTable = all.filter((column) => tableOf(column) === first.replaceAll('-', '_'));
  if (ofTable.length > 0) return rest.length === 0 ? ofTable : explain(ofTable, rest.join('.'));
  const exact = exactly(all, word);
  if (exact.length > 0) return exact;
  const parts = all.filter((column) => column.name.includes(word));
  return parts.length > 0 ? parts : ofEntity(all, word);
}

/** Parts of a word, between underscores, that may be the id of an entity. */
const LONGEST_ID = 2;

/** Columns of tables with an entity, for a word that ends in the id of one: `orders_retailer` is `orders_mw` of `retailer`. */
function ofEntity(all: readonly Explained[], word: string): Explained[] {
  const tables = SHAPES.map((shape) => `series-${shape}.csv`);
  const words = word.split('_');
  for (let id = 1; id <= LONGEST_ID && id < words.length; id++) {
    const stem = words.slice(0, -id).join('_');
    const found = all.filter(({ file, name }) => tables.includes(file) && `${name}_`.startsWith(`${stem}_`));
    if (found.length > 0) return found;
  }
  return [];
}

/** The nearest column or table; of `table.column`, when there is such a table, the nearest column of that. */
function guess(all: readonly Explained[], word: string): string {
  const [first, ...rest] = word.split('.');
  const ofTable = all.filter((column) => tableOf(column) === first.replaceAll('-', '_'));
  const names = (ofTable.length > 0 ? ofTable : all).map((column) => column.name);
  return ofTable.length > 0
    ? didYouMean(rest.join('.'), names)
    : didYouMean(word, [...names, ...all.map((column) => tableOf(column))]);
}

/** The columns of this name, or in each table the nearest one with a placeholder for nodes, shares or types. */
function exactly(all: readonly Explained[], name: string): Explained[] {
  const same = all.filter((column) => column.name === name);
  if (same.length > 0) return same;
  const starts = all.filter((column) => {
    const start = column.name.replace(/\{\w+\}.*$/, '');
    return start !== '' && start !== column.name && name.startsWith(start) && name.length > start.length;
  });
  const longest = starts.reduce((most, column) => Math.max(most, column.name.length), 0);
  return starts.filter((column) => column.name.length === longest);
}

function explainAll(): Explained[] {
  const in_ = (file: string, columns: readonly Column[]): Explained[] =>
    columns.map(({ name, unit, range, description, type = 'number' }) => {
      const words = range === undefined ? '' : rangeWords(range);
      return { file, name, unit, range: words, type, description };
    });
  const ofSweep = sweepResources(variedColumns({ paths: ['{path}'], numeric: [true] }), []);
  return [
    ...in_('runs.csv', [...RUN_ID_COLUMNS, ...economyRunMetrics([ANY_FIRM], [ANY_NODE]), ...MARKET_RUN_METRICS]),
    ...in_('runs.csv of a plain supply run', [...RUN_ID_COLUMNS, ...supplyRunMetrics([ANY_NODE])]),
    ...in_('runs.csv of a plain market run', [...RUN_ID_COLUMNS, ...plainMarketMetrics([ANY_EQUITY])]),
    ...in_('runs.csv of a plain run of beliefs', [...RUN_ID_COLUMNS, ...beliefsMetrics([ANY_TYPE])]),
    ...in_('summary.csv', SUMMARY_COLUMNS),
    ...in_('quantiles.csv', FAN_TABLE_COLUMNS),
    ...in_('events.csv', EVENT_COLUMNS),
    ...Object.entries(EVENT_KINDS).map(([name, description]) => ({ ...ANY_KIND, name, description })),
    ...SERIES_COLUMNS.flatMap((column) => in_(`series-${column.shape}.csv`, [column])),
    ...in_('series-*.csv', seriesFields({ shape: 'scalar', columns: [] })),
    ...SHAPES.flatMap((shape) => in_(`series-${shape}.csv`, seriesFields({ shape, columns: [] }).slice(-1))),
    ...ofSweep.flatMap(({ path, columns }) =>
      in_(`${path} of a sweep`, columns.slice(0, columns[1].name === '{path}' ? 2 : 1)),
    ),
    ...[...COMPARE_RESOURCES, ...ATTRIBUTE_RESOURCES, PATTERNS_RESOURCE].flatMap(({ path, columns }) =>
      in_(path, columns),
    ),
    ...searchResources('unit of the game').flatMap(({ path, columns }) => in_(`${path} of equilibrium`, columns)),
    ...replyResources('unit of the game').flatMap(({ path, columns }) => in_(`${path} of best-reply`, columns)),
    ...tournamentResources('unit of the game').flatMap(({ path, columns }) => in_(`${path} of a tournament`, columns)),
    ...in_('runs.csv of a tournament, equilibrium or best-reply', matchColumns(1, 'unit of the game').map(ofAnySeat)),
    ...in_('draws.csv', drawsColumns({ columns: [ANY_PATH] })),
    ...in_('runs.csv of compare, attribute or a sweep', [CONFIGURATION]),
    ...in_('sensitivity.csv', SENSITIVITY_COLUMNS),
    ...in_('discover.csv', DISCOVER_COLUMNS),
    ...in_('solve.csv', SOLVE_COLUMNS),
    ...in_('calibration.csv', CALIBRATION_COLUMNS),
    ...in_('posterior.csv', posteriorColumns(['{path}'])),
    ...in_('trace.csv', TRACE_COLUMNS),
    ...in_('*-accounts.csv', ACCOUNT_COLUMNS.transactions),
    ...in_('*-balances.csv', ACCOUNT_COLUMNS.balances),
    ...in_('claims of backtest --write-claims', CLAIMS_COLUMNS),
  ];
}

function columnLines(columns: readonly Explained[]): string[] {
  return [...new Set(columns.map((column) => column.file))].flatMap((file) => {
    const rows = columns
      .filter((column) => column.file === file)
      .map(({ name, unit, range, type, description }) => {
        const fan = file === 'series-scalar.csv' && FAN_COLUMNS.includes(name) ? ' Also in quantiles.csv.' : '';
        const measure = unit === '' || type === 'string' ? type : unit;
        return [`  ${name}`, range === '' ? measure : `${measure}, ${range}`, description + fan];
      });
    return [file, ...tableLines(rows, [0, 1, 2]), ''];
  });
}
