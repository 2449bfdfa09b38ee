/** Solves a game given as a table: Nash, correlated and logit equilibria, dominance, welfare and evolution. */

import { alphaRank, alphaRankOnePopulation } from './alpha-rank.ts';
import { bestCorrelatedProfiles, type CorrelatedProfiles } from './correlated.ts';
import { bimatrixOf, checkGame, type GameTable, gameSize, isSymmetricPair, moveCounts, movesOf } from './game-table.ts';
import { smallMutationLimit } from './imitation.ts';
import { isEss } from './invasion.ts';
import { logitEquilibrium } from './logit-equilibrium.ts';
import { threePlayerNash } from './nash-three-players.ts';
import { twoPlayerNash } from './nash-two-player.ts';
import { scaledTable } from './payoff-table.ts';
import { type ProfilePayoffs, scaledProfiles, strideOf } from './profile-payoffs.ts';
import { replicateToRest } from './replicator.ts';

export interface SolvedEquilibrium {
  /** Chance of each move, by player. */
  readonly mixtures: readonly (readonly number[])[];
  /** Expected payoff of each player. */
  readonly payoffs: readonly number[];
  /** Gain of the best deviation of a player, as a share of the range of that player's payoffs. */
  readonly regret: number;
  /** Where payoffs are estimates: the most that a deviation gains in payoffs that lie in their intervals; 0 if none does. */
  readonly mostRegret?: number;
  /** Number of the connected set of equilibria it belongs to, in degenerate games of two players. */
  readonly component?: number;
  /**
   * In symmetric games of two, where both players mix alike: whether the mixture is evolutionarily stable, moves that are
   * alike counted as one.
   */
  readonly isEss?: boolean;
}

export interface SolvedNash {
  /** `all`: all of them, the ends of continua in degenerate games; `pure`: all in pure strategies. */
  readonly scope: 'all' | 'pure';
  readonly equilibria: readonly SolvedEquilibrium[];
  /** Whether replies tie: some move that is not played earns as much as those that are. */
  readonly degenerate: boolean | undefined;
  /** Whether some are part of a continuum, of which the ends are listed. */
  readonly hasContinuum: boolean | undefined;
  readonly isCountEven: boolean;
}

export interface SolvedEvolution {
  /** Final shares of the replicator dynamics from equal shares, and whether they rest there. */
  readonly replicator: readonly number[];
  readonly isAtRest: boolean;
  /** Share of time by imitation with rare mutants; and by alpha-rank at infinite alpha, with local selection. */
  readonly imitation: readonly number[];
  readonly alphaRank: readonly number[];
}

/** Highest sum of payoffs over the lowest one in a listed equilibrium. */
export interface PriceOfAnarchy {
  /** Lowest sum in a listed equilibrium; null when none is listed. */
  readonly lowest: number | null;
  /** null, with the reason, where there is no such ratio. */
  readonly ratio: number | null;
  readonly reason?: 'no equilibrium is listed' | 'the lowest sum is not positive';
}

export interface SolvedTable {
  readonly nash: SolvedNash;
  /**
   * Moves that pay every player the same whatever others play, by player, in lists of two or more. Equilibria are listed
   * with the first of a list; any of them may take its place. Not merged in games of three players with two moves each.
   */
  readonly alike: readonly (readonly (readonly number[])[])[];
  /** Strictly dominated moves, by iterated elimination: [player, move]. */
  readonly dominated: readonly (readonly [player: number, move: number])[];
  /** Best correlated equilibrium; undefined when the game is too large. */
  readonly correlated: CorrelatedProfiles | undefined;
  /** Logit equilibrium at `lambda` over payoffs scaled to [0, 1]; undefined when its branch cannot be followed. */
  readonly logit: { readonly lambda: number; readonly mixtures: readonly (readonly number[])[] } | undefined;
  /** First profile with the highest sum of payoffs, that sum, and how many profiles have it. */
  readonly best: { readonly profile: number; readonly welfare: number; readonly profiles: number };
  readonly priceOfAnarchy: PriceOfAnarchy;
  /** Weights of pure profiles by alpha-rank at infinite alpha; undefined when there are too many. */
  readonly alphaRank: readonly number[] | undefined;
  /** In symmetric games of two. */
  readonly evolution: SolvedEvolution | undefined;
}

