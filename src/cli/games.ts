/** Options of a plain game. */

import type { Options } from 'yargs';
import { findGame, type GameKind, GAMES, gameOf } from '../game/games.ts';
import { type StageGame, seats } from '../game/stage-game.ts';
import { UsageError } from '../scenario/errors.ts';
import { didYouMean } from '../scenario/suggest.ts';
import type { Arguments } from './arguments.ts';
import { amount, repeatable, text } from './options.ts';

/** Short names that people type. */
const SHORT: Readonly<Record<string, string>> = { pd: 'prisoners-dilemma', volunteer: 'volunteers-dilemma' };

export const GAME_OPTIONS: Record<string, Options> = {
  game: text(`A plain game instead of the economy: pd, ${GAMES.map(({ id }) => id).join(', ')}`),
  players: amount('Players of a plain game', '2'),
  param: repeatable('A number of the plain game, such as multiplier=3; may be repeated'),
};

export interface PlainGame {
  readonly kind: GameKind;
  readonly game: StageGame;
  readonly players: number;
  readonly params: Readonly<Record<string, number>>;
}

/** The plain game that the options name; undefined when they name none. */
export function plainGame(args: Arguments): PlainGame | undefined {
  const name = args.text('game');
  if (name === undefined) return undefined;
  const kind = findGame(SHORT[name] ?? name);
  if (kind === undefined) {
    const known = [...Object.keys(SHORT), ...GAMES.map(({ id }) => id)];
    throw new UsageError(`--game: there is no game ${name}${didYouMean(name, known)}; there are ${known.join(', ')}`);
  }
  const players = args.whole('players', 2) ?? 2;
  if (!seats(kind, players))
    throw new UsageError(`--players: ${kind.id} is for ${kind.players} players, not ${players}`);
  const params = Object.fromEntries(args.list('param').map(paramOf));
  try {
    return { kind, game: gameOf(kind, params), players, params };
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`--param: ${error.message}`);
    throw error;
  }
}

function paramOf(text: string): [string, number] {
  const [name, value, ...rest] = text.split('=');
  if (value === undefined || rest.length > 0 || value.trim() === '' || !Number.isFinite(Number(value))) {
    throw new UsageError(`--param: expected name=number, such as multiplier=3, got ${text}`);
  }
  return [name.trim(), Number(value)];
}
