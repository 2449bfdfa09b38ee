/** Reads and writes games as CSV: square tables, rows of a tournament, or one row per profile. */

import { type GameTable, moveCounts, movesOf, profileOf, symmetricGame } from '../equilibrium/game-table.ts';
import { profileTotal } from '../equilibrium/profile-payoffs.ts';
import { type CsvRecord, csvRecords } from '../reader/csv-records.ts';
import { UsageError } from '../scenario/errors.ts';

/** Columns of the payoffs of a player, and of half of their 95 % intervals where they are estimates. */
const PAYOFF = 'payoff_';
const HALF = 'half_width_';

/**
 * Read a game from CSV, with commas and decimal points or with semicolons and decimal commas, in one of three forms:
 *
 * - a square table: a header of strategies, then one row per strategy with its payoff against each of them;
 * - columns `strategy`, `against` and `payoff`, as in `pairs.csv` of a tournament;
 * - a column per player with its move, and a column `payoff_<player>` per player: one row per profile, with
 *   `half_width_<player>` where payoffs are estimates.
 *
 * The first two are symmetric games of two players.
 *
 * @throws UsageError  Naming file, line and what is wrong.
 */
export function readCsvGame(text: string, file: string): GameTable {
  const firstLine = text.slice(0, text.indexOf('\n') < 0 ? text.length : text.indexOf('\n'));
  const isEuropean = firstLine.includes(';') && !firstLine.includes(',');
  const [header, ...rows] = csvRecords(text, file, isEuropean ? ';' : ',');
  if (header === undefined || rows.length === 0) throw new UsageError(`${file}: expected a header and rows of payoffs`);
  const names = header.cells.map((cell) => cell.trim());
  const ragged = rows.find(({ cells }) => cells.length !== names.length);
  if (ragged !== undefined) {
    throw new UsageError(`${file}:${ragged.line}: ${ragged.cells.length} cells under a header of ${names.length}`);
  }
  const sheet: Sheet = { file, names, rows, isEuropean };
  if (['strategy', 'against', 'payoff'].every((name) => names.includes(name))) return readPairs(sheet);
  const isByProfile = names.some((name) => names.includes(`${PAYOFF}${name}`));
  return isByProfile ? readProfiles(sheet) : readSquare(sheet);
}

/** One row per profile: a column per player, then a payoff per player; then half widths and replications, if known. */
export function gameCsvRows(game: GameTable): (string | number)[][] {
  const counts = moveCounts(game);
  const { replications, halfWidths } = game;
  const last = <Value>(value: Value): Value[] => (replications === undefined ? [] : [value]);
  const named = (column: string): string[] => game.players.map((player) => `${column}${player}`);
  return [
    [...game.players, ...named(PAYOFF), ...(halfWidths === undefined ? [] : named(HALF)), ...last('replications')],
    ...game.payoffs.map((row, profile) => [
      ...movesOf(profile, counts).map((move, i) => game.moves[i][move]),
      ...row,
      ...(halfWidths?.[profile] ?? []),
      ...last(replications ?? 0),
    ]),
  ];
}

interface Sheet {
  readonly file: string;
  readonly names: readonly string[];
  readonly rows: readonly CsvRecord[];
  readonly isEuropean: boolean;
}

function numberIn({ file, isEuropean }: Sheet, { line, cells }: CsvRecord, column: number): number {
  const text = cells[column].trim();
  const value = Number(isEuropean ? text.replace(',', '.') : text);
  if (text === '' || !Number.isFinite(value)) {
    throw new UsageError(`${file}:${line}: expected a payoff, got ${text === '' ? 'an empty cell' : text}`);
  }
  return value;
}

