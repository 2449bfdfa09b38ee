/** Laws of walls and branches: prefixes, tightened limits, and the run in which nobody pauses. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trace } from '../../src/columns/trace.ts';
import { simulate } from '../../src/engine/simulate.ts';
import { MODEL_COLUMNS } from '../../src/model/columns.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { economies, LAW } from '../support/economies.ts';
import { changed, shipped } from '../support/shipped.ts';
import { differences, storeTrace } from '../support/traces.ts';

const FEWER = { ...LAW, numRuns: LAW.numRuns / 2 };
const run = (scenario: Economy, seed: string): Trace => simulate(scenario, seed, { record: 'all' });
const kept = (trace: Trace) => storeTrace(trace, MODEL_COLUMNS);

describe('prefix', () => {
  it('a shorter horizon is the beginning of a longer one', () => {
    fc.assert(
      fc.property(economies, fc.integer({ min: 1, max: 12 }), ({ scenario, seed }, less) => {
        const long = run(changed(scenario, { 'stop.rule': 'horizon' }), seed);
        const months = Math.max(1, scenario.horizonMonths - less);
        const short = run(changed(scenario, { 'stop.rule': 'horizon', horizonMonths: months }), seed);
        expect(short.months).toBe(months);
        expect(differences(kept(long), kept(short), { from: 0, to: months })).toEqual([]);
      }),
      LAW,
    );
  });

  it('up to the first wall the three stop rules are one run', () => {
    fc.assert(
      fc.property(economies, ({ scenario, seed }) => {
        const [ended, paused, free] = ['first-wall', 'aftermath', 'horizon'].map((rule) =>
          run(changed(scenario, { 'stop.rule': rule }), seed),
        );
        const { wallMonth } = free.outcome;
        const to = wallMonth < 0 ? scenario.horizonMonths : wallMonth + 1;
        expect(differences(kept(free), kept(ended), { to })).toEqual([]);
        expect(differences(kept(free), kept(paused), { to })).toEqual([]);
        for (const { outcome } of [ended, paused]) {
          expect([outcome.wall, outcome.wallMonth, outcome.nextWall]).toEqual([
            free.outcome.wall,
            wallMonth,
            wallMonth < 0 ? outcome.nextWall : free.outcome.nextWall,
          ]);
        }
        expect(ended.months).toBe(to);
      }),
      FEWER,
    );
  });

  it('a longer aftermath begins like a shorter one', () => {
    fc.assert(
      fc.property(economies, fc.integer({ min: 1, max: 20 }), ({ scenario, seed }, more) => {
        const stopped = changed(scenario, { 'stop.rule': 'aftermath' });
        const short = run(stopped, seed);
        const long = run(changed(stopped, { 'stop.aftermathMonths': scenario.stop.aftermathMonths + more }), seed);
        expect(differences(kept(short), kept(long), { to: short.months })).toEqual([]);
      }),
      FEWER,
    );
  });
});

describe('tightening', () => {
  const factor = fc.double({ min: 0.2, max: 1, noNaN: true });

  it('the limits of one wall never delays the first hit of that wall', () => {
    fc.assert(
      fc.property(economies, fc.nat(2), factor, ({ scenario, seed }, which, tighter) => {
        const alone = changed(scenario, { 'stop.rule': 'horizon', horizonMonths: 36 });
        alone.walls = [alone.walls[which]];
        const tight = structuredClone(alone);
        for (const condition of tight.walls[0].any) {
          if (condition.above !== undefined) condition.above -= (1 - tighter) * Math.abs(condition.above);
          if (condition.below !== undefined) condition.below += (1 - tighter) * Math.abs(condition.below);
        }
        tight.walls[0].forMonths = Math.max(1, Math.round(alone.walls[0].forMonths * tighter));
        const loose = run(alone, seed).outcome.wallMonth;
        const tightened = run(tight, seed).outcome.wallMonth;
        if (loose >= 0) {
          expect(tightened).toBeGreaterThanOrEqual(0);
          expect(tightened).toBeLessThanOrEqual(loose);
        }
      }),
      LAW,
    );
  });

  it('any wall, or adding one, never lets the race run longer', () => {
    fc.assert(
      fc.property(economies, factor, ({ scenario, seed }, tighter) => {
        const some = changed(scenario, { 'stop.rule': 'horizon' });
        const fewer = structuredClone(some);
        fewer.walls.pop();
        for (const wall of some.walls) {
          for (const condition of wall.any) if (condition.above !== undefined) condition.above *= tighter;
        }
        const first = run(some, seed).outcome.wallMonth;
        const later = run(fewer, seed).outcome.wallMonth;
        if (later >= 0) expect(first >= 0 && first <= later).toBe(true);
      }),
      FEWER,
    );
  });
});

describe('the branch without the pause', () => {
  /** A baseline that hits a wall in a known month, so that every case has a branch. */
  const walled = (month: number, strategies: readonly string[], noise: number): Economy => {
    const scenario = shipped('baseline', {
      horizonMonths: 24,
      'stop.aftermathMonths': 20,
      'noise.execution': noise,
      'noise.observation': noise,
    });
    for (const [f, firm] of scenario.firms.entries())
      firm.strategy = { id: strategies[f % strategies.length], params: {} };
    scenario.walls = [{ id: 'due', any: [{ variable: 'live_mw', above: 0 }], forMonths: month + 1, fromMonth: 0 }];
    return scenario;
  };
  const cases = fc.record({
    month: fc.integer({ min: 0, max: 23 }),
    strategies: fc.subarray(['grim', 'momentum', 'generous-tit-for-tat', 'return-threshold', 'win-stay-lose-shift'], {
      minLength: 1,
    }),
    noise: fc.constantFrom(0, 0.1),
    seed: fc.string({ maxLength: 5 }),
  });

  it('is the run with stop: horizon, month by month', () => {
    fc.assert(
      fc.property(cases, ({ month, strategies, noise, seed }) => {
        const scenario = walled(month, strategies, noise);
        const paused = run(scenario, seed);
        const branch = storeTrace(paused, MODEL_COLUMNS, true);
        const free = kept(run(changed(scenario, { 'stop.rule': 'horizon', horizonMonths: paused.months }), seed));
        expect(paused.counterfactual?.firstMonth).toBe(month + 1);
        expect(differences(branch, free, { from: month + 1, to: paused.months })).toEqual([]);
      }),
      LAW,
    );
  });

  it('leaves no trace in the paused run: without branching it is the same', () => {
    fc.assert(
      fc.property(cases, ({ month, strategies, noise, seed }) => {
        const scenario = walled(month, strategies, noise);
        const first = kept(run(scenario, seed));
        expect(differences(first, kept(run(scenario, seed)))).toEqual([]);
        const free = kept(run(changed(scenario, { 'stop.rule': 'horizon' }), seed));
        expect(differences(first, free, { to: month + 1 })).toEqual([]);
      }),
      FEWER,
    );
  });

  it('orders more than the paused run while firms hold back, if they were racing', () => {
    const scenario = walled(12, ['always-race'], 0);
    const paused = run(scenario, 'race');
    const column = (trace: { column: Trace['column'] }) => trace.column('investment_mw', 'scalar');
    const branch = paused.counterfactual as NonNullable<Trace['counterfactual']>;
    for (let month = 15; month < 20; month++) expect(column(paused)[month]).toBeLessThan(column(branch)[month]);
  });
});
