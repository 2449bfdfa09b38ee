/** Every plain stage game, by id, with its parameters. */

import { cournot } from './cournot.ts';
import { AXELROD_PAYOFFS } from './dilemma-payoffs.ts';
import { matrixGame } from './matrix-game.ts';
import { publicGood } from './public-good.ts';
import type { StageGame } from './stage-game.ts';
import { tullockContest } from './tullock-contest.ts';
import { volunteersDilemma } from './volunteers-dilemma.ts';

export interface GameParameter {
  readonly name: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly description: string;
}

/** A kind of stage game: its parameters, and a constructor. */
export interface GameKind {
  readonly id: string;
  readonly summary: string;
  /** Seats it needs; `any` is two or more. */
  readonly players: number | 'any';
  readonly parameters: readonly GameParameter[];
  /** Make the game; every parameter must be present and in range (`gameOf` checks this). */
  make(values: Readonly<Record<string, number>>): StageGame;
}

const LARGEST = 1e6;
const parameter = (name: string, fallback: number, range: readonly [number, number], description: string) => ({
  name,
  default: fallback,
  min: range[0],
  max: range[1],
  description,
});
const any = [-LARGEST, LARGEST] as const;
const positive = [1e-6, LARGEST] as const;

/** Plain stage games in alphabetical order of id. */
export const GAMES: readonly GameKind[] = [
  {
    id: 'cournot',
    summary: 'Quantity competition, from cartel output (0) to that of price takers (1).',
    players: 'any',
    parameters: [
      parameter('intercept', 100, positive, 'Price at which sales are zero'),
      parameter('slope', 1, positive, 'Fall of the price per additional unit'),
      parameter('cost', 10, [0, LARGEST], 'Cost per unit'),
    ],
    make: ({ intercept, slope, cost }) => cournot({ intercept, slope, cost }),
  },
  {
    id: 'prisoners-dilemma',
    summary: "Two-player matrix game with any four payoffs; by default the prisoner's dilemma 5, 3, 1, 0.",
    players: 2,
    parameters: [
      parameter('T', AXELROD_PAYOFFS.T, any, 'Temptation: racing against a disciplined player'),
      parameter('R', AXELROD_PAYOFFS.R, any, 'Reward: both disciplined'),
      parameter('P', AXELROD_PAYOFFS.P, any, 'Punishment: both race'),
      parameter('S', AXELROD_PAYOFFS.S, any, 'Sucker: disciplined against a racing player'),
    ],
    make: ({ T, R, P, S }) => matrixGame({ T, R, P, S }),
  },
  {
    id: 'public-good',
    summary: 'Linear public good: a disciplined player contributes its stake, a racing one nothing.',
    players: 'any',
    parameters: [
      parameter('multiplier', 2, positive, 'Factor on contributions; a dilemma between 1 and the number of players'),
      parameter('stake', 1, positive, 'Contribution of a disciplined player'),
    ],
    make: ({ multiplier, stake }) => publicGood({ multiplier, stake }),
  },
  {
    id: 'tullock',
    summary: 'Rent-seeking contest: effort is intensity times the prize, and all effort is spent.',
    players: 'any',
    parameters: [
      parameter('prize', 100, positive, 'Value of the prize'),
      parameter('decisiveness', 1, [0.01, 10], 'Exponent on effort'),
    ],
    make: ({ prize, decisiveness }) => tullockContest({ prize, decisiveness }),
  },
  {
    id: 'volunteers-dilemma',
    summary: 'One volunteer (0) suffices for all, and each prefers that another volunteers.',
    players: 'any',
    parameters: [
      parameter('benefit', 2, positive, 'Benefit of everybody once one volunteers'),
      parameter('cost', 1, positive, 'Cost of volunteering'),
    ],
    make: ({ benefit, cost }) => volunteersDilemma({ benefit, cost }),
  },
];

/** Find a game by id. */
export function findGame(id: string): GameKind | undefined {
  return GAMES.find((kind) => kind.id === id);
}

/**
 * Make a game of a kind; parameters left out take their defaults.
 *
 * @throws RangeError  Naming an unknown parameter or one out of range.
 */
export function gameOf(kind: GameKind, values: Readonly<Record<string, number>> = {}): StageGame {
  for (const name of Object.keys(values)) {
    if (!kind.parameters.some((known) => known.name === name)) {
      const names = kind.parameters.map((known) => known.name).join(', ');
      throw new RangeError(`${kind.id} has no parameter "${name}"; it has ${names}`);
    }
  }
  const full: Record<string, number> = {};
  for (const { name, default: fallback, min, max } of kind.parameters) {
    const value = values[name] ?? fallback;
    if (!(value >= min && value <= max)) {
      throw new RangeError(`${kind.id}.${name}: expected a number in [${min}, ${max}], got ${value}`);
    }
    full[name] = value;
  }
  return kind.make(full);
}
