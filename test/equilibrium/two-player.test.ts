/** Nash equilibria of two players: every one, in every unit, of degenerate games too, each with its certificate. */

import { describe, expect, it } from 'vitest';
import { twoPlayerNash } from '../../src/equilibrium/nash-two-player.ts';
import { drawnGame, extremeEquilibria, STENGEL_GAME, type Table, turned } from './two-player-games.ts';

const UNITS: readonly (readonly [factor: number, shift: number])[] = [
  [1e-6, 0],
  [1, 0],
  [1 / 3, 0.1],
  [1e9, 0],
  [1, 1e6],
];
const inUnit = (table: Table, [factor, shift]: readonly [number, number]): number[][] =>
  table.map((row) => row.map((payoff) => payoff * factor + shift));

function expectEquilibria(row: Table, column: Table, expected: readonly (readonly [number[], number[]])[]): void {
  const { equilibria } = twoPlayerNash(row, column);
  const distance = (a: readonly number[], b: readonly number[]): number =>
    Math.max(...a.map((value, i) => Math.abs(value - b[i])));
  for (const [x, y] of expected) {
    const nearest = equilibria.map((one) => Math.max(distance(one.row, x), distance(one.column, y)));
    expect(Math.min(...nearest), `${x} / ${y}`).toBeLessThan(1e-9);
  }
  expect(equilibria).toHaveLength(expected.length);
  for (const { regret } of equilibria) expect(regret).toBeLessThan(1e-12);
}

describe('degenerate games', () => {
  const games: readonly (readonly [string, Table, Table, readonly [number[], number[]][], number])[] = [
    [
      'a row that ties',
      [
        [-1, 0],
        [-1, 1],
      ],
      [
        [1, 0],
        [1, -1],
      ],
      [
        [
          [1, 0],
          [1, 0],
        ],
        [
          [0, 1],
          [1, 0],
        ],
      ],
      1,
    ],
    [
      'a segment and a point',
      [
        [3, 3],
        [2, 5],
        [0, 6],
      ],
      [
        [3, 3],
        [2, 6],
        [3, 1],
      ],
      [
        [
          [1, 0, 0],
          [1, 0],
        ],
        [
          [1, 0, 0],
          [2 / 3, 1 / 3],
        ],
        [
          [0, 1 / 3, 2 / 3],
          [1 / 3, 2 / 3],
        ],
      ],
      2,
    ],
    [
      'nothing matters',
      [
        [0, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [0, 0],
      ],
      [
        [
          [1, 0],
          [1, 0],
        ],
        [
          [1, 0],
          [0, 1],
        ],
        [
          [0, 1],
          [1, 0],
        ],
        [
          [0, 1],
          [0, 1],
        ],
      ],
      1,
    ],
    [
      'two equal rows, zero sum',
      [
        [0, -1, 1],
        [-1, 0, 1],
        [-1, 0, 1],
      ],
      [
        [0, 1, -1],
        [1, 0, -1],
        [1, 0, -1],
      ],
      [
        [
          [0.5, 0.5, 0],
          [0.5, 0.5, 0],
        ],
        [
          [0.5, 0, 0.5],
          [0.5, 0.5, 0],
        ],
      ],
      1,
    ],
    [
      'the middle row is as good as any, whatever the column',
      [
        [-1, -1, -1],
        [0, 0, 0],
        [-1, -1, -10000],
      ],
      [
        [-1, -1, -1],
        [0, 0, 0],
        [-1, -1, -10000],
      ],
      [
        [
          [0, 1, 0],
          [1, 0, 0],
        ],
        [
          [0, 1, 0],
          [0, 1, 0],
        ],
        [
          [0, 1, 0],
          [0, 0, 1],
        ],
      ],
      1,
    ],
  ];

  it.each(games)('%s: all extreme equilibria, in every unit', (...[, row, column, expected, components]) => {
    for (const unit of UNITS) {
      expectEquilibria(inUnit(row, unit), inUnit(column, unit), expected);
      const { degenerate, isCountEven, equilibria } = twoPlayerNash(inUnit(row, unit), inUnit(column, unit));
      expect(degenerate).toBe(true);
      expect(isCountEven).toBe(expected.length % 2 === 0);
      expect(new Set(equilibria.map(({ component }) => component)).size).toBe(components);
    }
  });

  it.each([
    [3, 3],
    [4, 3],
    [4, 4],
  ])('games of %d x %d small whole payoffs have the equilibria that another way finds', (height, width) => {
    for (let k = 0; k < 30; k++) {
      const [row, column] = drawnGame(`ties ${height} ${width} ${k}`, [height, width], (u) => Math.floor(u * 3));
      expectEquilibria(row, column, extremeEquilibria(row, column));
    }
  });
});

describe('units', () => {
  it.each(UNITS)('the game of von Stengel has 75 equilibria, times %d plus %d', (factor, shift) => {
    const [row, column] = STENGEL_GAME.map((table) => inUnit(table, [factor, shift]));
    const { equilibria, degenerate, isCountEven } = twoPlayerNash(row, column);
    expect(equilibria).toHaveLength(75);
    expect([degenerate, isCountEven]).toEqual([false, false]);
    for (const { regret } of equilibria) expect(regret).toBeLessThan(1e-12);
  });

  it.each(UNITS)('the prisoner races, times %d plus %d', (factor, shift) => {
    const dilemma = inUnit(
      [
        [3, 0],
        [5, 1],
      ],
      [factor, shift],
    );
    expectEquilibria(dilemma, turned(dilemma), [
      [
        [0, 1],
        [0, 1],
      ],
    ]);
  });

  it('payoffs of 1e308 overflow nothing', () => {
    const game = inUnit(
      [
        [1, -1],
        [-1, 1],
      ],
      [1.7e308, 0],
    );
    expectEquilibria(game, inUnit(game, [-1, 0]), [
      [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
    ]);
  });
});

describe('games drawn at random', () => {
  it.each([2, 3, 4, 5, 6, 7, 8])('have an odd number of equilibria without regret, %d x %d', (size) => {
    for (let k = 0; k < 12; k++) {
      const [row, column] = drawnGame(`certificates ${size} ${k}`, [size, size]);
      const { equilibria, degenerate, isCountEven } = twoPlayerNash(row, column);
      expect([degenerate, isCountEven]).toEqual([false, false]);
      for (const { regret } of equilibria) expect(regret).toBeLessThan(1e-12);
    }
  });
});

describe('what is no game', () => {
  it.each<[string, Table, Table, RegExp]>([
    [
      'not rectangular',
      [[1, 2], [3]],
      [
        [1, 2],
        [3, 4],
      ],
      /row: row 1 has 1 payoff, row 0 has 2/,
    ],
    ['NaN', [[1, 2]], [[1, Number.NaN]], /column\[0\]\[1\]: expected a finite number, got NaN/],
    ['infinite', [[1, Number.POSITIVE_INFINITY]], [[1, 2]], /row\[0\]\[1\]: expected a finite number, got Infinity/],
    ['empty', [], [], /row: the table is empty/],
    ['of two shapes', [[1, 2]], [[1], [2]], /row player's table is 1 x 2, the column player's 2 x 1/],
    [
      'too large',
      Array.from({ length: 13 }, () => [0, 0]),
      Array.from({ length: 13 }, () => [0, 0]),
      /at most 12 moves/,
    ],
  ])('is refused: %s', (_, row, column, words) => {
    expect(() => twoPlayerNash(row, column)).toThrow(RangeError);
    expect(() => twoPlayerNash(row, column)).toThrow(words);
  });
});
