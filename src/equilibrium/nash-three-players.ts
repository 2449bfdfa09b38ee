/** Computes every Nash equilibrium of three players with two moves each in closed form. */

import { checkProfiles, type ProfilePayoffs, scaledProfiles } from './profile-payoffs.ts';

export interface ThreePlayerEquilibria {
  /** Chance that each of the three players makes its first move. */
  readonly equilibria: readonly (readonly number[])[];
  /**
   * Certificate of each: what the best deviation of a player gains, as a share of the range of that player's payoffs.
   */
  readonly regrets: readonly number[];
  /** Whether replies tie: at some of them a move that is not played earns as much as those that are. */
  readonly degenerate: boolean;
  /** Whether some are part of a continuum, of which only the ends are listed. */
  readonly hasContinuum: boolean;
  /** Whether an even number is listed: then the game is degenerate, two coincide, or one is missing. */
  readonly isCountEven: boolean;
}

/** What the first move gains over the second: `constant + first x + second y + both x y`, x and y of the other two. */
interface Gain {
  readonly constant: number;
  readonly first: number;
  readonly second: number;
  readonly both: number;
}

const TIE = 1e-9;
/** A discriminant this near to zero, over the square of the coefficients, is that of a double root. */
const ROUNDING = 1e-14;
const PLAYERS = [0, 1, 2] as const;
/** The other two of each player, in ascending order. */
const OTHERS = [
  [1, 2],
  [0, 2],
  [0, 1],
] as const;

/**
 * Enumerates pure profiles, and profiles with one, two and three players mixing. Two mix where two straight lines
 * cross; three mix at the
 * roots of a quadratic. `payoffs[profile][player]`, profiles numbered with player 1 varying fastest; they are scaled to
 * [0, 1] first, so that their unit does not matter.
 *
 * @throws RangeError  When a payoff is missing or not finite.
 *
 * Source: up to nine regular equilibria, [McKelveyMcLennan1997].
 */
export function threePlayerNash(payoffs: ProfilePayoffs): ThreePlayerEquilibria {
  checkProfiles(payoffs, [2, 2, 2]);
  const scaled = scaledProfiles(payoffs);
  const gains = PLAYERS.map((player) => gainOf(scaled, player));
  const found: number[][] = [];
  let hasContinuum = false;
  const add = (profile: readonly number[]): void => {
    const chances = profile.map((chance) => Math.min(1, Math.max(0, chance)));
    if (!isEquilibrium(gains, chances)) return;
    if (!found.some((known) => known.every((p, i) => Math.abs(p - chances[i]) <= TIE))) found.push(chances);
  };
  for (let profile = 0; profile < 8; profile++) add(PLAYERS.map((i) => 1 - ((profile >> i) & 1)));
  for (const player of PLAYERS) {
    for (const ends of oneMixing(gains, player)) {
      hasContinuum ||= Math.abs(ends[0][player] - ends[1][player]) > TIE;
      for (const end of ends) add(end);
    }
    for (const profile of twoMixing(gains, player)) {
      if (profile === 'many') hasContinuum = true;
      else add(profile);
    }
  }
  for (const profile of threeMixing(gains)) {
    if (profile === 'many') hasContinuum = true;
    else add(profile);
  }
  const regrets = found.map((profile) => regretOf(gains, profile));
  const degenerate = hasContinuum || found.some((profile) => hasTie(gains, profile));
  return { equilibria: found, regrets, degenerate, hasContinuum, isCountEven: found.length % 2 === 0 };
}

function gainOf(payoffs: ProfilePayoffs, player: number): Gain {
  const [j, k] = OTHERS[player];
  const at = (x: number, y: number): number => {
    const profile = ((1 - x) << j) | ((1 - y) << k);
    return payoffs[profile][player] - payoffs[profile | (1 << player)][player];
  };
  const constant = at(0, 0);
  const first = at(1, 0) - constant;
  const second = at(0, 1) - constant;
  return { constant, first, second, both: at(1, 1) - constant - first - second };
}

const gainAt = ({ constant, first, second, both }: Gain, x: number, y: number): number =>
  constant + first * x + second * y + both * x * y;

/** What the first move of a player gains over the second at a profile. */
const gainIn = (gains: readonly Gain[], player: number, profile: readonly number[]): number =>
  gainAt(gains[player], profile[OTHERS[player][0]], profile[OTHERS[player][1]]);

function isEquilibrium(gains: readonly Gain[], profile: readonly number[]): boolean {
  return PLAYERS.every((i) => {
    const gain = gainIn(gains, i, profile);
    return (profile[i] <= TIE || gain >= -TIE) && (profile[i] >= 1 - TIE || gain <= TIE);
  });
}

