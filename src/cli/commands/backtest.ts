/** `overbuild backtest [scenario..]`: scenarios that start in the past, scored against the record since. */

import { dirname, relative, resolve } from 'node:path';
import { backtestChart } from '../../charts/backtest.ts';
import { type BacktestResult, type BacktestRun, scoreBacktest, seriesFrom } from '../../experiment/backtest.ts';
import { monthNumber, RECORD_TABLES, type RecordedSeries, type RecordTables } from '../../experiment/record-tables.ts';
import { recordedSeries } from '../../experiment/recorded-series.ts';
import { loadRecord } from '../../node/experiments/patterns-file.ts';
import { refuseExisting, writeFiles } from '../../node/files/output-files.ts';
import { loadScenario } from '../../node/scenario-files.ts';
import { counted } from '../../numeric/counted.ts';
import { type BacktestAbout, backtestLines, backtestSection } from '../../output/backtest-report.ts';
import { BACKTEST_PART } from '../../output/marked-part.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, INTERRUPTED } from '../command.ts';
import { printScoredClaims, writeClaims } from '../dated-claims.ts';
import { openDated, readRuns } from '../dated-runs.ts';
import { type Io, printResult } from '../io.ts';
import { amount, shared, text } from '../options.ts';
import { renewPart } from '../page-part.ts';

const DEFAULT_RUNS = 300;
const SHIPPED = ['backtest-2023-01', 'backtest-2023-10', 'backtest-2024-07'];

interface Tested {
  readonly about: BacktestAbout;
  readonly series: readonly RecordedSeries[];
  readonly runs: readonly BacktestRun[];
  readonly result: BacktestResult;
}

export const command: Command = {
  places: {
    scenario: {
      type: 'string',
      array: true,
      default: SHIPPED,
      describe: 'Scenarios that start with a quarter in the past',
    },
  },
  options: {
    ...shared('spreads', 'seed', 'json', 'force', 'csv-locale', 'set'),
    runs: amount('Runs of each scenario', DEFAULT_RUNS),
    data: text(`Folder with ${RECORD_TABLES[0]} and, where you have them, the other tables`, 'data/ of the package'),
    from: text(
      'Score only what came from this month on, such as 2025-01; naive forecasts know what came before',
      'the start',
    ),
    page: text('Also write the tables, and pictures of --charts, as a section of this page in Markdown'),
    charts: text('Also draw the record over the runs into this folder'),
    'write-claims': text(
      'Instead write what one scenario says of its next four quarters: a table, and a page beside it',
    ),
    claims: text('Instead score a table of such claims by the rows that were added to the data since'),
  },
  examples: {
    'backtest backtest-2024-07': 'From July 2024, scored up to the end of the record',
    'backtest backtest-2024-07 --data mine': 'The same against your own figures',
  },

  async run(args, io) {
    const tables = loadRecord(args.text('data'), io.cwd);
    const [claims, written] = [args.text('claims'), args.text('write-claims')];
    if (claims !== undefined && written !== undefined)
      throw new UsageError(['--claims and --write-claims exclude each other']);
    if (claims !== undefined) return printScoredClaims(claims, tables, args, io);
    if (written !== undefined) return writeClaims(written, tables, args, io);
    const tested: Tested[] = [];
    refuseCharts(args, io);
    for (const reference of args.list('scenario')) {
      const one = await test(reference, tables, args, io);
      if (one === undefined) {
        io.stderr.write('Interrupted; the same command starts again from its beginning.\n');
        return INTERRUPTED;
      }
      tested.push(one);
    }
    const [charts, page] = [args.text('charts'), args.text('page')];
    const pictures = charts === undefined ? undefined : relative(dirname(page ?? ''), charts);
    await renewPart(args, io, BACKTEST_PART, backtestSection(tested, pictures));
    if (charts !== undefined) await drawCharts(tested, resolve(io.cwd, charts));
    const results = tested.map(({ about, result }) => ({ ...about, ...result }));
    const lines = tested.flatMap(({ about, result }, t) => [...(t > 0 ? [''] : []), ...backtestLines(result, about)]);
    printResult(io, args, results, lines);
    return 0;
  },
};

/** Pictures that are there already are refused before the runs. */
function refuseCharts(args: Arguments, io: Io): void {
  const charts = args.text('charts');
  if (charts === undefined) return;
  const names = args.list('scenario').map((reference) => loadScenario(reference, { cwd: io.cwd }).name);
  refuseExisting(
    names.map((name) => resolve(io.cwd, charts, `${name}.png`)),
    { isForced: args.isOn('force') },
  );
}

/** Simulate and score one scenario; nothing when interrupted. */
async function test(reference: string, tables: RecordTables, args: Arguments, io: Io): Promise<Tested | undefined> {
  const dated = openDated(reference, args, io, DEFAULT_RUNS);
  const { startMonth } = dated.measured;
  const from = args.text('from') ?? startMonth;
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(from) || from < startMonth) {
    throw new UsageError([`--from: expected a month such as 2025-01 from ${startMonth} on, got ${from}`]);
  }
  const months = Math.floor(monthNumber(from)) - Math.floor(monthNumber(startMonth));
  const series = seriesFrom(recordedSeries(tables, dated.measured), months);
  // Of no value the model would score better than every forecast.
  if (series.length === 0)
    throw new UsageError([`${reference}: the record has no value from ${from} on, so there is nothing to score`]);
  const runs = await readRuns(
    dated,
    io,
    (trace): BacktestRun => ({
      values: series.map(({ points, at }) => points.map(({ month }) => at(trace, month))),
      wallMonth: trace.outcome.wallMonth,
    }),
  );
  return runs === undefined ? undefined : { about: dated.origin, series, runs, result: scoreBacktest(series, runs) };
}

async function drawCharts(tested: readonly Tested[], out: string): Promise<void> {
  const { drawnFiles } = await import('../../node/pictures/rasterise.ts');
  const specs = tested.map(({ about, series, runs }) => {
    const { scenario, scenarioHash: hash, runs: count, seed, modelVersion, startMonth } = about;
    const source = `Source: overbuild, model ${modelVersion}, scenario ${scenario} (${hash.slice(0, 8)}), ${counted(count, 'run')}, seed "${seed}"; record: SEC filings.`;
    return [scenario, backtestChart(series, runs, { source, startMonth })] as const;
  });
  await writeFiles({ out, isForced: true }, await drawnFiles(Object.fromEntries(specs), { svg: false, png: true }));
}
