/** Walls and the pause: which condition triggers, when, how investment falls, and when building resumes. */

import { describe, expect, it } from 'vitest';
import { MODEL_COLUMNS } from '../../src/model/columns.ts';
import { createWorld } from '../../src/model/world/world.ts';
import { compileWalls } from '../../src/model/walls/compile-walls.ts';
import { isPaused } from '../../src/model/walls/pause.ts';
import { sum } from '../../src/numeric/sum.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { simulate } from '../../src/engine/simulate.ts';
import type { ScenarioError } from '../../src/scenario/errors.ts';
import { shipped } from '../support/shipped.ts';
import { watch } from '../support/stepping.ts';

type Walls = Economy['walls'];

/** A baseline with one wall: live systems above a limit for some months. */
function liveAbove(
  above: number,
  wall: Partial<Walls[number]> = {},
  changes: Readonly<Record<string, unknown>> = {},
): Economy {
  const scenario = shipped('baseline', { horizonMonths: 30, 'stop.aftermathMonths': 24, ...changes });
  scenario.walls = [{ id: 'size', any: [{ variable: 'live_mw', above }], forMonths: 3, fromMonth: 0, ...wall }];
  return scenario;
}

/** First month from which a recorded column has been above a limit for so many months. */
function firstHeld(values: Float64Array, above: number, months: number, from = 0): number {
  let held = 0;
  for (let month = 0; month < values.length; month++) {
    held = month >= from && values[month] > above ? held + 1 : 0;
    if (held >= months) return month;
  }
  return -1;
}

describe('wall', () => {
  it.each([
    [14_000, 3, 0],
    [15_000, 1, 0],
    [15_000, 6, 0],
    [14_000, 2, 20],
  ])('above %d for %d months from month %d fires when the recorded series says so', (above, forMonths, fromMonth) => {
    const unstopped = simulate(shipped('baseline', { horizonMonths: 30, 'stop.rule': 'horizon' }), 'wall');
    const free = unstopped.column('live_mw', 'scalar');
    const { outcome } = simulate(liveAbove(above, { forMonths, fromMonth }), 'wall');
    expect(outcome.wallMonth).toBe(firstHeld(free, above, forMonths, fromMonth));
    expect(outcome.wall).toBe('size');
    expect(outcome.wallReading).toBe(free[outcome.wallMonth]);
  });

  it('reads one entity of a column', () => {
    const scenario = liveAbove(0);
    scenario.walls = [{ id: 'one', any: [{ variable: 'live_mw[NEO]', above: 1600 }], forMonths: 1, fromMonth: 0 }];
    const trace = simulate(scenario, 'wall');
    const at = trace.entities.firm.indexOf('NEO');
    const live = trace.column('live_mw', 'firm');
    const width = trace.entities.firm.length;
    const { wallMonth } = trace.outcome;
    expect(live[wallMonth * width + at]).toBeGreaterThan(1600);
    expect(wallMonth === 0 || live[(wallMonth - 1) * width + at] <= 1600).toBe(true);
  });

  it('fires below a limit, and never twice', () => {
    const scenario = liveAbove(0);
    scenario.walls = [
      { id: 'down', any: [{ variable: 'live_mw', below: 1e9 }], forMonths: 2, fromMonth: 4 },
      { id: 'late', any: [{ variable: 'live_mw', above: 0 }], forMonths: 12, fromMonth: 0 },
    ];
    const trace = simulate(scenario, 'wall');
    expect(trace.outcome).toMatchObject({ wall: 'down', wallMonth: 5, nextWall: 'late' });
    expect(trace.events.filter(({ kind }) => kind === 'wall-hit')).toHaveLength(1);
  });

  it('refuses what is no column, all problems at once', () => {
    const scenario = liveAbove(0);
    scenario.walls = [
      { id: 'a', any: [{ variable: 'nothing_mw', above: 1 }], forMonths: 1, fromMonth: 0 },
      {
        id: 'b',
        any: [
          { variable: 'orders_mw', above: 1 },
          { variable: 'live_mw[NOBODY]', above: 1 },
        ],
        forMonths: 1,
        fromMonth: 0,
      },
    ];
    const problems = (() => {
      try {
        compileWalls(scenario.walls, MODEL_COLUMNS, createWorld(scenario).entities);
        return [];
      } catch (error) {
        return (error as ScenarioError).problems;
      }
    })();
    expect(problems).toHaveLength(3);
    expect(problems[0]).toContain('walls[a].any[0].variable: unknown column "nothing_mw"');
    expect(problems[1]).toContain('one value a node');
  });
});

