/** Options of searches in sampled games: strategies, roles, precision and budget. */

import type { Options } from 'yargs';
import { firmIds } from '../engine/stage-game.ts';
import type { QuiesceRule } from '../equilibrium/quiesce.ts';
import { type EntrantChoice, readEntry } from '../node/experiments/entrants.ts';
import type { SearchSpec } from '../node/experiments/equilibrium.ts';
import { UsageError } from '../scenario/errors.ts';
import type { Playing } from '../tournament/arena.ts';
import type { SeatedRole } from '../tournament/role-seats.ts';
import type { Arguments } from './arguments.ts';
import { GAME_OPTIONS } from './games.ts';
import type { Io } from './io.ts';
import { readSpec } from './job-options.ts';
import { amount, text } from './options.ts';
import { playingOf } from './tournament-options.ts';

const EPSILON = 0.01;
const REPLICATIONS = 10;
const BUDGET = 50_000;
/** The levered tier of the baseline. */
const LEVERED = ['ORCL', 'NEO'];

/** Options of the game: a plain game or firms, roles, horizon and discount rate. */
export const ROLE_OPTIONS: Record<string, Options> = {
  ...GAME_OPTIONS,
  roles: {
    type: 'string',
    requiresArg: true,
    default: 'tiers',
    describe:
      'Players of a role are interchangeable: tiers (large builders; ORCL and NEO), firms (each its own), all, or "big=AMZN,MSFT;small=ORCL"',
  },
  turns: amount('Length of a match of a plain game'),
  continuation: amount('Or the probability of another turn: the discount factor of the repeated game'),
  noise: amount('Probability of an execution error', '0'),
  'observation-noise': amount('Probability that a move is misread', '0'),
  months: amount('In the economy: months that count', 'the horizon'),
  discount: amount('Discount rate a year', 'the cost of capital'),
};

/** The same, and how the search is made. */
export const SEARCH_OPTIONS: Record<string, Options> = {
  ...ROLE_OPTIONS,
  strategies: text('Strategies between which every player chooses: ids, ./my.ts?threshold=0.2, separated by commas'),
  epsilon: amount("Most regret of an equilibrium, as a share of the mean size of a player's payoff", EPSILON),
  replications: amount('Runs of every profile at first; doubled where the regret is undecided', REPLICATIONS),
  'most-replications': amount('Most runs of a profile; another number is another search', '64 times --replications'),
  budget: amount('Most runs of profiles in all; up to --most-replications more are of the control variate', BUDGET),
};

/** Read a search. */
export function readSearch(args: Arguments, io: Io): SearchSpec {
  const stage = playingOf(args, io);
  const names = listed(args.text('strategies') ?? '');
  if (names.length < 2) {
    throw new UsageError('--strategies: expected at least two, such as always-race,always-disciplined');
  }
  const entry = readEntry(names, io.cwd);
  const roles = rolesOf(args, stage.playing, entry.entrants);
  return { ...stage, ...readSpec(args), entry, roles, rule: ruleOf(args) };
}

/** Words between commas. */
export function listed(text: string): string[] {
  const words = text.split(',').map((word) => word.trim());
  return words.filter((word) => word !== '');
}

function ruleOf(args: Arguments): QuiesceRule {
  const replications = args.whole('replications', 2) ?? REPLICATIONS;
  const mostReplications = args.whole('most-replications', replications);
  return {
    epsilon: args.number('epsilon') ?? EPSILON,
    replications,
    budget: args.whole('budget', 1) ?? BUDGET,
    ...(mostReplications === undefined ? {} : { mostReplications }),
  };
}

/** Names of the players in the order of seats. */
export function playersOf(playing: Playing): string[] {
  if (playing.kind === 'economy') return firmIds(playing.scenario);
  return Array.from({ length: playing.players }, (_, i) => `player ${i + 1}`);
}

/** The roles of the players; every role chooses between all entrants. */
export function rolesOf(args: Arguments, playing: Playing, entrants: readonly EntrantChoice[]): SeatedRole[] {
  const players = playersOf(playing);
  const text = args.text('roles') ?? 'tiers';
  const strategies = entrants.map(({ name }) => name);
  return groupsOf(text, players).map(([name, members]) => {
    const seats = members.map((member) => players.indexOf(member));
    return { name, players: seats.length, seats, strategies };
  });
}

function groupsOf(text: string, players: readonly string[]): [string, readonly string[]][] {
  if (text === 'firms') return players.map((player) => [player, [player]]);
  if (text === 'all') return [['players', players]];
  if (text === 'tiers') {
    const levered = players.filter((player) => LEVERED.includes(player));
    const large = players.filter((player) => !LEVERED.includes(player));
    if (levered.length === 0 || large.length === 0) return [['players', players]];
    return [
      ['large', large],
      ['levered', levered],
    ];
  }
  const groups = text.split(';').map((part): [string, readonly string[]] => {
    const [name, list, ...rest] = part.split('=');
    if (list === undefined || name.trim() === '' || rest.length > 0) {
      throw new UsageError(`--roles: expected tiers, firms, all or name=A,B;name=C, got ${text}`);
    }
    return [name.trim(), list.split(',').map((id) => id.trim())];
  });
  const named = groups.flatMap(([, members]) => members);
  const problems = [
    ...named
      .filter((id) => !players.includes(id))
      .map((id) => `there is no player ${id}; there are ${players.join(', ')}`),
    ...players.filter((id) => named.filter((one) => one === id).length !== 1).map((id) => `${id} must be in one role`),
  ];
  if (problems.length > 0) throw new UsageError(problems.map((problem) => `--roles: ${problem}`));
  return groups;
}
