/** `overbuild equilibrium`: computes equilibria of a payoff table, or of a simulated scenario or plain game. */

import { existsSync, writeFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { checkGame, type GameTable, isSymmetricPair } from '../../equilibrium/game-table.ts';
import type { CommonMeans } from '../../equilibrium/payoff-samples.ts';
import { looksOf } from '../../equilibrium/quiesce.ts';
import { solveTable } from '../../equilibrium/solve-table.ts';
import { searchEquilibria, searchIdentity } from '../../node/experiments/equilibrium.ts';
import { explainFileError } from '../../node/files/file-errors.ts';
import { readText } from '../../node/files/read-text.ts';
import { designFolderName } from '../../node/files/results-folder.ts';
import { counted } from '../../numeric/counted.ts';
import { type CsvLocale, csvText } from '../../output/csv.ts';
import { equilibriumLines } from '../../output/equilibrium-report.ts';
import { searchLines } from '../../output/sampled-equilibrium-report.ts';
import { payoffWords } from '../../output/tournament-tables.ts';
import { countWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import { gameCsvRows, readCsvGame } from '../../tournament/game-table-csv.ts';
import { jsonGameText, readJsonGame, roleGameText } from '../../tournament/game-table-json.ts';
import { nfgText, readNfgGame } from '../../tournament/game-table-nfg.ts';
import type { Arguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { type Io, print, printLines, printResult } from '../io.ts';
import {
  jobOptions,
  readLocale,
  readPlace,
  refuseShard,
  reportInterrupted,
  reportWritten,
  shownFolder,
} from '../job-options.ts';
import { amount, SCENARIO, shared, text } from '../options.ts';
import { pictureOptions } from '../picture-options.ts';
import { FIRST_POINTS, HALVINGS, traceEquilibria } from '../equilibrium-trace.ts';
import { playersOf, readSearch, SEARCH_OPTIONS } from '../search-options.ts';
import { watched } from '../progress.ts';

const LAMBDA = 10;
const POPULATION = 50;
const FORMATS = '.csv, .nfg (Gambit) or .json (gameanalysis)';

export const command: Command = {
  places: {
    scenario: SCENARIO,
    traced: { type: 'string', describe: 'After trace: the scenario whose equilibria are followed' },
  },
  options: {
    ...shared('spreads', 'set', 'seed', 'json'),
    ...jobOptions({
      out: 'results/equilibrium-...',
      resume: 'Continue an unfinished search, or one with a larger budget',
    }),
    ...shared('csv-locale'),
    ...SEARCH_OPTIONS,
    ...pictureOptions('trace: draw the equilibria along the number'),
    vary: text('trace: the number that changes, path=low:high'),
    points: amount('trace: evenly spaced values at first', FIRST_POINTS),
    halvings: amount('trace: halvings of intervals over which the equilibria change', HALVINGS),
    table: text(`Solve a table of payoffs instead: ${FORMATS}`),
    lambda: amount(
      'Precision of the logit equilibrium (quantal response equilibrium) and strength of imitation, over payoffs of each player scaled to [0, 1] by its own range',
      LAMBDA,
    ),
    population: amount('Size of the populations of evolution', POPULATION),
    export: text(`Also write the game to a file: ${FORMATS}`),
  },
  examples: {
    'equilibrium baseline --strategies always-race,always-disciplined,grim': 'Equilibria of the economy',
    'equilibrium trace baseline --vary capex.positionYears=0:10 --strategies always-race,always-disciplined --png':
      'Value of a market position at which racing begins',
    'equilibrium --game pd --strategies tit-for-tat,always-race,grim': 'Of a repeated plain game',
    'equilibrium --table payoffs.csv': 'Of a table with strategies as rows and columns',
    'equilibrium --table results/tournament-.../pairs.csv': 'Of the payoffs of a tournament',
    'equilibrium --table game.nfg --export game.json': 'From Gambit to gameanalysis',
  },

  async run(args, io) {
    const file = args.text('table');
    const isTrace = args.text('scenario') === 'trace';
    const traced = args.text('traced');
    if (traced !== undefined && !isTrace) {
      throw new UsageError(`equilibrium: expected one scenario, or trace and a scenario; got ${traced} too`);
    }
    if (!isTrace && args.text('vary') !== undefined) throw new UsageError('--vary goes with equilibrium trace');
    refuseShard(args, ', or search values of a trace on several machines: --set path=value --out trace-folder/value');
    const target = readTarget(args, io);
    if (isTrace && target !== undefined) throw new UsageError('--export goes with one search or with --table');
    if (isTrace) return traceEquilibria(args.with({ scenario: traced ?? 'baseline' }), io);
    if (file === undefined && args.text('strategies') === undefined) {
      throw new UsageError([
        `--table: expected a file with payoffs, ${FORMATS}; or give --strategies of a scenario or plain game, such as --strategies always-race,always-disciplined`,
      ]);
    }
    if (file === undefined) return search(args, io, target);
    const lambda = args.number('lambda') ?? LAMBDA;
    const population = args.whole('population', 2) ?? POPULATION;
    const game = readGame(file, io.cwd);
    if (target !== undefined) writeTarget(target, textOfGame(game, target));
    const solved = await solveTable(game, { lambda, population });
    const written = target === undefined ? [] : [`\nWritten to ${target.file}`];
    const lines = [...equilibriumLines(game, solved, { file, population }), ...written];
    printResult(io, args, { ...game, ...solved }, lines);
    return 0;
  },
};

/** Search a simulated game. */
async function search(args: Arguments, io: Io, target?: Target): Promise<number> {
  const spec = readSearch(args, io);
  const out = join('results', designFolderName('equilibrium', searchIdentity(spec)));
  const { budget, epsilon } = spec.rule;
  const place = readPlace(args, io, budget, out);
  const outcome = await watched(io, budget, (watch) =>
    searchEquilibria(
      spec,
      { ...place, ...watch },
      // A game of roles may have gaps in .json only.
      { isWhole: target !== undefined && target.format !== '.json' },
    ),
  );
  const { kind, done, found, files } = outcome;
  const folder = shownFolder(io, place.folder ?? out);
  const players = playersOf(spec.playing);
  const roles = spec.roles.map((role) => ({ ...role, members: role.seats.map((seat) => players[seat]) }));
  if (found === undefined) return reportInterrupted(io, args, { place, done });
  const { table, ...shown } = found;
  if (target !== undefined) {
    const text = roleGameText(roles, table);
    const title = `${spec.short}, means over the same ${counted(table.replications, 'replication')}`;
    writeTarget(
      target,
      target.format === '.json'
        ? text
        : textOfGame({ ...readJsonGame(text, title), replications: table.replications }, target),
    );
  }
  const { title, unit, seed, rule } = spec;
  const about = { title, unit, payoff: payoffWords(spec.playing), seed, roles, epsilon, budget, looks: looksOf(rule) };
  printResult(io, args, { folder, title, unit, seed, rule, roles, ...shown }, searchLines(found, about));
  if (!args.isOn('json')) {
    reportWritten(io, place.folder ?? out, { kind, files });
    if (target !== undefined) printLines(io, exportLines(table, target.file));
    print(io, `${counted(outcome.simulated, 'run')} simulated now, ${countWord(done)} in the folder`);
  }
  return 0;
}

function exportLines({ profiles, replications, mostReplications }: CommonMeans, file: string): string[] {
  return [
    `${counted(profiles.length, 'profile')} written to ${file}: mean payoffs over the same ${counted(replications, 'replication')} of each.`,
    ...(mostReplications === replications
      ? []
      : [
          `The search took up to ${countWord(mostReplications)} of some, so the table may have other equilibria: those above are better known.`,
          `A larger --replications makes the table more precise; --replications ${mostReplications} takes as many of each.`,
        ]),
  ];
}

function readGame(file: string, cwd: string): GameTable {
  const read = { '.csv': readCsvGame, '.nfg': readNfgGame, '.json': readJsonGame }[extname(file).toLowerCase()];
  if (read === undefined) throw new UsageError(`--table: expected ${FORMATS}, got ${file}`);
  const game = read(readText(resolve(cwd, file), file), file);
  try {
    checkGame(game);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
  return game;
}

/** Where `--export` writes. */
interface Target {
  readonly file: string;
  readonly path: string;
  readonly format: '.csv' | '.nfg' | '.json';
  readonly isForced: boolean;
  readonly locale: CsvLocale;
}

/** Read `--export`, and check that it can be written before anything is simulated. */
function readTarget(args: Arguments, { cwd }: Io): Target | undefined {
  const file = args.text('export');
  if (file === undefined) return undefined;
  const format = extname(file).toLowerCase();
  if (format !== '.csv' && format !== '.nfg' && format !== '.json') {
    throw new UsageError(`--export: expected ${FORMATS}, got ${file}`);
  }
  const path = resolve(cwd, file);
  const isForced = args.isOn('force');
  if (existsSync(path) && !isForced) throw new UsageError(`--export: ${file} is there already; --force overwrites it`);
  return { file, path, format, isForced, locale: readLocale(args) };
}

function textOfGame(game: GameTable, { format, locale }: Target): string {
  return {
    '.csv': () => csvText(gameCsvRows(game), locale),
    '.nfg': () => nfgText(game),
    '.json': () => jsonGameText(game, isSymmetricPair(game)),
  }[format]();
}

function writeTarget({ file, path, isForced }: Target, text: string): void {
  try {
    writeFileSync(path, text, { flag: isForced ? 'w' : 'wx' });
  } catch (error) {
    throw explainFileError(error, `--export: cannot write ${file}`);
  }
}
