/** Move by move, every strategy plays what the reference library's own tests say. */

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { playMatch, type Seat } from '../../../src/engine/match.ts';
import { AXELROD_PAYOFFS } from '../../../src/game/dilemma-payoffs.ts';
import { matrixGame } from '../../../src/game/matrix-game.ts';
import { referenceSeat } from './reference-strategies.ts';
import { scriptedSeat } from './scripted.ts';

interface MoveVector {
  readonly strategy: string;
  readonly opponent: string;
  readonly turns: number;
  readonly expected: readonly (readonly [string, string])[];
  readonly opponent_actions?: string;
  readonly opponent_kwargs?: { readonly cycle: readonly string[] };
  readonly kwargs?: Readonly<Record<string, unknown>>;
  /** Order of the four numbers: R, S, T, P. */
  readonly match_attributes?: { readonly game?: { readonly game: readonly [number, number, number, number] } };
  readonly source: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('ipd-move-vectors.json', import.meta.url), 'utf8'),
) as readonly MoveVector[];

/** Our names for the reference library's parameters. */
function paramsOf(kwargs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  if ('memory_depth' in kwargs) params.window = kwargs.memory_depth;
  if ('initial_actions' in kwargs) params.opening = (kwargs.initial_actions as string[]).join('');
  if ('p' in kwargs) params.cooperation = kwargs.p;
  expect(Object.keys(params).length).toBe(Object.keys(kwargs).length);
  return params;
}

function opponentOf({ opponent, opponent_actions, opponent_kwargs }: MoveVector): Seat {
  if (opponent === 'MockPlayer') return scriptedSeat(opponent_actions!);
  if (opponent === 'Cycler') return scriptedSeat(opponent_kwargs!.cycle.join(''));
  if (opponent === 'CyclerDC') return scriptedSeat('DC');
  return referenceSeat(opponent);
}

it('has all vectors', () => {
  expect(vectors).toHaveLength(128);
});

it.each(vectors.map((vector, i) => [i, vector.strategy, vector.opponent, vector] as const))(
  '%i: %s against %s',
  (_, strategy, _opponent, vector) => {
    const [R, S, T, P] = vector.match_attributes?.game?.game ?? [3, 0, 5, 1];
    const game = matrixGame({ ...AXELROD_PAYOFFS, R, S, T, P });
    const seats = [referenceSeat(strategy, paramsOf(vector.kwargs ?? {})), opponentOf(vector)];
    const { intensities } = playMatch(game, seats, { seed: 'vectors', turns: vector.turns });
    const letters = Array.from(intensities, (a) => (a === 0 ? 'C' : 'D')).join('');
    expect(letters, vector.source).toBe(vector.expected.flat().join(''));
  },
);
