/** `overbuild hindcast [scenario]`: which patterns on record the model reproduces, and which it misses. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Argv } from 'yargs';
import { METRIC_COLUMNS } from '../../engine/metric-columns.ts';
import { createSimulator } from '../../engine/simulate.ts';
import { MODEL_VERSION } from '../../engine/version.ts';
import { judgePatterns, metricsOf, type Pattern } from '../../experiment/hindcast.ts';
import { MARKET_RUN_METRICS } from '../../metrics/market-run-row.ts';
import { PATTERN_COLUMNS, patternValues } from '../../metrics/patterns.ts';
import { runColumns, runMetrics } from '../../metrics/run-row.ts';
import { withFileErrors } from '../../node/files/file-errors.ts';
import { loadPatterns } from '../../node/patterns-file.ts';
import { loadScenario } from '../../node/scenario-files.ts';
import { hindcastLines, hindcastPage } from '../../output/hindcast-report.ts';
import { CLAIMS_PART, markedPart } from '../../output/marked-part.ts';
import { expandSeed } from '../../random/seed.ts';
import { ScenarioError, UsageError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import type { Arguments, Command } from '../command.ts';
import { type Io, print } from '../io.ts';
import {
  changesOf,
  jsonOption,
  placedArgument,
  scenarioOptions,
  seedOption,
  switchOption,
  textOption,
  wholeOption,
} from '../options.ts';

const DEFAULT_RUNS = 1000;
/** Runs between two turns of the progress line, and between two looks for an interruption. */
const PROGRESS_RUNS = 25;

type Row = Readonly<Record<string, number | string>>;

export const hindcastCommand: Command = {
  configure(yargs: Argv): Argv {
    return jsonOption(seedOption(scenarioOptions(yargs)))
      .option('runs', { requiresArg: true, default: DEFAULT_RUNS, describe: 'Runs to hold against the record' })
      .option('facts', {
        type: 'string',
        requiresArg: true,
        defaultDescription: 'data/patterns.csv of the package',
        describe: 'A table of patterns of your own, with the same columns',
      })
      .option('page', { type: 'string', requiresArg: true, describe: 'Also write the table as a page in Markdown' })
      .example('$0 hindcast', 'What the baseline meets and what it misses')
      .example('$0 hindcast --runs 100 --set market.reflexivity=0', 'The same with no feedback from prices');
  },

  async run(args: Arguments, io: Io): Promise<number> {
    const patterns = loadPatterns(textOption(args, 'facts'), io.cwd);
    const runs = wholeOption(args, 'runs', 2) ?? DEFAULT_RUNS;
    const overrides = changesOf(args);
    const { scenario, name } = loadScenario(placedArgument(args, 'scenario') ?? 'baseline', { cwd: io.cwd, overrides });
    if (scenario.kind !== 'economy') throw new ScenarioError(`${name} is no economy: the patterns are those of one`);
    const seed = textOption(args, 'seed') ?? '1';
    const simulator = createSimulator(scenario, new Set([...METRIC_COLUMNS, ...PATTERN_COLUMNS]));
    const rows = await simulateRows(io, runs, (k) => {
      const trace = simulator.run(expandSeed(seed), k);
      const row: Row = { ...runMetrics(trace), ...patternValues(trace) };
      if (k === 0) checkMetrics(patterns, [...Object.keys(row), ...runColumns(trace).map((c) => c.name)]);
      return row;
    });
    if (rows === undefined) return 130;
    const results = judgePatterns(patterns, rows);
    const modelVersion = String(MODEL_VERSION);
    const about = { scenario: name, scenarioHash: scenarioHash(scenario), modelVersion, seed, runs };
    const page = textOption(args, 'page');
    if (page !== undefined) {
      await withFileErrors(`Writing ${page}`, async () => {
        const path = resolve(io.cwd, page);
        // The claims have a command of their own.
        const claims = existsSync(path) ? markedPart(readFileSync(path, 'utf8'), CLAIMS_PART) : '';
        writeFileSync(path, `${hindcastPage(results, about)}${claims === '' ? '' : `\n${claims}\n`}`);
      });
    }
    if (switchOption(args, 'json')) print(io, JSON.stringify({ ...about, results }, null, 2));
    else for (const line of hindcastLines(results, about)) print(io, line);
    return 0;
  },
};

/** Rows of runs 0 .. runs - 1; nothing when interrupted. */
async function simulateRows(io: Io, runs: number, simulate: (k: number) => Row): Promise<Row[] | undefined> {
  let asked = false;
  const deaf = io.onInterrupt(() => {
    asked = true;
    io.stderr.write('\nInterrupted; the same command starts again from its beginning.\n');
  });
  const rows: Row[] = [];
  for (let k = 0; k < runs && !asked; k++) {
    rows.push(simulate(k));
    if (rows.length % PROGRESS_RUNS !== 0) continue;
    if (io.stderr.isTTY) io.stderr.write(`\r${rows.length} of ${runs} runs `);
    await new Promise((later) => setImmediate(later));
  }
  deaf();
  if (io.stderr.isTTY) io.stderr.write('\r\u001b[K');
  return asked ? undefined : rows;
}

/** Refuse patterns that ask for what no run has; a scenario without a market may lack what one with it has. */
function checkMetrics(patterns: readonly Pattern[], names: readonly string[]): void {
  const known = [...names, ...MARKET_RUN_METRICS.map(({ name }) => name)];
  const problems = patterns.flatMap((pattern) =>
    metricsOf(pattern)
      .filter((metric) => !known.includes(metric) && !/^(?:air_pocket|bullwhip)_/.test(metric))
      .map((metric) => `${pattern.id}: no run has ${metric}${didYouMean(metric, known)}`),
  );
  if (problems.length > 0) throw new UsageError(problems);
}
