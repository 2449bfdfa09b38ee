/** From which strategic prize on firms overspend, and from which on they are caught in a dilemma. */

import { createEconomyGame, type EconomyGame, type GameConstants, type GameHorizon } from '../engine/stage-game.ts';
import type { SeedKey } from '../random/seed.ts';
import type { Economy } from '../scenario/economy.ts';
import { withoutSpreads } from '../scenario/spread.ts';
import { type DilemmaReport, type MeasuredGame, measureDilemma } from './dilemma.ts';

export interface Overspend {
  /** Racing over disciplined capacity, less 1, at month 0: of all firms, and of each. */
  readonly total: number;
  readonly byFirm: readonly number[];
  /**
   * The psi of a scenario from which on firms together overspend; below 0 when they do so without a prize. NaN when they
   * do not and the scenario has no prize that shows which part of it is in force.
   */
  readonly psiThreshold: number;
}

/**
 * Overspend in closed form: `alpha (1 + psi_t) (1 - HHI) h - 1` together and `alpha (1 + psi_t) (1 - s_f) h - 1` for
 * firm f, never below 0 for a firm, since a racing firm builds at least what a disciplined one does.
 *
 * Source: rent-seeking contest, [Tullock1980].
 */
export function overspend({ alpha, hhi, hurdle, psi, psiInForce, shares }: GameConstants): Overspend {
  const strength = alpha * (1 + psiInForce) * hurdle;
  const gap = 1 / (alpha * (1 - hhi) * hurdle) - 1;
  const lift = psi > 0 ? psiInForce / psi : gap < 0 ? 1 : Number.NaN;
  return {
    total: strength * (1 - hhi) - 1,
    byFirm: shares.map((share) => Math.max(0, strength * (1 - share) - 1)),
    psiThreshold: gap / lift,
  };
}

/** The economy as a game that can be measured. */
export function measuredEconomy(game: EconomyGame, seed: SeedKey): MeasuredGame {
  return {
    players: game.firms,
    fillPayoffs: (out, intensities, replication) => game.fillPayoffs(out, intensities, { seed, replication }),
  };
}

export interface ThresholdSearch {
  readonly seed: SeedKey;
  /** Paired runs at every psi. */
  readonly runs: number;
  readonly horizon: GameHorizon;
  readonly firms: readonly string[];
  /** Largest psi looked at. */
  readonly most: number;
}

/** Points of the first look, and halvings after it. */
const FIRST_LOOK = 6;
const HALVINGS = 5;

/**
 * The lowest psi at which mean payoffs are ordered T > R > P > S, for each firm: NaN when none up to `most` is. A coarse
 * look finds the first ordered point, halving the interval below it does the rest.
 */
export function dilemmaThresholds(scenario: Economy, search: ThresholdSearch): readonly number[] {
  const known = new Map<number, DilemmaReport>();
  const at = (psi: number): DilemmaReport => {
    const found = known.get(psi) ?? measureAt(scenario, psi, search);
    known.set(psi, found);
    return found;
  };
  const isOrdered = (psi: number, firm: number): boolean => at(psi).players[firm].kind === 'prisoners-dilemma';
  const looks = Array.from({ length: FIRST_LOOK + 1 }, (_, i) => (search.most * i) / FIRST_LOOK);
  return search.firms.map((_, firm) => {
    const first = looks.findIndex((psi) => isOrdered(psi, firm));
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

function measureAt(scenario: Economy, psi: number, { seed, runs, horizon, firms }: ThresholdSearch): DilemmaReport {
  const prized = { ...scenario, capex: { ...scenario.capex, strategicPrize: psi } };
  const changed = withoutSpreads(prized, ['capex.strategicPrize']);
  return measureDilemma(measuredEconomy(createEconomyGame(changed, horizon), seed), runs, firms);
}
