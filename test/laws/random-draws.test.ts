/** Laws of chance and repetition: the same seed gives the same bits, and no change moves luck that is not its own. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trace } from '../../src/columns/trace.ts';
import { createSimulator, simulate } from '../../src/engine/simulate.ts';
import { createWorld } from '../../src/model/world/world.ts';
import { MODEL_COLUMNS } from '../../src/model/columns.ts';
import { createGenerator } from '../../src/random/generator.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { runMetrics } from '../../src/metrics/run-row.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { economies, LAW } from '../support/economies.ts';
import { bitsOf, differences, storeTrace, type StoredTrace } from '../support/traces.ts';
import { drawShocks } from '../support/stepping.ts';
import { shipped } from '../support/shipped.ts';

const FEWER = { ...LAW, numRuns: LAW.numRuns / 2 };

const all = (scenario: Economy, seed: string): StoredTrace =>
  storeTrace(simulate(scenario, seed, { record: 'all' }), MODEL_COLUMNS);

describe('same seed, same bits', () => {
  it('in two runs of their own', () => {
    fc.assert(
      fc.property(economies, ({ scenario, seed }) => {
        expect(differences(all(scenario, seed), all(scenario, seed))).toEqual([]);
      }),
      FEWER,
    );
  });

  it('in a simulator that has run before as in a fresh one', () => {
    fc.assert(
      fc.property(economies, fc.nat(9), ({ scenario, seed }, replication) => {
        const used = createSimulator(scenario, 'all');
        const key = expandSeed(seed);
        used.run(expandSeed('another'), 3);
        used.run(key, replication + 1);
        const again = storeTrace(used.run(key, replication), used.columns);
        const fresh = createSimulator(scenario, 'all');
        expect(differences(again, storeTrace(fresh.run(key, replication), fresh.columns))).toEqual([]);
      }),
      FEWER,
    );
  });

  it('but not in another replication or under another seed', () => {
    const scenario = shipped('baseline', { horizonMonths: 24 });
    const one = bitsOf(all(scenario, 'one'));
    expect(bitsOf(all(scenario, 'two'))).not.toBe(one);
    const second = storeTrace(simulate(scenario, 'one', { record: 'all', replication: 1 }), MODEL_COLUMNS);
    expect(bitsOf(second)).not.toBe(one);
  });

  it('the scenario handed in is left as it was', () => {
    const scenario = shipped('baseline', { horizonMonths: 24 });
    const before = structuredClone(scenario);
    simulate(scenario, 'untouched');
    expect(scenario).toEqual(before);
  });
});

it('recording everything changes no value of what metrics need', () => {
  fc.assert(
    fc.property(economies, ({ scenario, seed }) => {
      const few = createSimulator(scenario, 'metrics');
      const many = createSimulator(scenario, 'all');
      const key = expandSeed(seed);
      const metrics = runMetrics(few.run(key, 0));
      expect(runMetrics(many.run(key, 0))).toEqual(metrics);
    }),
    FEWER,
  );
});

describe('listing order', () => {
  it('of firms and regions permutes the trace, bit for bit', () => {
    fc.assert(
      fc.property(economies, fc.nat(), ({ scenario, seed }, order) => {
        const chance = createGenerator(String(order));
        const shuffle = <T>(items: readonly T[]): T[] =>
          [...items]
            .map((item) => ({ item, at: chance.uniform() }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item);
        const other = structuredClone(scenario);
        other.firms = shuffle(other.firms);
        other.power.regions = shuffle(other.power.regions);
        expect(differences(all(scenario, seed), all(other, seed))).toEqual([]);
      }),
      LAW,
    );
  });

  it('of supply nodes and of their inputs does not matter either', () => {
    fc.assert(
      fc.property(economies, ({ scenario, seed }) => {
        // Rationing by list goes by the list, so there the order is the rule.
        fc.pre(scenario.supply.nodes.every((node) => node.rationing !== 'priority'));
        const other = structuredClone(scenario);
        other.supply.nodes.reverse();
        for (const node of other.supply.nodes) node.inputs.reverse();
        expect(differences(all(scenario, seed), all(other, seed))).toEqual([]);
      }),
      FEWER,
    );
  });
});

describe('an added firm', () => {
  /** The luck of every stream, by name, as drawn for a scenario. */
  function luck(scenario: Economy, seed: string): Map<string, string> {
    const world = createWorld(scenario);
    drawShocks(world, expandSeed(seed), 0);
    const { shocks, derived, entities, supply } = world;
    const T = derived.maxMonths;
    const drawn = new Map<string, string>();
    const keep = (name: string, values: Float64Array) => drawn.set(name, values.join());
    keep('demand', shocks.demand);
    keep('labs', shocks.labs);
    for (const [f, id] of entities.firm.entries()) {
      for (const name of ['core', 'ambition', 'lump', 'delivery'] as const)
        keep(`${name} ${id}`, shocks[name].subarray(f * T, (f + 1) * T));
    }
    for (const [r, id] of entities.region.entries()) {
      keep(`moratorium ${id}`, shocks.moratorium.subarray(r * T, (r + 1) * T));
      keep(`permit-delay ${id}`, shocks.permitDelay.subarray(r * T, (r + 1) * T));
    }
    for (const [s, id] of entities.supplier.entries())
      keep(`outage ${id}`, supply.outageUniforms.subarray(s * T, (s + 1) * T));
    return drawn;
  }

  it('or one taken away changes nobody else’s luck', () => {
    fc.assert(
      fc.property(economies, ({ scenario, seed }) => {
        const more = structuredClone(scenario);
        more.firms.push({ ...more.firms[0], id: 'IDLE', liveMw: 1, aiCapexUsdBnPerMonth: 0 });
        more.power.regions.push({ ...more.power.regions[0], id: 'moon' });
        const before = luck(scenario, seed);
        const after = luck(more, seed);
        for (const [name, values] of before) expect(after.get(name), name).toBe(values);
        expect(after.size).toBe(before.size + 6);
      }),
      FEWER,
    );
  });

  it('that is next to nothing moves the others next to nothing', () => {
    const scenario = shipped('baseline', { horizonMonths: 24 });
    const more = structuredClone(scenario);
    more.firms.push({
      ...more.firms[0],
      id: 'IDLE',
      liveMw: 1,
      aiCapexUsdBnPerMonth: 1e-9,
      coreCashFlowUsdBnPerYear: 0,
      coreCapexUsdBnPerYear: 0,
      cashUsdBn: 0,
      debtUsdBn: 0,
    });
    const live = (trace: Trace): number[] => {
      const width = trace.entities.firm.length;
      const last = trace.column('live_mw', 'firm').subarray(23 * width, 24 * width);
      return scenario.firms.map(({ id }) => last[trace.entities.firm.indexOf(id)]);
    };
    const before = live(simulate(scenario, 'idle'));
    const after = live(simulate(more, 'idle'));
    for (const [f, value] of before.entries()) expect(Math.abs(after[f] / value - 1)).toBeLessThan(0.01);
  });

  it('a strategy that draws leaves the luck of the economy alone', () => {
    const scenario = shipped('baseline', {
      'firms[NEO].strategy': { id: 'generous-tit-for-tat', params: { generosity: 0 } },
    });
    const calm = shipped('baseline', { 'firms[NEO].strategy': { id: 'tit-for-tat', params: {} } });
    // Generosity 0 draws and never uses what it drew: it is tit for tat.
    expect(differences(all(scenario, 'draws'), all(calm, 'draws'))).toEqual([]);
  });
});
