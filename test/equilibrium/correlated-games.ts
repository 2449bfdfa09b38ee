/** Checks the best correlated equilibrium of a game against the exact one. */

import { expect } from 'vitest';
import { bestCorrelated } from '../../src/equilibrium/correlated.ts';
import { exactMaximum, numberOf } from '../support/exact-program.ts';
import { drawnGame, type Table } from './two-player-games.ts';

/** Highest welfare of a correlated equilibrium of a game of whole payoffs, as a ratio of whole numbers. */
function exactWelfare(row: Table, column: Table): number {
  const [height, width] = [row.length, row[0].length];
  const cells = row.flatMap((line, i) => line.map((_, j) => [i, j] as const));
  // All sums positive, so that the chances fill the 1 that bounds their sum.
  const least = Math.min(...cells.map(([i, j]) => row[i][j] + column[i][j]));
  const gain = cells.map(([i, j]) => BigInt(row[i][j] + column[i][j] - least + 1));
  const rows = [cells.map(() => 1n)];
  for (let kept = 0; kept < height; kept++)
    for (let other = 0; other < height; other++)
      if (other !== kept) rows.push(cells.map(([i, j]) => (i === kept ? BigInt(row[other][j] - row[kept][j]) : 0n)));
  for (let kept = 0; kept < width; kept++)
    for (let other = 0; other < width; other++)
      if (other !== kept)
        rows.push(cells.map(([i, j]) => (j === kept ? BigInt(column[i][other] - column[i][kept]) : 0n)));
  return numberOf(exactMaximum(gain, rows, [1n, ...rows.slice(1).map(() => 0n)])) + least - 1;
}

/** Draw a game of whole payoffs from 0 to 99 and compare, in some unit. */
export async function expectExactWelfare(size: number, k: number): Promise<void> {
  const [row, column] = drawnGame(`correlated ${size} ${k}`, [size, size], (u) => Math.floor(100 * u));
  const [factor, shift] = [
    [1, 0],
    [1e-6, 0],
    [1e9, 1e6],
  ][k % 3];
  const inUnit = (table: Table): number[][] => table.map((line) => line.map((payoff) => factor * payoff + shift));
  const exact = exactWelfare(row, column);
  const { welfare, welfareBound, regret, chances } = await bestCorrelated(inUnit(row), inUnit(column));
  const own = (value: number): number => (value - 2 * shift) / factor;
  expect(Math.abs(own(welfare) - exact), `game ${k}`).toBeLessThan(1e-7);
  expect(Math.abs(own(welfareBound) - exact), `game ${k}`).toBeLessThan(1e-7);
  expect(regret, `game ${k}`).toBeLessThan(1e-10);
  expect(chances.flat().reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12);
}