/** Whether a move that some player does not make would earn as much. */
function hasTie(gains: readonly Gain[], profile: readonly number[]): boolean {
  return PLAYERS.some(
    (i) => (profile[i] <= TIE || profile[i] >= 1 - TIE) && Math.abs(gainIn(gains, i, profile)) <= TIE,
  );
}

/** What the best deviation of any player gains. */
function regretOf(gains: readonly Gain[], profile: readonly number[]): number {
  const regrets = PLAYERS.map((i) => {
    const gain = gainIn(gains, i, profile);
    return Math.max(gain * (1 - profile[i]), -gain * profile[i]);
  });
  return Math.max(0, ...regrets);
}

/** Segments on which one player, indifferent against two pure moves, may mix while these stay best responses. */
function oneMixing(gains: readonly Gain[], player: number): number[][][] {
  const segments: number[][][] = [];
  const [j, k] = OTHERS[player];
  for (const pair of [0, 1, 2, 3]) {
    const pure = [pair & 1, pair >> 1];
    if (Math.abs(gainAt(gains[player], pure[0], pure[1])) > TIE) continue;
    let low = 0;
    let high = 1;
    for (const [index, other] of [j, k].entries()) {
      const along = (p: number): number => {
        const seen = OTHERS[other].map((i) => (i === player ? p : pure[1 - index]));
        return (pure[index] === 1 ? 1 : -1) * gainAt(gains[other], seen[0], seen[1]);
      };
      const [start, slope] = [along(0), along(1) - along(0)];
      if (slope > 0) low = Math.max(low, -start / slope);
      else if (slope < 0) high = Math.min(high, -start / slope);
      else if (start < -TIE) high = -1;
    }
    if (high < low - TIE) continue;
    segments.push([low, high].map((p) => PLAYERS.map((i) => (i === player ? p : i === j ? pure[0] : pure[1]))));
  }
  return segments;
}

interface Corner {
  readonly x: number;
  readonly y: number;
}

/** Profiles at which one player makes a pure move and the other two are made indifferent by each other. */
function twoMixing(gains: readonly Gain[], pure: number): (number[] | 'many')[] {
  const [j, k] = OTHERS[pure];
  return [0, 1].flatMap((move): (number[] | 'many')[] => {
    const answers = [j, k].map((player) => {
      const other = player === j ? k : j;
      const at = (p: number): number => {
        const seen = OTHERS[player].map((i) => (i === other ? p : move));
        return gainAt(gains[player], seen[0], seen[1]);
      };
      return root(at(0), at(1) - at(0));
    });
    if (answers.includes('none')) return [];
    const [ofK, ofJ] = answers;
    const rangeOf = (chance: number | 'none' | 'many'): number[] => (chance === 'many' ? [0, 1] : [chance as number]);
    const corners = rangeOf(ofJ).flatMap((x) => rangeOf(ofK).map((y) => ({ x, y })));
    const profile = (x: number, y: number): number[] => PLAYERS.map((i) => (i === pure ? move : i === j ? x : y));
    if (corners.length === 1) return [profile(corners[0].x, corners[0].y)];
    // A chance that no indifference determines is free as long as the pure move stays best: its ends are where it ceases.
    const margin = ({ x, y }: Corner): number => (move === 1 ? 1 : -1) * gainAt(gains[pure], x, y);
    const edges = corners.flatMap((a, at) =>
      corners
        .slice(at + 1)
        .flatMap((b) => (a.x === b.x || a.y === b.y ? [{ a, b, from: margin(a), to: margin(b) }] : [])),
    );
    const ceasing = edges.flatMap(({ a, b, from, to }) => {
      const share = root(from, to - from);
      return typeof share === 'string' ? [] : [profile(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y))];
    });
    const isFree = edges.some(({ from, to }) => Math.max(from, to) > TIE || Math.min(from, to) >= -TIE);
    return [...(isFree ? ['many' as const] : []), ...corners.map(({ x, y }) => profile(x, y)), ...ceasing];
  });
}

/** Where `constant + slope p = 0` in [0, 1]. */
function root(constant: number, slope: number): number | 'none' | 'many' {
  if (Math.abs(slope) <= TIE) return Math.abs(constant) <= TIE ? 'many' : 'none';
  const p = -constant / slope;
  return p >= -TIE && p <= 1 + TIE ? p : 'none';
}

/**
 * Profiles at which all three are indifferent: player 1 and 3 as fractions of player 2's chance q, put into the third.
 */