export interface SolveRule {
  /** Precision of the logit equilibrium and strength of imitation, over payoffs scaled to [0, 1]. */
  readonly lambda: number;
  /** Individuals of the populations of evolution. */
  readonly population: number;
}

/** Limits on the number of profiles for slow analyses. */
const MOST_FOR_PROGRAM = 1000;
const MOST_FOR_CHAIN = 500;
const MOST_MOVES = 12;
const ALIKE = 1e-9;
/** Payoffs, scaled to [0, 1], that differ by rounding alone. */
const ROUNDING = 1e-12;

/**
 * Solve a game of any number of players. All Nash equilibria of two players with up to 12 moves that are not dominated,
 * and of three with two moves each; of other games those in pure strategies.
 *
 * @throws RangeError  When payoffs are missing or not finite.
 */
export async function solveTable(game: GameTable, { lambda, population }: SolveRule): Promise<SolvedTable> {
  checkGame(game);
  const counts = moveCounts(game);
  const scaled = scaledProfiles(game.payoffs);
  const isSymmetric = isSymmetricPair(game);
  const size = gameSize(game);
  const kept = undominated(scaled, counts);
  const dominated = counts.flatMap((count, player) =>
    numbersTo(count).flatMap((move) => (kept[player].includes(move) ? [] : [[player, move] as const])),
  );
  const alike = alikeMoves(scaled, counts);
  const sums = game.payoffs.map((row) => row.reduce((sum, payoff) => sum + payoff, 0));
  const welfare = sums.reduce((most, sum) => Math.max(most, sum));
  const tie = ROUNDING * sums.reduce((most, sum) => Math.max(most, Math.abs(sum)), 0);
  const nash = nashOf(game, { kept, alike }, isSymmetric);
  return {
    nash,
    alike,
    dominated,
    correlated: size <= MOST_FOR_PROGRAM ? await bestCorrelatedProfiles(game.payoffs, counts) : undefined,
    logit: size <= MOST_FOR_PROGRAM ? logitOf(scaled, counts, lambda) : undefined,
    best: {
      profile: sums.indexOf(welfare),
      welfare,
      profiles: sums.filter((sum) => sum >= welfare - tie).length,
    },
    priceOfAnarchy: priceOf(nash, welfare, tie),
    alphaRank:
      size <= MOST_FOR_CHAIN
        ? [...alphaRank(game.payoffs, counts, { alpha: Number.POSITIVE_INFINITY, size: population })]
        : undefined,
    evolution: isSymmetric ? evolutionOf(bimatrixOf(game)[0], { lambda, population }) : undefined,
  };
}

const numbersTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

function priceOf({ equilibria }: SolvedNash, welfare: number, tie: number): PriceOfAnarchy {
  if (equilibria.length === 0) return { lowest: null, ratio: null, reason: 'no equilibrium is listed' };
  const totals = equilibria.map(({ payoffs }) => payoffs.reduce((sum, payoff) => sum + payoff, 0));
  const lowest = totals.reduce((least, total) => Math.min(least, total));
  return lowest > tie
    ? { lowest, ratio: welfare / lowest }
    : { lowest: Math.abs(lowest) > tie ? lowest : 0, ratio: null, reason: 'the lowest sum is not positive' };
}

/** Expected payoff of each player under mixtures. */
export function expectedPayoffs(payoffs: ProfilePayoffs, mixtures: readonly (readonly number[])[]): number[] {
  const counts = mixtures.map((own) => own.length);
  const expected = mixtures.map(() => 0);
  for (const [profile, row] of payoffs.entries()) {
    const chance = movesOf(profile, counts).reduce((product, move, i) => product * mixtures[i][move], 1);
    if (chance > 0) for (const [player, payoff] of row.entries()) expected[player] += chance * payoff;
  }
  return expected;
}

