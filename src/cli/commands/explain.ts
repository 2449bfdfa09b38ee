/** `overbuild explain <results|scenario>`: explains one run in sentences whose figures can be traced. */

import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { playRun } from '../../node/strategies/play-run.ts';
import { type Replayed, replayRow } from '../../node/verify/verify-replay.ts';
import { explainRun } from '../../output/explain/explain.ts';
import { UsageError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import type { Arguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { readPlayable } from '../economy.ts';
import { type Io, printResult } from '../io.ts';
import { amount, repeatable, shared, text } from '../options.ts';

/** Lines are broken before this column. */
const MAX_WIDTH = 100;

export const command: Command = {
  places: {
    source: {
      type: 'string',
      default: 'baseline',
      describe: 'Results folder of a batch, or name or file of a scenario',
    },
  },
  options: {
    ...shared('spreads', 'strategy', 'json'),
    run: amount('Which run: row k of the batch, replication of the seed', 0),
    seed: text('Any text', '1, or that of the results folder'),
    set: repeatable('Change a value of the scenario: path=value, path=*1.2, path=+10; may be repeated'),
    strategies: text("Start the batch's own strategies from this folder, if their hashes are the manifest's"),
  },
  examples: {
    'explain baseline --run 3': 'What led to the wall in run 3 of the baseline',
    'explain results/baseline --run 17': 'Row 17 of a results folder',
    'explain baseline --run 3 --json': 'Every figure with its column, months and value',
  },

  async run(args, io) {
    const source = args.placed('source') ?? 'baseline';
    const run = args.whole('run', 0) ?? 0;
    refuseTable(source, io);
    const isFolder = statSync(resolve(io.cwd, source), { throwIfNoEntry: false })?.isDirectory() === true;
    const replayed = isFolder ? await fromResults(source, run, args, io) : await fromScenario(source, run, args, io);
    const { name, seed, scenario, simulator, trace, notes } = replayed;
    const sentences = explainRun({ trace, columns: simulator.columns }, scenario);
    if (sentences.length === 0) {
      throw new UsageError([
        `${name} is of kind ${scenario.kind}; only runs of kind economy and supply can be explained`,
      ]);
    }
    const { scenarioHash: hash } = replayed;
    const about = { scenario: name, scenarioHash: hash, seed, run, startMonth: scenario.startMonth };
    const width = Math.min(MAX_WIDTH, io.stdout.columns);
    printResult(io, args, { ...about, notes, outcome: trace.outcome, sentences }, [
      `${name}, seed ${seed}, run ${run} (scenario ${hash})`,
      'Conditional on the assumptions of the scenario; not a forecast.',
      ...notes.map((note) => `Note: ${note}.`),
      ...sentences.flatMap(({ chapter, text: sentence }, i) => [
        ...(chapter === sentences[i - 1]?.chapter ? [] : ['']),
        ...broken(sentence, width),
      ]),
    ]);
    return 0;
  },
};

/** A file of a results folder is not a scenario. */
function refuseTable(source: string, io: Io): void {
  const isTable = /\.(?:csv|parquet)$/i.test(source) || basename(source) === 'manifest.json';
  if (!isTable || statSync(resolve(io.cwd, source), { throwIfNoEntry: false })?.isFile() !== true) return;
  const what = basename(source) === 'manifest.json' ? 'is the manifest of results' : 'is a results table';
  throw new UsageError([`${source} ${what}, not a scenario; give its folder: overbuild explain ${dirname(source)}`]);
}

async function fromResults(source: string, run: number, args: Arguments, io: Io): Promise<Replayed> {
  for (const option of ['set', 'strategy', 'spreads']) {
    if (!args.has(option)) continue;
    throw new UsageError([`--${option}: a results folder has its own scenario; give the scenario to change it`]);
  }
  if (args.text('seed') !== undefined) {
    throw new UsageError(['--seed: a results folder has its own seed; give the scenario to choose one']);
  }
  const strategies = args.text('strategies');
  return replayRow(resolve(io.cwd, source), run, strategies === undefined ? undefined : resolve(io.cwd, strategies));
}

async function fromScenario(source: string, run: number, args: Arguments, io: Io): Promise<Replayed> {
  if (args.text('strategies') !== undefined) {
    throw new UsageError(['--strategies is for results folders; a scenario names its strategies itself']);
  }
  const seed = args.text('seed') ?? '1';
  const playable = await readPlayable(args, io, source);
  const { scenario, name } = playable.parsed;
  const played = await playRun(playable, seed, run);
  return { name, scenarioHash: scenarioHash(scenario), seed, scenario, ...played, notes: [] };
}

/** A sentence as lines of at most `width` characters, the later ones indented. */
function broken(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  // A number and its per cent sign are not separated.
  for (const word of text.split(/ (?!%)/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