function threeMixing([one, two, three]: readonly Gain[]): (number[] | 'many')[] {
  // r = -(a + b q) / (c + d q) from player 1; p = -(e + f q) / (g + h q) from player 3.
  const { constant: a, first: b, second: c, both: d } = one;
  const { constant: e, second: f, first: g, both: h } = three;
  const product = (x: readonly number[], y: readonly number[], factor: number): number[] =>
    [x[0] * y[0], x[0] * y[1] + x[1] * y[0], x[1] * y[1]].map((value) => factor * value);
  const terms = [
    product([c, d], [g, h], two.constant),
    product([-e, -f], [c, d], two.first),
    product([-a, -b], [g, h], two.second),
    product([-a, -b], [-e, -f], two.both),
  ];
  const [c0, c1, c2] = [0, 1, 2].map((power) => terms.reduce((sum, term) => sum + term[power], 0));
  const profilesAt = (q: number): (number[] | 'many')[] => {
    if (!(q > TIE && q < 1 - TIE)) return [];
    const chances = othersAt([one, two, three], q);
    return chances === undefined ? [] : [chances === 'many' ? chances : [chances[0], q, chances[1]]];
  };
  return quadraticRoots(c0, c1, c2).flatMap((q) =>
    q === 'many' ? alongSecond([one, two, three], profilesAt) : profilesAt(q),
  );
}

/** Chances of players 1 and 3 at which all are indifferent, given player 2's: `many` where one is free, if any are. */
function othersAt([one, two, three]: readonly Gain[], q: number): number[] | 'many' | undefined {
  const r = root(one.constant + one.first * q, one.second + one.both * q);
  const p = root(three.constant + three.second * q, three.first + three.both * q);
  return p === 'none' || r === 'none' ? undefined : answersOf(two, p, r);
}

/** Chances of the other two, known or free, that leave player 2 indifferent; undefined where there are none. */
function answersOf(two: Gain, p: number | 'many', r: number | 'many'): number[] | 'many' | undefined {
  const paired = (free: ReturnType<typeof root>, pair: (own: number) => number[]): number[] | 'many' | undefined =>
    free === 'none' ? undefined : free === 'many' ? free : pair(free);
  if (p !== 'many') {
    if (r !== 'many') return [p, r];
    return paired(root(two.constant + two.first * p, two.second + two.both * p), (own) => [p, own]);
  }
  if (r !== 'many') return paired(root(two.constant + two.second * r, two.first + two.both * r), (own) => [own, r]);
  const corners = [0, 1].flatMap((x) => [0, 1].map((y) => gainAt(two, x, y)));
  return Math.min(...corners) <= TIE && Math.max(...corners) >= -TIE ? 'many' : undefined;
}

/** Profiles at which all are indifferent where every chance of player 2 solves the quadratic: on intervals, or at points. */
function alongSecond(gains: readonly Gain[], profilesAt: (q: number) => (number[] | 'many')[]): (number[] | 'many')[] {
  const [one, , three] = gains;
  // Where the chances of the others enter or leave [0, 1].
  const breaks = [
    [one.constant, one.first],
    [one.constant + one.second, one.first + one.both],
    [one.second, one.both],
    [three.constant, three.second],
    [three.constant + three.first, three.second + three.both],
    [three.first, three.both],
  ].flatMap(([constant, slope]) => {
    const at = root(constant, slope);
    return typeof at === 'string' ? [] : [at];
  });
  const ends = [0, ...breaks, 1].sort((x, y) => x - y);
  const isCurve = ends
    .slice(1)
    .some((to, i) => to - ends[i] > TIE && othersAt(gains, (ends[i] + to) / 2) !== undefined);
  return [...(isCurve ? ['many' as const] : []), ...breaks.flatMap(profilesAt)];
}

function quadraticRoots(c0: number, c1: number, c2: number): (number | 'many')[] {
  const scale = Math.max(Math.abs(c0), Math.abs(c1), Math.abs(c2));
  if (scale <= TIE) return ['many'];
  if (Math.abs(c2) <= TIE * scale) return Math.abs(c1) <= TIE * scale ? [] : [-c0 / c1];
  const discriminant = c1 * c1 - 4 * c2 * c0;
  const isDouble = Math.abs(discriminant) <= ROUNDING * scale * scale;
  if (discriminant < 0 && !isDouble) return [];
  const s = -0.5 * (c1 + (c1 < 0 ? -1 : 1) * (isDouble ? 0 : Math.sqrt(discriminant)));
  return s === 0 ? [0] : [s / c2, c0 / s];
}
