/** Computes every Nash equilibrium of three players with two moves each in closed form. */

import { checkProfiles, type ProfilePayoffs, scaledProfiles } from './profile-payoffs.ts';

export interface ThreePlayerEquilibria {
  /** Chance that each of the three players makes its first move. */
  readonly equilibria: readonly (readonly number[])[];
  /**
   * Certificate of each: what the best deviation of a player gains, as a share of the range of that player's payoffs.
   */
  readonly regrets: readonly number[];
  /** Whether some are part of a continuum, of which only the ends are listed. */
  readonly degenerate: boolean;
  /** Whether an even number is listed: then the game is degenerate, or one is missing or listed twice. */
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
  let degenerate = false;
  const add = (profile: readonly number[]): void => {
    const chances = profile.map((chance) => Math.min(1, Math.max(0, chance)));
    if (!isEquilibrium(gains, chances)) return;
    if (!found.some((known) => known.every((p, i) => Math.abs(p - chances[i]) <= TIE))) found.push(chances);
  };
  for (let profile = 0; profile < 8; profile++) add(PLAYERS.map((i) => 1 - ((profile >> i) & 1)));
  for (const player of PLAYERS) {
    for (const ends of oneMixing(gains, player)) {
      degenerate ||= Math.abs(ends[0][player] - ends[1][player]) > TIE;
      for (const end of ends) add(end);
    }
    for (const profile of twoMixing(gains, player)) {
      if (profile === 'many') degenerate = true;
      else add(profile);
    }
  }
  for (const profile of threeMixing(gains)) {
    if (profile === 'many') degenerate = true;
    else add(profile);
  }
  const regrets = found.map((profile) => regretOf(gains, profile));
  return { equilibria: found, regrets, degenerate, isCountEven: found.length % 2 === 0 };
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
    const profile = (x: number, y: number): number[] => PLAYERS.map((i) => (i === pure ? move : i === j ? x : y));
    if (ofJ !== 'many' && ofK !== 'many') return [profile(ofJ as number, ofK as number)];
    // A probability that no indifference determines is free as long as the pure move stays best.
    const ends = [0, 1].flatMap((free) => {
      const x = ofJ === 'many' ? free : (ofJ as number);
      return (ofK === 'many' ? [0, 1] : [ofK as number]).map((y) => profile(x, y));
    });
    return ends.some((end) => isEquilibrium(gains, end)) ? ['many', ...ends] : [];
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
  return quadraticRoots(c0, c1, c2).flatMap((q): (number[] | 'many')[] => {
    if (q === 'many') return ['many'];
    if (!(q > TIE && q < 1 - TIE)) return [];
    const r = root(a + b * q, c + d * q);
    const p = root(e + f * q, g + h * q);
    if (p === 'none' || r === 'none') return [];
    if (p !== 'many' && r !== 'many') return [[p, q, r]];
    // If q alone makes a player indifferent, one probability is free, and player 2's indifference determines it.
    if (r !== 'many') return fixed(root(two.constant + two.second * r, two.first + two.both * r), (x) => [x, q, r]);
    if (p !== 'many') return fixed(root(two.constant + two.first * p, two.second + two.both * p), (z) => [p, q, z]);
    return ['many'];
  });
}

function fixed(chance: number | 'none' | 'many', profileOf: (chance: number) => number[]): (number[] | 'many')[] {
  if (chance === 'none') return [];
  return chance === 'many' ? ['many'] : [profileOf(chance)];
}

function quadraticRoots(c0: number, c1: number, c2: number): (number | 'many')[] {
  const scale = Math.max(Math.abs(c0), Math.abs(c1), Math.abs(c2));
  if (scale <= TIE) return ['many'];
  if (Math.abs(c2) <= TIE * scale) return Math.abs(c1) <= TIE * scale ? [] : [-c0 / c1];
  const discriminant = c1 * c1 - 4 * c2 * c0;
  if (discriminant < 0) return [];
  const s = -0.5 * (c1 + (c1 < 0 ? -1 : 1) * Math.sqrt(discriminant));
  return s === 0 ? [0] : [s / c2, c0 / s];
}
