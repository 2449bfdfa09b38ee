/** Signs that the market must have, as means over many paired seeds; what the design leaves open is not asserted. */

import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/engine/simulate.ts';
import { mean, variance } from '../../src/numeric/statistics.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { paired, type Row, rowsOf } from '../support/paired.ts';
import { type Changes, shipped } from '../support/shipped.ts';

const RUNS = 40;
/** For falls after the wall, which random draws move more. */
const MANY = 160;
/** Long enough for walls and the pause after them. */
const SHORT: Changes = { horizonMonths: 60, 'stop.aftermathMonths': 30 };
const rows = (changes: Changes, count = RUNS): Row[] => rowsOf(shipped('baseline', { ...SHORT, ...changes }), count);
const t = (a: readonly Row[], b: readonly Row[], metric: string): number => paired(a, b, metric).t;

describe('reflexivity', () => {
  const severed = rows({ 'market.reflexivity': 0 }, MANY);
  const full = rows({ 'market.reflexivity': 1 }, MANY);

  it.each([
    'fall_after_wall_index',
    'fall_after_wall_supplier',
    'fall_after_wall_builder',
    'drawdown_index',
    'volatility_index_per_year',
    'air_pocket_server',
  ])('raises %s', (metric) => {
    expect(t(severed, full, metric)).toBeGreaterThan(4);
  });

  it('makes falls deeper than the same months in any other order would', () => {
    expect(t(severed, full, 'drawdown_excess_index')).toBeGreaterThan(4);
  });
});

describe('a fall of its shares by half', () => {
  const FIRMS = shipped('baseline').firms.map(({ id }) => id);
  const free: Changes = { 'stop.rule': 'horizon', horizonMonths: 30 };

  /** Change of a builder's investment over the eighteen months after its shares have fallen: mean over runs, and t. */
  function answer(equity: string): { share: number; t: number } {
    const fallen = { interventions: [{ kind: 'price-shock', month: 6, equity, logReturn: -0.7 }] };
    const seed = expandSeed('levered');
    const [calm, hit] = [free, { ...free, ...fallen }].map((changes) =>
      createSimulator(shipped('baseline', changes), 'all'),
    );
    const invested = (simulator: typeof calm, k: number): number => {
      const trace = simulator.run(seed, k);
      const at = trace.entities.firm.indexOf(equity);
      const values = trace.column('investment_mw', 'firm');
      let total = 0;
      for (let month = 7; month < 25; month++) total += values[month * FIRMS.length + at];
      return total;
    };
    const gaps = Array.from({ length: 30 }, (_, k) => invested(hit, k) / invested(calm, k) - 1);
    const share = mean(gaps);
    return { share, t: share / Math.sqrt(variance(gaps) / gaps.length) };
  }

  it.each(['NEO', 'ORCL'])('cuts what %s, which lives on debt, invests by a tenth or more', (equity) => {
    const { share, t } = answer(equity);
    expect(t).toBeLessThan(-4);
    expect(share).toBeLessThan(-0.1);
  });

  it('is felt far less by a builder that lives on its own cash', () => {
    expect(answer('MSFT').share).toBeGreaterThan(answer('NEO').share / 4);
  });
});

it('dealers that amplify more raise volatility', () => {
  const amplified = rows({ 'market.gamma.stressed': 0.4 });
  expect(t(rows({}), amplified, 'volatility_index_per_year')).toBeGreaterThan(4);
});

describe('a higher risk-free rate', () => {
  const changes: Changes = { 'stop.rule': 'horizon' };
  const dearer: Changes = { ...changes, 'finance.riskFreePerYear': 0.0525 };

  it('lowers the value of every listed company at month 0', () => {
    const capitalisation = (scenario: Changes): Float64Array =>
      createSimulator(shipped('baseline', scenario), 'all')
        .run(expandSeed('rate'), 0)
        .column('capitalisation_usd_bn', 'equity')
        .slice(0, shipped('baseline').market?.equities.length);
    const low = capitalisation(changes);
    const high = capitalisation(dearer);
    for (let e = 0; e < low.length; e++) expect(high[e]).toBeLessThan(low[e]);
  });

  it('lowers capital expenditure', () => {
    expect(t(rows(changes), rows(dearer), 'early_ai_capex')).toBeLessThan(-4);
  });
});
