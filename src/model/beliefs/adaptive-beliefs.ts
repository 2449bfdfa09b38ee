/** Adaptive beliefs: traders switch between forecasts by past profit, and together set a price. */

import { NUMBER, SHARE } from '../../columns/measure.ts';
import type { ColumnOf } from '../../columns/column.ts';
import { exp } from '../../numeric/elementary.ts';
import type { BeliefsRun } from '../../scenario/beliefs-run.ts';

/** Largest deviation; a diverging price is capped there. */
const LARGEST_DEVIATION = 1e6;

/** Allocate the state of a run. Arrays have shape [type]; deviations are of price from its fundamental value. */
export function createBeliefs({ beliefs, horizonMonths }: BeliefsRun) {
  const byType = (): Float64Array => new Float64Array(beliefs.types.length);
  return {
    typeIds: beliefs.types.map(({ id }) => id),
    /** Deviation now, and one, two and three periods ago. */
    now: 0,
    before: 0,
    before2: 0,
    before3: 0,
    /** Share of traders, forecast of the deviation to come, and last realised profit less cost. */
    fraction: byType(),
    forecast: byType(),
    profit: byType(),
    /** Random draws of the run, filled before period 0: unit variance, shape [period]. */
    shock: new Float64Array(horizonMonths),
  };
}

export type BeliefsState = ReturnType<typeof createBeliefs>;

/** Reset to the initial deviation of the scenario, taken as constant in earlier periods. */
export function fillInitialBeliefs(state: BeliefsState, { beliefs }: BeliefsRun): void {
  const { initialDeviation } = beliefs;
  state.now = initialDeviation;
  state.before = initialDeviation;
  state.before2 = initialDeviation;
  state.before3 = initialDeviation;
}

/**
 * One period: `R x_t = sum_h n_h (g_h x_{t-1} + b_h) + noise`, shares `n_h` proportional to `exp(beta U_h)`, profit
 * `U_h = D (x_{t-1} - R x_{t-2}) (g_h x_{t-3} + b_h - R x_{t-2}) - C_h`.
 *
 * Two types, a fundamentalist at cost C and a trend follower: prices leave the fundamental value at
 * `beta = ln(R / (g - R)) / C`. With the four types of the paper prices begin to oscillate at beta 50
 * (test/truth/beliefs.test.ts).
 *
 * Source: [BrockHommes1998].
 */
export function stepBeliefsPrice(state: BeliefsState, { beliefs }: BeliefsRun, period: number): void {
  const { grossReturn: R, choiceIntensity, demandSlope, types, noise } = beliefs;
  const { fraction, forecast, profit } = state;
  state.before3 = state.before2;
  state.before2 = state.before;
  state.before = state.now;
  const earned = state.before - R * state.before2;
  let best = Number.NEGATIVE_INFINITY;
  for (let h = 0; h < types.length; h++) {
    const { trend, bias, cost } = types[h];
    profit[h] = demandSlope * earned * (trend * state.before3 + bias - R * state.before2) - cost;
    forecast[h] = trend * state.before + bias;
    best = Math.max(best, profit[h]);
  }
  let total = 0;
  for (let h = 0; h < types.length; h++) {
    fraction[h] = exp(choiceIntensity * (profit[h] - best));
    total += fraction[h];
  }
  let expected = 0;
  for (let h = 0; h < types.length; h++) {
    fraction[h] /= total;
    expected += fraction[h] * forecast[h];
  }
  const price = (expected + noise * state.shock[period]) / R;
  state.now = Math.min(LARGEST_DEVIATION, Math.max(-LARGEST_DEVIATION, price));
}

/** Columns of a run; types of traders take the axis of firms. */
export const BELIEFS_COLUMNS: readonly ColumnOf<BeliefsState>[] = [
  {
    name: 'price_deviation',
    ...NUMBER,
    shape: 'scalar',
    description: 'Deviation of price from fundamental value, in a run of beliefs.',
    read: (state) => state.now,
  },
  {
    name: 'type_fraction',
    ...SHARE,
    shape: 'firm',
    description: 'Share of traders of a type, in a run of beliefs.',
    read: (state) => state.fraction,
  },
  {
    name: 'type_forecast',
    ...NUMBER,
    shape: 'firm',
    description: 'Deviation of price that a type expects, in a run of beliefs.',
    read: (state) => state.forecast,
  },
  {
    name: 'type_profit',
    ...NUMBER,
    shape: 'firm',
    description: 'Last realised profit of a type less its cost, in a run of beliefs.',
    read: (state) => state.profit,
  },
];
