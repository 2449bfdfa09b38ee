/** The days of a stressed month add to it, whatever dealers hedge and whatever a breaker carries over. */

import { describe, expect, it } from 'vitest';
import { createWorld } from '../../src/model/world/world.ts';
import { fillInitial } from '../../src/model/initial.ts';
import { stepMarketStage } from '../../src/model/market-link.ts';
import type { World } from '../../src/model/world/world.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { recordNews } from '../../src/model/market/news.ts';
import { drawShocks } from '../support/stepping.ts';
import { type Changes, shipped } from '../support/shipped.ts';

/** A market after one month whose threshold is so low that it is split into days. */
function stressed(changes: Changes = {}, logReturn = -0.1, day = 5): World {
  const world = createWorld(shipped('baseline', { 'market.stress.threshold': 0, ...changes }));
  drawShocks(world, expandSeed('days'), 0);
  fillInitial(world);
  const { market, marketRules } = world;
  if (market === undefined || marketRules === undefined) throw new Error('no market');
  recordNews(market, marketRules, { kind: 'price-shock', month: 0, logReturn, ...(day === 0 ? {} : { day }) });
  stepMarketStage(world, 0);
  return world;
}

const halting: Changes = { 'market.venues[us].breaker': 0.03, 'market.venues[korea].breaker': 0.03 };

describe.each([
  ['whose jump is drawn', {}, -0.1, 0],
  ['with hedging that damps', { 'market.gamma.calm': 0.4 }, -0.1, 0],
  ['with hedging a month later', { 'market.gamma.hedging': 'next-month', 'market.gamma.calm': 0.3 }, -0.1, 5],
  ['with a breaker', halting, -0.2, 5],
  ['with news on a day', {}, -0.1, 5],
] as const)('a month %s', (_, changes, logReturn, day) => {
  const ofMonth = () => {
    const { market, marketRules: rules } = stressed(changes, logReturn, day);
    if (market === undefined || rules === undefined) throw new Error('no market');
    return { market, rules, days: rules.market.stress.days };
  };

  it('is the sum of the days of every share', () => {
    const { market, rules, days } = ofMonth();
    for (let e = 0; e < rules.equities; e++) {
      let sum = 0;
      for (let d = 0; d < days; d++) sum += market.dayReturn[d * rules.equities + e];
      expect(Math.abs(sum - market.logReturn[e]), rules.equityIds[e]).toBeLessThan(1e-9);
    }
  });

  it('is the sum of the days of every index', () => {
    const { market, rules, days } = ofMonth();
    for (let v = 0; v < rules.venues; v++) {
      let sum = 0;
      for (let d = 0; d < days; d++) sum += market.dayVenue[d * rules.venues + v];
      expect(Math.abs(sum - market.venueReturn[v]), rules.venueIds[v]).toBeLessThan(1e-9);
    }
  });
});

describe('a dated fall', () => {
  const worstDay = ({ market, marketRules: rules }: World, v: number): number => {
    if (market === undefined || rules === undefined) throw new Error('no market');
    let worst = 0;
    for (let d = 0; d < rules.market.stress.days; d++)
      if (market.dayVenue[d * rules.venues + v] < market.dayVenue[worst * rules.venues + v]) worst = d;
    return worst;
  };

  it('strikes the lead venue on its day and those that trade before it on the next', () => {
    const world = stressed({}, -0.1);
    expect([0, 1, 2].map((v) => worstDay(world, v))).toEqual([4, 5, 5]);
  });

  it('that only futures feel halts programme selling and leaves the close alone', () => {
    const halted = stressed({ 'market.venues[korea].sidecar': 0.05, 'market.venues[korea].breaker': 0 }, -0.1).market;
    const open = stressed({ 'market.venues[korea].sidecar': 0, 'market.venues[korea].breaker': 0 }, -0.1).market;
    expect(halted?.sidecars[2]).toBeGreaterThan(0);
    expect(open?.sidecars[2]).toBe(0);
    expect(halted?.dayVenue).toEqual(open?.dayVenue);
  });

  it('beyond the breaker closes at it and goes on the next day', () => {
    const { market, marketRules: rules } = stressed(halting, -0.2);
    if (market === undefined || rules === undefined) throw new Error('no market');
    expect(market.breakers[0]).toBeGreaterThan(0);
    for (let d = 0; d < rules.market.stress.days - 1; d++)
      expect(market.dayVenue[d * rules.venues]).toBeGreaterThanOrEqual(-0.03 - 1e-12);
    expect(market.dayVenue[4 * rules.venues]).toBeCloseTo(-0.03, 12);
    expect(market.dayVenue[5 * rules.venues]).toBeLessThan(-0.02);
  });
});
