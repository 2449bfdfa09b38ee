/** Restrictions: they answer pressure, last their months, then lapse. */

import { describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../../src/columns/event.ts';
import { simulate } from '../../src/engine/simulate.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { shipped } from '../support/shipped.ts';

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
    const served = (): Float64Array => {
      const trace = simulate(scenario, 'shock');
      const live = trace.column('live_compute', 'scalar');
      return trace.column('utilisation', 'scalar').map((utilisation, month) => utilisation * live[month]);
    };
    const before = served();
    scenario.interventions = [{ kind: 'demand-shock', month: 20, factor: 0.5 }];
    const after = served();
    expect([...after.subarray(0, 20)]).toEqual([...before.subarray(0, 20)]);
    expect(after[20] / before[20]).toBeLessThan(0.6);
    expect(after[40] / before[40]).toBeLessThan(0.6);
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
