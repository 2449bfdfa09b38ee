/** The supply scenarios that come with the project do what their names say. */

import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../../src/engine/simulate.ts';
import type { Trace } from '../../../src/columns/trace.ts';
import { variance } from '../../../src/numeric/statistics.ts';
import { runMetrics } from '../../../src/metrics/run-row.ts';
import { loadScenario } from '../../../src/node/scenario-files.ts';
import { expandSeed } from '../../../src/random/seed.ts';

type Row = Record<string, number>;

/** Rows of `seeds` replications of a scenario, with overrides. */
function rows(name: string, seeds = 1, overrides: readonly string[] = []): Row[] {
  const { scenario } = loadScenario(name, { overrides });
  const simulator = createSimulator(scenario);
  return Array.from({ length: seeds }, (_, k) => runMetrics(simulator.run(expandSeed('scenarios'), k)) as Row);
}

const mean = (all: readonly Row[], key: string): number => all.reduce((sum, row) => sum + row[key], 0) / all.length;

describe('beer-game', () => {
  it('costs what is known', () => {
    const [row] = rows('beer-game');
    expect(row.cost_usd).toBeCloseTo(280.27 + 627.41 + 885.63 + 686.17, 1);
  });
});

describe('chen-four-stage', () => {
  it('amplifies 5, 33, 245 times; with shared demand 5, 13, 25 times', () => {
    const apart = rows('chen-four-stage', 200);
    const shared = rows('chen-four-stage', 200, ['supply.sharedDemand=true']);
    for (const [stage, exact] of [
      ['2', 5],
      ['3', 33],
      ['4', 245],
    ] as const) {
      expect(mean(apart, `bullwhip_stage_${stage}`) / exact).toBeCloseTo(1, 1);
    }
    // Of each stage: ratios of 5, 33, 245 and 1921.
    for (const [at, exact] of [5, 33 / 5, 245 / 33, 1921 / 245].entries()) {
      expect(mean(apart, `bullwhip_local_stage_${at + 1}`) / exact).toBeCloseTo(1, 1);
    }
    const product = apart[0].bullwhip_local_stage_1 * apart[0].bullwhip_local_stage_2;
    expect(product * apart[0].bullwhip_stage_1).toBeCloseTo(apart[0].bullwhip_stage_3, 6);
    for (const [stage, exact] of [
      ['2', 5],
      ['3', 13],
      ['4', 25],
    ] as const) {
      expect(mean(shared, `bullwhip_stage_${stage}`) / exact).toBeCloseTo(1, 1);
    }
  });

  it('shows what sharing is worth', () => {
    const open = (shared: boolean) => {
      const { scenario } = loadScenario('chen-four-stage', { overrides: [`supply.sharedDemand=${shared}`] });
      return createSimulator(scenario).run(expandSeed('1'), 0);
    };
    const varianceOf = (trace: Trace, n: number): number =>
      variance(trace.column('orders_mw', 'node').filter((_, i) => i % trace.entities.node.length === n));
    const [apart, shared] = [open(false), open(true)];
    expect(varianceOf(shared, 0)).toBe(varianceOf(apart, 0));
    expect(varianceOf(shared, 3)).toBeLessThan(0.2 * varianceOf(apart, 3));
  });
});

describe('shortage-gaming', () => {
  it('has buyers who inflate and cancel, and none without gaming', () => {
    const [gamed] = rows('shortage-gaming');
    const [honest] = rows('shortage-gaming', 1, ['supply.gaming.maxInflation=1']);
    expect(gamed.phantom_share_peak_part).toBeGreaterThan(0.3);
    expect(gamed.cancelled_mw_part).toBeGreaterThan(500);
    expect(honest.phantom_share_peak_part).toBe(0);
    expect(honest.cancelled_mw_part).toBe(0);
    expect(gamed.air_pocket_wafer).toBeGreaterThanOrEqual(honest.air_pocket_wafer);
    expect(gamed.bullwhip_part).toBeGreaterThan(honest.bullwhip_part);
  });

  it('brings every customer just what it needed in the end', () => {
    const [row] = rows('shortage-gaming');
    expect(row.received_mw / row.needed_mw).toBeCloseTo(1, 2);
  });
});

describe('hbm-single-source', () => {
  it('fails customers more than three makers with the same outages each', () => {
    const outage = 'outageRatePerYear: 0.3, outageLoss: 0.5, outageMonths: 6';
    const makers = ['a', 'b', 'c'].map((id) => `{ id: ${id}, share: 0.333, ${outage} }`);
    const spread = `supply.nodes[hbm].companies=[{ id: sk-hynix, share: 0.001 }, ${makers.join(', ')}]`;
    const alone = rows('hbm-single-source', 100);
    const three = rows('hbm-single-source', 100, [spread]);
    expect(mean(alone, 'outages')).toBeGreaterThan(1);
    expect(mean(three, 'unmet_peak_mw')).toBeLessThan(mean(alone, 'unmet_peak_mw'));
    expect(mean(three, 'fill_rate_hbm')).toBeGreaterThan(mean(alone, 'fill_rate_hbm'));
  });
});

describe('telecom-2001', () => {
  it('falls further upstream than at the carriers', () => {
    const [row] = rows('telecom-2001');
    const swing = ['network_equipment', 'contract_maker', 'chips'].map((id) => row[`amplification_${id}`]);
    expect(swing[1]).toBeGreaterThan(swing[0]);
    expect(swing[2]).toBeGreaterThan(swing[1]);
    expect(row.air_pocket_chips).toBeGreaterThan(row.air_pocket_network_equipment);
    // Bookings of chip equipment fell 78 % in 2000-01.
    expect(row.air_pocket_tools).toBeGreaterThan(0.6);
  });
});
