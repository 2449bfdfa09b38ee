/** `overbuild equilibrium --table FILE`: the equilibria of a game whose payoffs are known. */

import { readFileSync, writeFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { checkGame, type GameTable, isSymmetricPair } from '../../equilibrium/game-table.ts';
import { solveTable } from '../../equilibrium/solve-table.ts';
import { csvText } from '../../output/csv.ts';
import { equilibriumLines } from '../../output/equilibrium-report.ts';
import { UsageError } from '../../scenario/errors.ts';
import { gameCsvRows, readCsvGame } from '../../tournament/game-table-csv.ts';
import { jsonGameText, readJsonGame } from '../../tournament/game-table-json.ts';
import { nfgText, readNfgGame } from '../../tournament/game-table-nfg.ts';
import type { Arguments, Command } from '../command.ts';
import { type Io, print } from '../io.ts';
import { jsonOption, numberOption, switchOption, textOption, wholeOption } from '../options.ts';

const LAMBDA = 10;
const POPULATION = 50;
const FORMATS = '.csv, .nfg (Gambit) or .json (gameanalysis)';

export const equilibriumCommand: Command = {
  configure(yargs: Argv): Argv {
    return jsonOption(yargs)
      .option('table', { type: 'string', requiresArg: true, describe: `Payoffs of a game: ${FORMATS}` })
      .option('lambda', {
        requiresArg: true,
        default: LAMBDA,
        describe: 'Precision of the logit equilibrium and strength of imitation, over payoffs scaled to [0, 1]',
      })
      .option('population', {
        requiresArg: true,
        default: POPULATION,
        describe: 'Size of the populations of evolution',
      })
      .option('export', { type: 'string', requiresArg: true, describe: `Also write the game to a file: ${FORMATS}` })
      .option('force', { type: 'boolean', default: false, describe: 'Overwrite the file of --export' })
      .example('$0 equilibrium --table payoffs.csv', 'Equilibria of a table with strategies as rows and columns')
      .example('$0 equilibrium --table results/tournament-.../pairs.csv', 'Of the payoffs of a tournament')
      .example('$0 equilibrium --table game.nfg --export game.json', 'From Gambit to gameanalysis');
  },

  async run(args: Arguments, io: Io): Promise<number> {
    const file = textOption(args, 'table');
    if (file === undefined) throw new UsageError(`--table: expected a file with payoffs, ${FORMATS}`);
    const lambda = numberOption(args, 'lambda') ?? LAMBDA;
    const population = wholeOption(args, 'population', 2) ?? POPULATION;
    const game = readGame(file, io.cwd);
    const target = textOption(args, 'export');
    if (target !== undefined) exportGame(game, target, io.cwd, switchOption(args, 'force'));
    const solved = await solveTable(game, { lambda, population });
    if (switchOption(args, 'json')) print(io, JSON.stringify({ ...game, ...solved }, null, 2));
    else {
      for (const line of equilibriumLines(game, solved, { file, population })) print(io, line);
      if (target !== undefined) print(io, `\nWritten to ${target}`);
    }
    return 0;
  },
};

function readGame(file: string, cwd: string): GameTable {
  const read = { '.csv': readCsvGame, '.nfg': readNfgGame, '.json': readJsonGame }[extname(file).toLowerCase()];
  if (read === undefined) throw new UsageError(`--table: expected ${FORMATS}, got ${file}`);
  let text: string;
  try {
    text = readFileSync(resolve(cwd, file), 'utf8');
  } catch {
    throw new UsageError(`--table: cannot read ${file}`);
  }
  const game = read(text, file);
  try {
    checkGame(game);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
  return game;
}

function exportGame(game: GameTable, file: string, cwd: string, isForced: boolean): void {
  const text = {
    '.csv': () => csvText(gameCsvRows(game), 'en'),
    '.nfg': () => nfgText(game),
    '.json': () => jsonGameText(game, isSymmetricPair(game)),
  }[extname(file).toLowerCase()];
  if (text === undefined) throw new UsageError(`--export: expected ${FORMATS}, got ${file}`);
  try {
    writeFileSync(resolve(cwd, file), text(), { flag: isForced ? 'w' : 'wx' });
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new UsageError(
      isThere ? `--export: ${file} is there already; --force overwrites it` : `--export: cannot write ${file}`,
    );
  }
}
