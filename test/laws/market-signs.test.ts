/** Signs that the market must have, as means over many paired seeds; what the design leaves open is not asserted. */

import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/engine/simulate.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { paired, type Row, rowsOf } from '../support/paired.ts';
import { type Changes, shipped } from '../support/shipped.ts';

const RUNS = 240;
const rows = (changes: Changes): Row[] => rowsOf(shipped('baseline', changes), RUNS);
const t = (a: readonly Row[], b: readonly Row[], metric: string): number => paired(a, b, metric).t;

describe('reflexivity', () => {
  const severed = rows({ 'market.reflexivity': 0 });
  const full = rows({ 'market.reflexivity': 1 });

  it.each([
    'drawdown_index',
    'drawdown_supplier',
    'drawdown_builder',
    'volatility_index_per_year',
    'air_pocket_server',
  ])('raises %s', (metric) => {
    expect(t(severed, full, metric)).toBeGreaterThan(4);
  });

  it('makes falls deeper than the same months in any other order would', () => {
    expect(t(severed, full, 'drawdown_excess_index')).toBeGreaterThan(4);
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
