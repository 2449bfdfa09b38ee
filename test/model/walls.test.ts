/** Walls and the pause: what fires, when, and how investment falls. */

import { describe, expect, it } from 'vitest';
import { MODEL_COLUMNS } from '../../src/model/columns.ts';
import { createWorld } from '../../src/model/world/world.ts';
import { compileWalls } from '../../src/model/walls/compile-walls.ts';
import { isPaused } from '../../src/model/walls/pause.ts';
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
  const free = simulate(shipped('baseline', { horizonMonths: 30, 'stop.rule': 'horizon' }), 'wall').column(
    'live_mw',
    'scalar',
  );

  it.each([
    [14_000, 3, 0],
    [15_000, 1, 0],
    [15_000, 6, 0],
    [14_000, 2, 20],
  ])('above %d for %d months from month %d fires when the recorded series says so', (above, forMonths, fromMonth) => {
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
  const scenario = liveAbove(
    0,
    { forMonths: 12 },
    { 'stop.pauseFloor': 0.5, 'stop.pauseRampMonths': 4, 'stop.pauseMonths': 10 },
  );

  it('lasts its months, with every firm disciplined', () => {
    watch(scenario, 'pause', (world, month) => {
      expect(isPaused(world, month), `month ${month}`).toBe(month >= 12 && month <= 21);
      if (month >= 12 && month <= 21) for (const intensity of world.firms.intensity) expect(intensity).toBe(0);
    });
  });

  it('takes investment down in a straight line to its floor, never up', () => {
    const path = new Map<string, number[]>();
    // A slump, so that discipline asks for little.
    const interventions = [{ kind: 'demand-shock' as const, month: 10, factor: 0.3 }];
    watch({ ...scenario, interventions }, 'pause', ({ firms, entities }, month) => {
      for (const [f, id] of entities.firm.entries()) {
        if (month >= 11 && month <= 21) path.set(id, [...(path.get(id) ?? []), firms.investmentMw[f]]);
      }
    });
    for (const [id, values] of path) {
      const [atWall] = values;
      for (let k = 1; k < values.length; k++) {
        const progress = Math.min(1, k / 4);
        expect(values[k], id).toBeGreaterThanOrEqual(atWall * (1 - 0.5 * progress) - 1e-9);
        expect(values[k], id).toBeLessThanOrEqual(atWall + 1e-9);
      }
    }
    // Where discipline asks for less than the floor, the floor is what is left.
    const last = [...path.values()].map((values) => values[values.length - 1] / values[0]);
    expect(Math.min(...last)).toBeCloseTo(0.5, 9);
  });

  it('ends in the ledger in its last month', () => {
    const ended = simulate(scenario, 'pause').events.filter(({ kind }) => kind === 'pause-end');
    expect(ended.map(({ month, magnitude }) => [month, magnitude])).toEqual([[21, 10]]);
  });

  it('hands the firms back to their strategies', () => {
    watch(scenario, 'pause', ({ firms, entities }, month) => {
      if (month === 23) expect(firms.intensity[entities.firm.indexOf('AMZN')]).toBe(1);
    });
  });
});
