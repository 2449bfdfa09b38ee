/** Ten thousand random two-player games: an odd number of equilibria, each with its certificate. */

import { expect, it } from 'vitest';
import { twoPlayerNash } from '../../src/index.ts';
import { drawnGame, extremeEquilibria } from './two-player-games.ts';

const SIZES = [2, 3, 4, 5, 6, 7, 8];
const GAMES = 10_000;

it(`${GAMES} games of 2 x 2 to 8 x 8 payoffs`, () => {
  for (let k = 0; k < GAMES; k++) {
    const height = SIZES[k % SIZES.length];
    const width = SIZES[Math.floor(k / SIZES.length) % SIZES.length];
    const unit = [1e-6, 1, 1e9][k % 3];
    const [row, column] = drawnGame(`long ${k}`, [height, width], (u) => u * unit);
    const { equilibria, degenerate, isCountEven } = twoPlayerNash(row, column);
    expect([degenerate, isCountEven], `game ${k}`).toEqual([false, false]);
    for (const { regret } of equilibria) expect(regret, `game ${k}`).toBeLessThan(1e-12);
  }
});

it('2,000 degenerate games of 4 x 4 small whole payoffs', () => {
  for (let k = 0; k < 2000; k++) {
    const [row, column] = drawnGame(`long ties ${k}`, [4, 4], (u) => Math.floor(u * 3));
    const { equilibria } = twoPlayerNash(row, column);
    expect(equilibria.length, `game ${k}`).toBe(extremeEquilibria(row, column).length);
    for (const { regret } of equilibria) expect(regret, `game ${k}`).toBeLessThan(1e-12);
  }
});
