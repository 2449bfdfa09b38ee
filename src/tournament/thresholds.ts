/** Finds the value of a market position at which builders face a prisoner's dilemma. */

import { createEconomyGame, type EconomyGame, type GameHorizon } from '../engine/stage-game.ts';
import type { SeedKey } from '../random/seed.ts';
import type { Economy } from '../scenario/economy.ts';
import { withoutSpreads } from '../scenario/spread.ts';
import { type DilemmaReport, type MeasuredGame, measureDilemma } from './dilemma.ts';

/** The economy as a game of given intensities. */
export function measuredEconomy(game: EconomyGame, seed: SeedKey): MeasuredGame {
  return {
    players: game.firms,
    fillPayoffs: (out, intensities, replication) => game.fillPayoffs(out, intensities, { seed, replication }),
  };
}

export interface ThresholdSearch {
  readonly seed: SeedKey;
  /** Paired runs at every kappa. */
  readonly runs: number;
  readonly horizon: GameHorizon;
  readonly firms: readonly string[];
  /** Largest kappa in the search, years. */
  readonly most: number;
  /** Called after each run. */
  readonly onRun?: () => void;
}

/** Initial points, and bisections after them. */
const FIRST_LOOK = 6;
const HALVINGS = 5;

/** Most values of kappa that a search for so many firms tries. */
export function mostThresholdLooks(firms: number): number {
  return FIRST_LOOK + 1 + HALVINGS * firms;
}

/**
 * The lowest kappa, in years, at which mean payoffs are ordered T > R > P > S, for each firm: NaN when none up to
 * `most` is. A coarse grid finds the first ordered point; bisection refines the interval below it.
 */
export function dilemmaThresholds(scenario: Economy, search: ThresholdSearch): readonly number[] {
  const known = new Map<number, DilemmaReport>();
  const at = (years: number): DilemmaReport => {
    const found = known.get(years) ?? measureAt(scenario, years, search);
    known.set(years, found);
    return found;
  };
  const isOrdered = (years: number, firm: number): boolean => at(years).players[firm].kind === 'prisoners-dilemma';
  const looks = Array.from({ length: FIRST_LOOK + 1 }, (_, i) => (search.most * i) / FIRST_LOOK);
  return search.firms.map((_, firm) => {
    const first = looks.findIndex((years) => isOrdered(years, firm));
    if (first < 0) return Number.NaN;
    let high = looks[first];
    let low = looks[Math.max(0, first - 1)];
    for (let k = 0; k < HALVINGS && high > low; k++) {
      const middle = (low + high) / 2;
      if (isOrdered(middle, firm)) high = middle;
      else low = middle;
    }
    return high;
  });
}

function measureAt(
  scenario: Economy,
  positionYears: number,
  { seed, runs, horizon, firms, onRun }: ThresholdSearch,
): DilemmaReport {
  const valued = { ...scenario, capex: { ...scenario.capex, positionYears } };
  const changed = withoutSpreads(valued, ['capex.positionYears']);
  const measured = measuredEconomy(createEconomyGame(changed, horizon), seed);
  const fillPayoffs: MeasuredGame['fillPayoffs'] = (...of) => {
    measured.fillPayoffs(...of);
    onRun?.();
  };
  return measureDilemma({ ...measured, fillPayoffs }, runs, firms);
}
