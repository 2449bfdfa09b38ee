/** Options of a tournament. */

import type { Options } from 'yargs';
import { MAX_TURNS } from '../engine/match-draws.ts';
import { type Entry, readEntry } from '../node/experiments/entrants.ts';
import { counted } from '../numeric/counted.ts';
import { percentWord } from '../output/words.ts';
import { UsageError } from '../scenario/errors.ts';
import type { Playing } from '../tournament/arena.ts';
import type { TournamentRule } from '../tournament/tournament.ts';
import type { Arguments } from './arguments.ts';
import { readEconomy, readHorizon } from './economy.ts';
import { GAME_OPTIONS, plainGame } from './games.ts';
import type { Io } from './io.ts';
import { amount, choice, repeatable } from './options.ts';

const PLAIN_REPETITIONS = 50;
const ECONOMY_REPETITIONS = 100;
/** Payoffs by pair in the economy take a run for every firm and pair. */
const ECONOMY_PAIR_REPETITIONS = 5;
const TURNS = 200;
const POPULATION = 50;
const DEFAULT_BETA = 10;
const PLAIN_FIELD = [
  'always-disciplined',
  'always-race',
  'tit-for-tat',
  'tit-for-two-tats',
  'generous-tit-for-tat',
  'grim',
  'win-stay-lose-shift',
  'random',
];
const ECONOMY_FIELD = [
  'always-disciplined',
  'always-race',
  'tit-for-tat',
  'tit-for-tat?quorum=0.5',
  'grim',
  'win-stay-lose-shift',
  'momentum',
  'return-threshold',
];

/** Options for entrants, repetitions and length. */
export const RULE_OPTIONS: Record<string, Options> = {
  ...GAME_OPTIONS,
  entrant: repeatable(
    'Strategy: id, ./my.ts?threshold=0.2 or "cmd:python3 my.py"; repeat it for each',
    'eight well-known ones',
  ),
  repetitions: amount('Independent repetitions', `${PLAIN_REPETITIONS}; ${ECONOMY_REPETITIONS} in the economy`),
  turns: amount('Length of a match', String(TURNS)),
  continuation: amount('Or the probability of another turn: the discount factor of the repeated game'),
  noise: amount('Probability of an execution error', '0'),
  'observation-noise': amount('Probability that a move is misread', '0'),
  compositions: choice(
    ['sampled', 'all'],
    'With more than two players: balanced samples of seatings, or all',
    'sampled',
  ),
  'pair-repetitions': amount(
    'Repetitions of payoffs by pair with more than two players',
    `as --repetitions; ${ECONOMY_PAIR_REPETITIONS} in the economy`,
  ),
  months: amount('In the economy: months that count', 'the horizon'),
  discount: amount('Discount rate a year', 'the cost of capital'),
  population: amount('Size of the populations of evolution', POPULATION),
};

export interface TournamentRequest {
  readonly stage: Stage;
  readonly rule: TournamentRule;
  readonly entry: Entry;
}

/** Read the entrants and the game. */
export function readTournament(args: Arguments, io: Io): TournamentRequest {
  const stage = playingOf(args, io);
  const requested = args.list('entrant');
  const field = stage.playing.kind === 'economy' ? ECONOMY_FIELD : PLAIN_FIELD;
  const entry = readEntry(requested.length > 0 ? requested : field, io.cwd);
  if (entry.entrants.length < 2) throw new UsageError('--entrant: expected at least two strategies');
  return { stage, rule: ruleOf(args, stage.playing), entry };
}

export interface Stage {
  readonly playing: Playing;
  readonly unit: string;
  /** Description of the game, and its short form for a folder name. */
  readonly title: string;
  readonly short: string;
}

/** The game of the options. */
export function playingOf(args: Arguments, io: Io): Stage {
  const plain = plainGame(args);
  if (plain === undefined) return economyOf(args, io);
  const { kind, game, params, players } = plain;
  const continuation = chanceOption(args, 'continuation');
  const turns = args.whole('turns', 1);
  if (continuation !== undefined && turns !== undefined)
    throw new UsageError('--turns and --continuation exclude each other');
  if (turns !== undefined && turns > MAX_TURNS) {
    throw new UsageError(`--turns: expected at most ${MAX_TURNS}, got ${turns}`);
  }
  if (continuation === 0 || continuation === 1)
    throw new UsageError('--continuation: expected a probability above 0 and below 1');
  const executionNoise = chanceOption(args, 'noise') ?? 0;
  const observationNoise = chanceOption(args, 'observation-noise') ?? 0;
  const length = continuation === undefined ? { turns: turns ?? TURNS } : { continuation };
  const lengthWords =
    continuation === undefined ? `${turns ?? TURNS} turns` : `another turn with probability ${continuation}`;
  const noise =
    executionNoise + observationNoise === 0
      ? 'no noise'
      : `execution errors ${percentWord(executionNoise)}, misread moves ${percentWord(observationNoise)}`;
  return {
    playing: { kind: 'plain', game: kind.id, params, players, match: { ...length, executionNoise, observationNoise } },
    unit: '',
    title: `${kind.id}: ${game.description}; ${counted(players, 'player')}, ${lengthWords}, ${noise}`,
    short: kind.id,
  };
}

function economyOf(args: Arguments, io: Io): Stage {
  const { scenario, name } = readEconomy(args, io, ': it has no players');
  const horizon = readHorizon(args, scenario);
  return {
    playing: { kind: 'economy', scenario, horizon },
    unit: 'USD bn',
    title: `${name}: ${counted(scenario.firms.length, 'firm')}, ${horizon.months ?? scenario.horizonMonths} months`,
    short: name.replace(/[^\w.-]/g, '-'),
  };
}

function ruleOf(args: Arguments, playing: Playing): TournamentRule {
  const isEconomy = playing.kind === 'economy';
  const repetitions = args.whole('repetitions', 2) ?? (isEconomy ? ECONOMY_REPETITIONS : PLAIN_REPETITIONS);
  const size = args.whole('population', 2) ?? POPULATION;
  return {
    playing,
    repetitions,
    pairRepetitions: args.whole('pair-repetitions', 2) ?? (isEconomy ? ECONOMY_PAIR_REPETITIONS : repetitions),
    compositions: args.text('compositions') === 'all' ? 'all' : 'sampled',
    seed: args.text('seed') ?? '1',
    population: { size, beta: DEFAULT_BETA },
  };
}

function chanceOption(args: Arguments, name: string): number | undefined {
  const value = args.number(name);
  if (value !== undefined && value > 1)
    throw new UsageError(`--${name}: expected a probability in [0, 1], got ${value}`);
  return value;
}
