/** `overbuild run [scenario]`: simulates one run and prints it quarter by quarter. */

import { extname, parse, resolve } from 'node:path';
import pc from 'picocolors';
import { BUILTIN_ENGINE } from '../../node/builtin-engine.ts';
import { refuseExisting } from '../../node/files/output-files.ts';
import { runFiles, writeRunFiles } from '../../node/experiments/run-files.ts';
import { type PlayedRun, playRun } from '../../node/strategies/play-run.ts';
import type { PlayableScenario } from '../../node/strategies/user-strategies.ts';
import { parameterWords, rowTitles, scenarioTitle } from '../../output/change-words.ts';
import { accountsLines, accountsObject } from '../../output/accounts-report.ts';
import { boundLines, eventLedger, metricRows, outcomeLines, quarterTable } from '../../output/run-report.ts';
import { noteLines, supplyNotes } from '../../output/supply-notes.ts';
import { tableLines } from '../../output/text-table.ts';
import { quantityWord } from '../../output/words.ts';
import { UsageError, UserError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import type { ParsedScenario } from '../../reader/parse.ts';
import type { Command } from '../command.ts';
import { readPlayable } from '../economy.ts';
import { printResult } from '../io.ts';
import { readLocale } from '../job-options.ts';
import { amount, SCENARIO, shared, text } from '../options.ts';
import { ACCOUNTS_OPTION, type Books, booksOf } from './run-accounts.ts';

interface RunReport extends PlayedRun {
  readonly parsed: ParsedScenario;
  readonly seed: string;
  readonly replication: number;
  /** Accounts asked for. */
  readonly books?: Books | undefined;
}

export const command: Command = {
  places: { scenario: SCENARIO },
  options: {
    ...shared('spreads', 'set', 'strategy', 'seed', 'json'),
    ...ACCOUNTS_OPTION,
    ...shared('force', 'csv-locale'),
    replication: amount('Which run of the seed: row k of a batch with the same seed', 0),
    series: text('Also write monthly series to this file, .csv or .parquet'),
  },
  examples: {
    run: 'The baseline, seed 1',
    'run power-tight --seed 7 --replication 12': 'Row 12 of a batch with seed 7',
    'run --accounts 2027': 'Flows between sectors in 2027, and balance sheets at its end',
    "run --strategy 'META=./my.ts?threshold=0.2'": 'Your own strategy for one firm',
    "run --set 'power.regions[*].additionsMwPerMonth=*1.5'": 'One assumption changed',
  },

  async run(args, io) {
    const seed = args.text('seed') ?? '1';
    const replication = args.whole('replication', 0) ?? 0;
    const series = args.text('series');
    if (series !== undefined && !/^(?:\.csv|\.parquet|)$/.test(extname(series))) {
      throw new UsageError([`--series: expected a file ending in .csv or .parquet, got ${series}`]);
    }
    const playable = await readPlayable(args, io);
    const { parsed } = playable;
    const { simulator, trace } = await simulate(playable, seed, replication);
    const { startMonth } = parsed.scenario;
    const locale = readLocale(args);
    const books = booksOf(args, trace, startMonth);
    const path = series === undefined ? undefined : parse(resolve(io.cwd, series));
    const { columns } = simulator;
    const recorded = { columns, trace, run: replication, startMonth, locale, accounts: books?.accounts };
    const files = path === undefined ? [] : runFiles(path, recorded);
    const names = files.map(({ file }) => file);
    refuseExisting(names, { isForced: args.isOn('force') });
    const report: RunReport = { parsed, seed, replication, simulator, trace, books };
    printResult(io, args, asJson(report), runLines(report));
    if (path !== undefined) {
      await writeRunFiles(path, files);
      io.stderr.write(`Series written to ${names.join(', ')}\n`);
    }
    return 0;
  },
};

/** Simulate, naming the run when a defect shows. */
async function simulate(playable: PlayableScenario, seed: string, replication: number): Promise<PlayedRun> {
  try {
    return await playRun(playable, seed, replication);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { name, scenario } = playable.parsed;
    throw new Error(`scenario ${name} (${scenarioHash(scenario)}), seed ${seed}, replication ${replication}`, {
      cause: error,
    });
  }
}

function asJson(report: RunReport): unknown {
  const { parsed, seed, replication, simulator, trace, books } = report;
  return {
    scenario: parsed.name,
    scenarioHash: scenarioHash(parsed.scenario),
    seed,
    replication,
    modelVersion: BUILTIN_ENGINE.modelVersion,
    months: trace.months,
    outcome: trace.outcome,
    ...(simulator.draws === undefined ? {} : { draws: drawsOf(report) }),
    metrics: BUILTIN_ENGINE.metrics(trace),
    events: trace.events,
    quarters: quarterTable(trace, simulator.columns, parsed.scenario.startMonth),
    ...(books === undefined ? {} : { accounts: accountsObject(books.accounts, books.period) }),
  };
}

/** Draws of the uncertain numbers in the run, by path. */
function drawsOf({ simulator, trace }: Pick<RunReport, 'simulator' | 'trace'>): Record<string, number> {
  const columns = simulator.draws?.columns ?? [];
  return Object.fromEntries(columns.map(({ name }, i) => [name, trace.draws?.[i] ?? Number.NaN]));
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[], isRight = false): string[] {
  const left = head.map((_, i) => i).filter((i) => !isRight || i === 1);
  const [first, ...lines] = tableLines([head, ...rows], left);
  return ['', pc.bold(first), ...lines];
}

function sectionOf(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', pc.bold(title), ...lines.map((line) => `  ${line}`)];
}

function runLines({ parsed, seed, replication, simulator, trace, books }: RunReport): string[] {
  const { startMonth } = parsed.scenario;
  const about = [
    `${scenarioTitle(parsed.name, trace.goodsUnit)}, seed ${seed}, run ${replication} (scenario ${scenarioHash(parsed.scenario)})`,
    'Conditional on the assumptions of the scenario; not a forecast.',
  ];
  if (books !== undefined) return [...about, '', ...accountsLines(books.accounts, books.period, startMonth)];
  const draws = drawsOf({ simulator, trace });
  const titles = rowTitles(Object.keys(draws));
  const drawn = Object.entries(draws).map(([path, value]) => [
    titles.get(path) ?? path,
    quantityWord(value, parameterWords(path).unit.replace('1/', 'a ')),
    path,
  ]);
  const { head, rows } = quarterTable(trace, simulator.columns, startMonth);
  const events = eventLedger(trace, startMonth);
  return [
    ...about,
    ...sectionOf('Outcome', outcomeLines(trace, startMonth)),
    ...sectionOf('Draws of the uncertain numbers', tableLines(drawn, [0, 2])),
    ...sectionOf('Constraints on investment', boundLines(trace, simulator.columns)),
    ...tableOf(head, rows, true),
    ...(events.length > 0 ? tableOf(['month', 'when', 'event', 'where', 'what'], events) : []),
    ...tableOf(['metric', 'value'], metricRows(BUILTIN_ENGINE.runColumns(simulator), BUILTIN_ENGINE.metrics(trace))),
    ...noteLines(supplyNotes(parsed, parsed.open.changes)),
  ];
}