/** The most that a deviation of any player gains where every payoff may be anywhere in its interval. */
function mostRegret(
  { payoffs, halfWidths = [], gainHighs }: GameTable,
  mixtures: readonly (readonly number[])[],
): number {
  const [resident, other] = mixtures.map((own) => own.indexOf(1));
  if (gainHighs !== undefined && resident >= 0 && resident === other)
    return Math.max(0, ...gainHighs.map((row) => row[resident]));
  const most = mixtures.flatMap((own, player) => {
    const pure = own.map((_, move) =>
      mixtures.map((chances, i) => (i === player ? own.map((_other, m) => Number(m === move)) : chances)),
    );
    const [means, halves] = [payoffs, halfWidths].map((of) =>
      pure.map((played) => expectedPayoffs(of, played)[player]),
    );
    return own.map((_, move) =>
      own.reduce((gain, chance, m) => {
        const weight = Number(m === move) - chance;
        return gain + weight * means[m] + Math.abs(weight) * halves[m];
      }, 0),
    );
  });
  return Math.max(0, ...most);
}

interface Reduction {
  readonly kept: readonly (readonly number[])[];
  readonly alike: SolvedTable['alike'];
}

function nashOf(game: GameTable, reduction: Reduction, isSymmetric: boolean): SolvedNash {
  const counts = moveCounts(game);
  const isFirst = (player: number, move: number): boolean =>
    !reduction.alike[player].some((moves) => moves.indexOf(move) > 0);
  const distinct = (moves: readonly number[], player: number): number[] =>
    moves.filter((move) => isFirst(player, move));
  const kept = reduction.kept.map(distinct);
  const all = counts.map((count, player) => distinct(numbersTo(count), player));
  const listed = (mixtures: readonly (readonly number[])[], regret: number, more = {}): SolvedEquilibrium => ({
    mixtures,
    payoffs: expectedPayoffs(game.payoffs, mixtures),
    regret,
    ...(game.halfWidths === undefined ? {} : { mostRegret: mostRegret(game, mixtures) }),
    ...more,
  });
  if (counts.length === 2 && kept.every((moves) => moves.length <= MOST_MOVES)) {
    const tables = bimatrixOf(game);
    // Dominated moves are part of no equilibrium; they are removed only where the game is too large otherwise.
    const used = all.every((moves) => moves.length <= MOST_MOVES) ? all : kept;
    const [row, column] = tables.map((table) => used[0].map((i) => used[1].map((j) => table[i][j])));
    const { equilibria, degenerate, isCountEven } = twoPlayerNash(row, column);
    const different = all[0].map((i) => all[1].map((j) => tables[0][i][j]));
    const distinctShares = (chances: readonly number[]): number[] => all[0].map((move) => chances[move]);
    const whole = (chances: readonly number[], player: number): number[] => {
      const chancesOfAll = new Array<number>(counts[player]).fill(0);
      for (const [k, move] of used[player].entries()) chancesOfAll[move] = chances[k];
      return chancesOfAll;
    };
    const found = equilibria.map((one) => {
      const mixtures = [whole(one.row, 0), whole(one.column, 1)];
      const isAlike = isSymmetric && mixtures[0].every((chance, i) => Math.abs(chance - mixtures[1][i]) <= ALIKE);
      return listed(mixtures, one.regret, {
        component: one.component,
        // A move that is alike is a neutral mutant by definition; stability is tested among different moves.
        ...(isAlike ? { isEss: isEss(different, distinctShares(mixtures[0])) } : {}),
      });
    });
    const components = new Set(equilibria.map(({ component }) => component)).size;
    return { scope: 'all', equilibria: found, degenerate, hasContinuum: components < found.length, isCountEven };
  }
  if (counts.length === 3 && counts.every((count) => count === 2)) {
    const { equilibria, regrets, ...about } = threePlayerNash(game.payoffs);
    const both = equilibria.map((first) => first.map((chance) => [chance, 1 - chance]));
    const found = both.map((mixtures, k) => listed(mixtures, regrets[k]));
    return { scope: 'all', equilibria: found, ...about };
  }
  const pure = purePoints(game.payoffs, counts).flatMap((profile) => {
    const moves = movesOf(profile, counts);
    if (!moves.every((move, player) => isFirst(player, move))) return [];
    return listed(
      counts.map((count, player) => numbersTo(count).map((move) => (move === moves[player] ? 1 : 0))),
      0,
    );
  });
  return {
    scope: 'pure',
    equilibria: pure,
    degenerate: undefined,
    hasContinuum: undefined,
    isCountEven: pure.length % 2 === 0,
  };
}