function readSquare(sheet: Sheet): GameTable {
  const { file, rows } = sheet;
  const names = sheet.names.slice(1);
  const found = rows.map(({ cells }) => cells[0].trim());
  if (found.length !== names.length || found.some((name, i) => name !== names[i])) {
    throw new UsageError(
      `${file}: expected a square table with the strategies of the header as rows in the same order (${names.join(', ')}), got ${found.join(', ')}; or the columns strategy, against and payoff; or a column per player and payoff_<player> for each`,
    );
  }
  return symmetricGame(
    file,
    names,
    rows.map((row) => names.map((_, j) => numberIn(sheet, row, j + 1))),
  );
}

function readPairs(sheet: Sheet): GameTable {
  const { file, rows } = sheet;
  const [own, other, payoff, low, high, gain] = [
    'strategy',
    'against',
    'payoff',
    'payoff_low',
    'payoff_high',
    'entry_high',
  ].map((name) => sheet.names.indexOf(name));
  const names = [...new Set(rows.map(({ cells }) => cells[own].trim()))];
  const [table, halves, gainHighs] = [0, 1, 2].map(() =>
    names.map(() => new Array<number>(names.length).fill(Number.NaN)),
  );
  const isEstimated = [low, high, gain].every((column) => column >= 0);
  for (const row of rows) {
    const [i, j] = [names.indexOf(row.cells[own].trim()), names.indexOf(row.cells[other].trim())];
    if (j < 0) throw new UsageError(`${file}:${row.line}: no row gives the payoff of ${row.cells[other]} against it`);
    if (!Number.isNaN(table[i][j]))
      throw new UsageError(`${file}:${row.line}: ${names[i]} against ${names[j]} is given twice`);
    table[i][j] = numberIn(sheet, row, payoff);
    if (!isEstimated) continue;
    halves[i][j] = (numberIn(sheet, row, high) - numberIn(sheet, row, low)) / 2;
    gainHighs[i][j] = numberIn(sheet, row, gain);
  }
  for (const [i, line] of table.entries()) {
    const j = line.findIndex(Number.isNaN);
    if (j >= 0) throw new UsageError(`${file}: the payoff of ${names[i]} against ${names[j]} is missing`);
  }
  const game = symmetricGame(file, names, table);
  if (!halves.flat().some((half) => half > 0)) return game;
  return { ...game, halfWidths: symmetricGame(file, names, halves).payoffs, gainHighs };
}

function readProfiles(sheet: Sheet): GameTable {
  const { file, rows } = sheet;
  const players = sheet.names.filter((name) => sheet.names.includes(`${PAYOFF}${name}`));
  const places = players.map((name) => sheet.names.indexOf(name));
  const paid = players.map((name) => sheet.names.indexOf(`${PAYOFF}${name}`));
  const moves = places.map((place) => [...new Set(rows.map(({ cells }) => cells[place].trim()))]);
  const counts = moves.map((names) => names.length);
  const halves = players.map((name) => sheet.names.indexOf(`${HALF}${name}`));
  const isEstimated = halves.every((column) => column >= 0);
  const [payoffs, halfWidths] = [0, 1].map(() => Array.from({ length: profileTotal(counts) }, (): number[] => []));
  for (const row of rows) {
    const played = places.map((place, i) => moves[i].indexOf(row.cells[place].trim()));
    const profile = profileOf(played, counts);
    if (payoffs[profile].length > 0) throw new UsageError(`${file}:${row.line}: this profile is given twice`);
    payoffs[profile] = paid.map((column) => numberIn(sheet, row, column));
    if (isEstimated) halfWidths[profile] = halves.map((column) => numberIn(sheet, row, column));
  }
  const missing = payoffs.findIndex((row) => row.length === 0);
  if (missing >= 0) {
    const words = movesOf(missing, counts).map((move, i) => `${players[i]} ${moves[i][move]}`);
    throw new UsageError(`${file}: the profile ${words.join(', ')} is missing`);
  }
  const count = sheet.names.indexOf('replications');
  const replications = count < 0 ? {} : { replications: numberIn(sheet, rows[0], count) };
  return { title: file, players, moves, payoffs, ...(isEstimated ? { halfWidths } : {}), ...replications };
}