describe('stop rules', () => {
  it('first-wall ends the run there, horizon runs on, aftermath follows up past the horizon', () => {
    const late = { forMonths: 29 };
    for (const [rule, months] of [
      ['first-wall', 29],
      ['horizon', 30],
      ['aftermath', 29 + 24],
    ] as const) {
      const trace = simulate(liveAbove(0, late, { 'stop.rule': rule }), 'stop');
      expect([rule, trace.months, trace.outcome.wallMonth]).toEqual([rule, months, 28]);
      expect(trace.outcome.stopReason).toBe(rule);
      expect(trace.counterfactual !== undefined).toBe(rule === 'aftermath');
    }
  });

  it('no wall runs to the horizon', () => {
    const trace = simulate(liveAbove(1e9), 'stop');
    expect([trace.months, trace.outcome.wall, trace.outcome.wallMonth]).toEqual([30, 'none', -1]);
    expect(trace.outcome.stopReason).toBe('horizon');
  });
});

describe('pause', () => {
  /** A wall that holds up to a size which live systems pass in the months after it: it clears by itself. */
  const clearing = (below: number): Economy => {
    const changed = liveAbove(0, { forMonths: 6 });
    changed.walls[0].any[0] = { variable: 'live_mw', below };
    return changed;
  };
  const scenario = clearing(20_000);

  it('has every firm disciplined until the wall has cleared and discipline calls for capacity', () => {
    let ended = -1;
    watch(scenario, 'pause', (world, month) => {
      const { race, firms } = world;
      if (month <= 5) expect([race.wallMonth, isPaused(world, month)]).toEqual([month === 5 ? 5 : -1, false]);
      const clear = sum(firms.liveMw) >= 20_000 && sum(firms.disciplinedTarget) > sum(firms.pipeline);
      if (ended < 0 && month > 5) {
        for (const intensity of firms.intensity) expect(intensity).toBe(0);
        expect(race.pauseEndMonth, `month ${month}`).toBe(clear ? month : -1);
        if (clear) ended = month;
      }
      expect(isPaused(world, month + 1)).toBe(race.wallMonth >= 0 && ended < 0);
    });
    expect(ended).toBeGreaterThan(6);
  });

  it('lasts as long as its wall, whatever discipline calls for', () => {
    const trace = simulate(clearing(1e9), 'pause');
    expect(trace.outcome.wallMonth).toBe(5);
    expect(trace.events.filter(({ kind }) => kind === 'pause-end')).toEqual([]);
    const intensity = trace.column('mean_intensity', 'scalar');
    expect(Math.max(...intensity.subarray(6))).toBe(0);
  });

  it('moves investment by its share towards the disciplined goal, between the floor and that at the wall', () => {
    // A slump, so that discipline asks for little.
    const interventions = [{ kind: 'demand-shock' as const, month: 4, factor: 0.3 }];
    const { pauseFloor } = scenario.stop;
    let last = new Float64Array();
    const { firms } = watch({ ...scenario, interventions }, 'pause', (world, month) => {
      const now = world.firms.investmentMw.slice();
      if (month >= 6 && isPaused(world, month)) {
        const { investmentAdjustPerMonth } = world.scenario.capex;
        for (const [f, atWall] of world.firms.wallInvestmentMw.entries()) {
          const wanted = Math.min(world.firms.wantedMw[f] * world.firms.lit[f], world.firms.capMw[f]);
          const goal = Math.min(atWall, Math.max(wanted, pauseFloor * atWall));
          expect(now[f]).toBeCloseTo(last[f] + investmentAdjustPerMonth * (goal - last[f]), 9);
          expect(now[f]).toBeGreaterThanOrEqual(pauseFloor * atWall - 1e-9);
          expect(now[f]).toBeLessThanOrEqual(atWall + 1e-9);
        }
      }
      last = now;
    });
    // Where discipline asks for less than the floor, the floor is what is left.
    const left = [...firms.investmentMw].map((mw, f) => mw / firms.wallInvestmentMw[f]);
    expect(Math.min(...left)).toBeCloseTo(pauseFloor, 2);
  });

  it('ends in the ledger with its length, and hands the firms back to their strategies within a quarter', () => {
    const trace = simulate(scenario, 'pause');
    const [ended, ...more] = trace.events.filter(({ kind }) => kind === 'pause-end');
    expect(more).toEqual([]);
    expect(ended.magnitude).toBe(ended.month - 5);
    const { firm } = trace.entities;
    const intensity = trace.column('intensity', 'firm');
    const at = firm.indexOf('AMZN');
    expect(intensity[ended.month * firm.length + at]).toBe(0);
    expect(intensity[(ended.month + 3) * firm.length + at]).toBe(1);
  });
});