/** Moves of each player that differ from its first such move by rounding alone, for all players and all profiles. */
function alikeMoves(scaled: ProfilePayoffs, counts: readonly number[]): number[][][] {
  return counts.map((count, player) => {
    const stride = strideOf(player, counts);
    const bases = scaled.flatMap((_, profile) => (Math.floor(profile / stride) % count === 0 ? [profile] : []));
    const isAlike = (one: number, other: number): boolean =>
      bases.every((base) =>
        scaled[base + one * stride].every(
          (payoff, i) => Math.abs(payoff - scaled[base + other * stride][i]) <= ROUNDING,
        ),
      );
    const groups: number[][] = [];
    for (let move = 0; move < count; move++) {
      const found = groups.find(([first]) => isAlike(first, move));
      if (found === undefined) groups.push([move]);
      else found.push(move);
    }
    return groups.filter((moves) => moves.length > 1);
  });
}

/** Profiles in which no player gains by another move. */
function purePoints(payoffs: ProfilePayoffs, counts: readonly number[]): number[] {
  return payoffs.flatMap((row, profile) => {
    const moves = movesOf(profile, counts);
    const isStable = counts.every((count, player) => {
      const stride = strideOf(player, counts);
      return numbersTo(count).every(
        (move) => payoffs[profile + (move - moves[player]) * stride][player] <= row[player],
      );
    });
    return isStable ? [profile] : [];
  });
}

/**
 * Moves of each player that no other pure move strictly dominates, after removing dominated ones until none is left.
 */
function undominated(payoffs: ProfilePayoffs, counts: readonly number[]): number[][] {
  const kept = counts.map(numbersTo);
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    const rest = payoffs.flatMap((_, profile) =>
      movesOf(profile, counts).every((move, player) => kept[player].includes(move)) ? [profile] : [],
    );
    for (const [player, moves] of kept.entries()) {
      const stride = strideOf(player, counts);
      const own = (profile: number): number => Math.floor(profile / stride) % counts[player];
      const first = rest.filter((profile) => own(profile) === moves[0]).map((profile) => profile - moves[0] * stride);
      const isBeaten = (move: number): boolean =>
        moves.some((other) =>
          first.every((base) => payoffs[base + other * stride][player] > payoffs[base + move * stride][player]),
        );
      const left = moves.filter((move) => !isBeaten(move));
      if (left.length < moves.length) {
        kept[player] = left;
        hasChanged = true;
        break;
      }
    }
  }
  return kept;
}

function logitOf(scaled: ProfilePayoffs, counts: readonly number[], lambda: number): SolvedTable['logit'] {
  try {
    return { lambda, mixtures: logitEquilibrium(scaled, counts, lambda).mixtures };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function evolutionOf(table: readonly (readonly number[])[], { lambda, population }: SolveRule): SolvedEvolution {
  const scaled = scaledTable(table);
  const { shares, isAtRest } = replicateToRest(table, new Float64Array(table.length).fill(1 / table.length));
  return {
    replicator: [...shares],
    isAtRest,
    imitation: table.length === 1 ? [1] : [...smallMutationLimit(scaled, population, lambda)],
    alphaRank: [...alphaRankOnePopulation(table, { alpha: Number.POSITIVE_INFINITY, size: population })],
  };
}
