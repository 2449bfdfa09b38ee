/** Restrictions and interventions: what they change, for how long, and that they lapse. */

import { describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../../src/columns/event.ts';
import { simulate } from '../../src/engine/simulate.ts';
import { imposedOrderGrowth } from '../../src/model/world/interventions.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { shipped } from '../support/shipped.ts';
import { watch, worldAtStart } from '../support/stepping.ts';

const KINDS = ['moratorium', 'permit-delay', 'export-control', 'antitrust'] as const;
const SECTION = {
  moratorium: 'moratorium',
  'permit-delay': 'permitDelay',
  'export-control': 'exportControl',
  antitrust: 'antitrust',
} as const;

/** A baseline without walls whose restrictions come only from the scenario. */
function quiet(changes: Readonly<Record<string, unknown>> = {}): Economy {
  const scenario = shipped('baseline', { horizonMonths: 60, 'stop.rule': 'horizon', ...changes });
  if (Object.keys(changes).length === 0) for (const kind of KINDS) scenario.regulation[SECTION[kind]].ratePerYear = 0;
  return scenario;
}

const of = (events: readonly LedgerEvent[], kind: string) => events.filter((event) => event.kind === kind);

/** Demand for compute in every month, without and with an intervention. */
function demanded(scenario: Economy, intervention: Economy['interventions'][number]) {
  const [before, after] = [[], [intervention]].map((interventions) => {
    const months: number[] = [];
    watch({ ...scenario, interventions }, 'demanded', ({ demand }) => months.push(demand.demanded));
    return months;
  });
  return { before, after };
}

it('restrictions last as long as the scenario says, then lapse, and may come again', () => {
  const scenario = quiet({});
  for (const kind of KINDS) Object.assign(scenario.regulation[SECTION[kind]], { ratePerYear: 2, months: 5 });
  const { events } = simulate(scenario, 'lapse');
  for (const kind of KINDS) {
    const begun = of(events, kind);
    expect(begun.length, kind).toBeGreaterThan(2);
    for (const { month, entity, magnitude } of begun) {
      expect(magnitude).toBe(5);
      const ends = of(events, `${kind}-end`).filter((event) => event.entity === entity && event.month > month);
      if (month + 6 < 60) expect(ends[0]?.month, `${kind} ${entity}`).toBe(month + 6);
    }
  }
});

it('nothing restricts anybody at rate 0', () => {
  const trace = simulate(quiet(), 'none');
  expect(KINDS.flatMap((kind) => of(trace.events, kind))).toEqual([]);
  expect(Math.max(...trace.column('stringency', 'scalar'))).toBe(0);
});

describe('an intervention', () => {
  it.each([
    ['moratorium', { kind: 'moratorium', month: 10, months: 7, region: 'pjm' }],
    ['permit-delay', { kind: 'permit-delay', month: 10, months: 7, region: 'pjm' }],
    ['export-control', { kind: 'export-control', month: 10, months: 7 }],
    ['antitrust', { kind: 'antitrust', month: 10, months: 7 }],
  ] as const)('%s weighs on stringency for its months and lapses', (kind, intervention) => {
    const scenario = quiet();
    scenario.interventions = [intervention];
    const trace = simulate(scenario, 'dated');
    const stringency = trace.column('stringency', 'scalar');
    // Stringency of a month is what will be in force in the next one.
    for (let month = 0; month < trace.months; month++) {
      expect(stringency[month] > 0, `month ${month}`).toBe(month >= 10 && month < 16);
    }
    const weight = scenario.regulation[SECTION[kind]].stringency;
    expect(Math.max(...stringency)).toBeLessThanOrEqual(weight + 1e-12);
    expect(of(trace.events, `${kind}-end`).map(({ month }) => month)).toEqual([17]);
  });

  it('export-control cuts the orders of other customers at its node and nobody else at first', () => {
    const scenario = quiet();
    const before = simulate(scenario, 'cut');
    scenario.interventions = [{ kind: 'export-control', month: 10, months: 7 }];
    const after = simulate(scenario, 'cut');
    const at = after.entities.node.indexOf(scenario.regulation.exportControl.node);
    const width = after.entities.node.length;
    const orders = (trace: typeof after, month: number, n: number) =>
      trace.column('orders_mw', 'node')[month * width + n];
    expect(orders(after, 10, at)).toBeLessThan(orders(before, 10, at) - 30);
    const server = after.entities.node.indexOf('server');
    expect(orders(after, 10, server)).toBe(orders(before, 10, server));
  });

  it('demand-shock scales potential spending for good', () => {
    const scenario = quiet({ 'demand.priceElasticity': 0 });
    for (const kind of KINDS) scenario.regulation[SECTION[kind]].ratePerYear = 0;
    const { before, after } = demanded(scenario, { kind: 'demand-shock', month: 20, factor: 0.5 });
    expect(after.slice(0, 20)).toEqual(before.slice(0, 20));
    for (const month of [20, 40]) expect(after[month] / before[month]).toBeCloseTo(0.5, 1);
  });

  it('efficiency-shock scales demand for compute by the factor to the power of the elasticity less 1', () => {
    for (const elasticity of [0, 0.5, 1, 1.5]) {
      const scenario = quiet({ 'demand.priceElasticity': elasticity, horizonMonths: 24 });
      const { before, after } = demanded(scenario, { kind: 'efficiency-shock', month: 20, factor: 4 });
      expect(after.slice(0, 20)).toEqual(before.slice(0, 20));
      expect(after[20] / before[20]).toBeCloseTo(4 ** (elasticity - 1), 9);
    }
  });

  it('capex-change scales what its builder wants for its months, and what others want not at once', () => {
    const scenario = quiet();
    const wanted = (changed: Economy) => simulate(changed, 'builder').column('wanted_mw', 'firm');
    const before = wanted(scenario);
    const item = { kind: 'capex-change', month: 10, months: 6, firm: 'META', factor: 0.5 } as const;
    const trace = simulate({ ...scenario, interventions: [item] }, 'builder');
    const after = trace.column('wanted_mw', 'firm');
    const { firm } = trace.entities;
    const at = firm.indexOf('META');
    for (let f = 0; f < firm.length; f++)
      expect(after[10 * firm.length + f] / before[10 * firm.length + f]).toBeCloseTo(f === at ? 0.5 : 1, 12);
    expect([...after.subarray(0, 10 * firm.length)]).toEqual([...before.subarray(0, 10 * firm.length)]);
    const orders = trace.column('investment_mw', 'firm');
    expect(orders[15 * firm.length + at]).toBeLessThan(0.75 * orders[9 * firm.length + at]);
    expect(after[16 * firm.length + at] / before[16 * firm.length + at]).toBeGreaterThan(0.8);
  });

  it.each([undefined, 'pjm'])('grid-additions scale what the grid of %s adds for its months', (region) => {
    const item = { kind: 'grid-additions', month: 10, months: 6, region, factor: 3 } as const;
    const added = (interventions: Economy['interventions']) => {
      const months: number[][] = [];
      const { entities } = watch({ ...quiet(), interventions }, 'grid', ({ power }) =>
        months.push([...power.additionsMw]),
      );
      return { months, ids: entities.region };
    };
    const [before, after] = [added([]), added([item])];
    for (let month = 0; month < 60; month++) {
      for (const [r, id] of before.ids.entries()) {
        const isHit = month >= 10 && month < 16 && (region === undefined || id === region);
        const ratio = after.months[month][r] / before.months[month][r];
        expect(ratio, `${id} in month ${month}`).toBeCloseTo(isHit ? 3 : 1, 9);
      }
    }
  });

  it('permit-time scales the time that permits take for its months', () => {
    const permitted = (interventions: Economy['interventions']) => {
      const months: number[] = [];
      watch({ ...quiet(), interventions }, 'permits', ({ power, scenario }, month) => {
        const lead = scenario.power.shellLeadMonths;
        months.push(power.buildingMw.reduce((sum, mw, i) => (i % lead === month % lead ? sum + mw : sum), 0));
      });
      return months;
    };
    const before = permitted([]);
    const after = permitted([{ kind: 'permit-time', month: 10, months: 6, factor: 2 }]);
    expect(after.slice(0, 10)).toEqual(before.slice(0, 10));
    expect(after[10] / before[10]).toBeCloseTo(0.5, 9);
    // What waited is issued once permits take their time again.
    expect(after[16]).toBeGreaterThan(before[16]);
  });

  it('lab-default ends its part of the commitments of labs with every builder', () => {
    const scenario = quiet();
    scenario.demand.labs.defaultRatePerYear = 0;
    const before = simulate(scenario, 'labs');
    const trace = simulate({ ...scenario, interventions: [{ kind: 'lab-default', month: 20, share: 0.4 }] }, 'labs');
    const { firm } = trace.entities;
    const [was, now] = [before, trace].map((run) => run.column('committed_usd_bn_per_year', 'firm'));
    const at = 19 * firm.length;
    const { labs } = scenario.demand;
    const wanted = was[20 * firm.length] - was[at] * (1 - labs.rollOffPerYear / 12);
    expect(wanted).toBeGreaterThan(0);
    for (let f = 0; f < firm.length; f++) {
      if (was[at + f] === 0) continue;
      const left = 0.6 * was[at + f] * (1 - labs.rollOffPerYear / 12);
      expect(now[at + firm.length + f]).toBeGreaterThanOrEqual(left - 1e-9);
      expect(now[at + firm.length + f]).toBeLessThan(was[at + firm.length + f]);
    }
    const told = of(trace.events, 'lab-default');
    expect(told.map(({ month, magnitude }) => [month, magnitude.toFixed(9)])).toEqual([[20, '0.400000000']]);
  });

  it.each(['with', 'without'])('rate-rise raises interest and the cost of capital for good, %s a market', (kind) => {
    const scenario = quiet(kind === 'with' ? {} : { market: undefined });
    for (const section of Object.values(SECTION)) scenario.regulation[section].ratePerYear = 0;
    const run = (interventions: Economy['interventions']) => {
      const months: { interest: number[]; wacc: number[]; prices: number[] }[] = [];
      watch({ ...scenario, interventions }, 'rates', ({ books, conditions, market }) => {
        const prices = [...(market?.logPrice ?? [])];
        months.push({ interest: [...books.interest], wacc: [...conditions.waccPerYear], prices });
      });
      return months;
    };
    const before = run([]);
    const after = run([{ kind: 'rate-rise', month: 20, changePerYear: 0.02 }]);
    for (const [f, wacc] of after[20].wacc.entries()) {
      expect(after[20].interest[f]).toBeGreaterThan(before[20].interest[f]);
      expect(after[19].wacc[f]).toBe(before[19].wacc[f]);
      if (kind === 'without') expect(wacc - before[20].wacc[f]).toBeCloseTo(0.02, 12);
      for (const month of [20, 40, 59]) expect(after[month].wacc[f]).toBeGreaterThan(before[month].wacc[f]);
    }
    for (const [e, price] of after[20].prices.entries()) expect(price).toBeLessThan(before[20].prices[e]);
  });

  it('credit-freeze lowers what finance allows the levered and lapses', () => {
    const scenario = quiet();
    const before = simulate(scenario, 'freeze').column('cap_mw', 'firm');
    scenario.interventions = [{ kind: 'credit-freeze', month: 6, months: 6, factor: 0 }];
    const trace = simulate(scenario, 'freeze');
    const after = trace.column('cap_mw', 'firm');
    const width = trace.entities.firm.length;
    let lower = 0;
    for (let i = 6 * width; i < 12 * width; i++) {
      expect(after[i] <= before[i] * 1.0001 || after[i] < 1e-9 || i >= 7 * width).toBe(true);
      if (after[i] < before[i] * 0.999) lower++;
    }
    expect(lower).toBeGreaterThan(0);
  });

  it('outage takes the share of its company out of capacity, then gives it back', () => {
    const scenario = quiet();
    for (const node of scenario.supply.nodes) for (const company of node.companies) company.outageRatePerYear = 0;
    scenario.interventions = [{ kind: 'outage', month: 12, months: 5, node: 'hbm', company: 'samsung', loss: 0.5 }];
    const trace = simulate(scenario, 'outage');
    const at = trace.entities.supplier.indexOf('hbm/samsung');
    const width = trace.entities.supplier.length;
    const share = trace.column('available_share', 'supplier');
    for (let month = 0; month < trace.months; month++) {
      expect(share[month * width + at], `month ${month}`).toBe(month >= 12 && month < 17 ? 0.5 : 1);
    }
    expect(of(trace.events, 'outage').map(({ month }) => month)).toEqual([12]);
    expect(of(trace.events, 'outage-end').map(({ month }) => month)).toEqual([17]);
  });
});

describe('growth of orders that a scenario imposes', () => {
  const interventions = [
    { kind: 'order-growth', month: 2, months: 3, growthPerMonth: 0.1 },
    { kind: 'order-growth', month: 3, months: 1, growthPerMonth: -0.05 },
  ];

  it('is that of the last intervention in force, from its month and for its months', () => {
    const world = worldAtStart(shipped('baseline', { interventions }));
    const growth = Array.from({ length: 7 }, (_, month) => imposedOrderGrowth(world, month));
    expect(growth).toEqual([undefined, undefined, 0.1, -0.05, 0.1, undefined, undefined]);
  });

  it('takes the place of the plan of every builder', () => {
    let before: number[] = [];
    watch(shipped('baseline', { interventions, horizonMonths: 7 }), 'imposed', ({ firms }, month) => {
      const now = Array.from(firms.investmentMw);
      const ratios = now.map((mw, f) => mw / before[f]);
      const imposed = new Map([
        [2, 1.1],
        [3, 0.95],
        [4, 1.1],
      ]).get(month);
      if (imposed !== undefined) for (const ratio of ratios) expect(ratio).toBeCloseTo(imposed, 12);
      else if (month > 0) expect(Math.max(...ratios) - Math.min(...ratios)).toBeGreaterThan(1e-3);
      before = now;
    });
  });
});
