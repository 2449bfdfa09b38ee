/** One month of the market in closed form, term by term: no luck but what a test sets, and news that it sends. */

import { describe, expect, it } from 'vitest';
import { createWorld } from '../../src/model/world/world.ts';
import { fillInitial } from '../../src/model/initial.ts';
import { compileEarnings, fillInitialEarnings, stepEarnings } from '../../src/model/market/exogenous-earnings.ts';
import { fillInitialMarket } from '../../src/model/market/initial.ts';
import { fillNoNews, recordNews } from '../../src/model/market/news.ts';
import { compileMarket, type MarketRules } from '../../src/model/market/rules.ts';
import { createMarketState, type MarketState } from '../../src/model/market/state.ts';
import { stepMarket } from '../../src/model/market/step-market.ts';
import { stepMarketStage } from '../../src/model/market-link.ts';
import type { World } from '../../src/model/world/world.ts';
import type { News } from '../../src/scenario/interventions.ts';
import { plainMarket, STILL } from '../support/markets.ts';
import { watch } from '../support/stepping.ts';
import { type Changes, shipped } from '../support/shipped.ts';

const EXACT = 12;
/** Years of growth that fades at .25 in a month. */
const FADED_MONTH = (1 - Math.exp(-0.25 / 12)) / 0.25;

interface OpenMarket {
  readonly state: MarketState;
  readonly rules: MarketRules;
  /** Place of a company. */
  at(id: string): number;
  step(...news: News[]): void;
}

/** The calm market at rest and changed, at month 0 and with all luck 0. */
function open(changes: Changes = {}): OpenMarket {
  const scenario = plainMarket({ ...STILL, 'narrative.level': 0, ...changes });
  const { startMonth, horizonMonths: months, riskFreePerYear } = scenario;
  const rules = compileMarket(scenario.market, { startMonth, months, riskFreePerYear });
  const state = createMarketState(rules);
  const earnings = compileEarnings(scenario, rules);
  fillInitialEarnings(earnings, state);
  fillInitialMarket(state, rules, scenario.narrative.level);
  let month = 0;
  return {
    state,
    rules,
    at: (id) => rules.equityIds.indexOf(id),
    step(...news) {
      for (const item of news) recordNews(state, rules, item);
      stepEarnings(earnings, state, rules, month);
      stepMarket(state, rules, month++);
      fillNoNews(state);
    },
  };
}

const shock = (logReturn: number, more: { equity?: string; day?: number; intradayReach?: number } = {}): News => ({
  kind: 'price-shock',
  month: 0,
  logReturn,
  ...more,
});
const impulse = (change: number): News => ({ kind: 'narrative-impulse', month: 0, change });
const surprise = (equity: string, logSurprise: number): News => ({
  kind: 'earnings-surprise',
  month: 0,
  equity,
  logSurprise,
});
const venues = (...more: Changes[]): Changes => {
  const [us] = plainMarket().market.venues;
  return { 'market.venues': [us, ...more.map((change) => ({ ...us, ...change }))] };
};

describe('the premium', () => {
  it('is multiplied by R once, for the story and for volatility alike', () => {
    const { state, step } = open({ 'market.reflexivity': 0.5 });
    state.volatility = 0.25;
    step(impulse(0.4));
    expect(state.cost[0]).toBeCloseTo(0.09 + 0.5 * 0.015 * 1.5, EXACT);
    state.volatility = 0.1;
    step();
    expect(state.cost[0]).toBeCloseTo(0.09 - 0.5 * 0.01 * 0.4, EXACT);
  });
});

describe('beliefs', () => {
  it('let expected earnings grow at the growth believed, and normal earnings at plain growth', () => {
    const { state, step } = open({ 'market.reflexivity': 0.5, 'market.beliefs.catchUpPerMonth': 0 });
    const first = state.logExpected[0];
    step(impulse(0.4));
    step();
    expect(state.belief[0]).toBeCloseTo(0.5 * 0.03 * 0.4, EXACT);
    expect(state.logExpected[0]).toBe(first);
    step();
    expect(state.logExpected[0] - first).toBeCloseTo(0.5 * 0.03 * 0.4 * FADED_MONTH, EXACT);
    expect(state.logNormal[0]).toBeCloseTo(first, EXACT);
  });

  it('let the growth of a company fade to growth in the long run, for analysts too', () => {
    const [leader] = plainMarket().market.equities;
    const { state, rules, step } = open({
      'market.equities': [{ ...leader, growthPerYear: 0.1, ownVolatilityPerMonth: 0 }],
      'market.valuation.longGrowthPerYear': 0.03,
      'market.valuation.normalisationMonths': 1e9,
      'market.beliefs.surpriseGain': 0,
      'market.beliefs.catchUpPerMonth': 0,
    });
    const before = { normal: state.logNormal[0], expected: state.logExpected[0], analysts: state.logAnalysts[0] };
    step();
    const grown = 0.03 / 12 + (0.1 - 0.03) * FADED_MONTH;
    expect(rules.market.valuation.longGrowthPerYear).toBe(0.03);
    expect(state.logNormal[0] - before.normal).toBeCloseTo(grown, 7);
    expect(state.logExpected[0] - before.expected).toBeCloseTo(grown, EXACT);
    expect(state.logAnalysts[0] - before.analysts).toBeCloseTo(grown, EXACT);
  });

  it('weigh the surprises that others hear by capitalisation', () => {
    const [leader, bank] = plainMarket().market.equities;
    const heard = open({
      'market.equities': [
        { ...leader, growthPerYear: 0, ownVolatilityPerMonth: 0, earningsUsdBnPerYear: 300 },
        { ...bank, growthPerYear: 0, ownVolatilityPerMonth: 0 },
        { ...bank, id: 'listener', growthPerYear: 0, ownVolatilityPerMonth: 0, reportMonth: 2 },
      ],
      'market.mechanisms.informationTransfer': true,
    });
    heard.step(surprise('leader', 0.05), surprise('bank', -0.02));
    const average = (3 * 0.05 + 1 * -0.02) / 4;
    expect(heard.state.growth[heard.at('listener')]).toBeCloseTo(
      4 * 0.04 * 0.3 * Math.tanh((0.35 * average) / 0.3),
      EXACT,
    );
  });

  it('weigh earnings through the cycle in value', () => {
    const { state, step, at } = open({
      'market.beliefs.surpriseGain': 0,
      earnings: [{ id: 'leader', growthPerYear: 0.12, volatilityPerYear: 0 }],
    });
    step();
    const e = at('leader');
    const earned = 0.12 * FADED_MONTH;
    const expected = 0.35 * (earned / 3);
    expect(state.logValue[e] - state.initialLogValue[e]).toBeCloseTo(0.65 * expected + 0.35 * (earned / 36), EXACT);
    expect(state.logReturn[e]).toBeCloseTo(0.65 * expected + 0.35 * (earned / 36), EXACT);
  });
});

describe('noise', () => {
  const feedback: Changes = { 'market.price.volatilityFeedback': 0.5 };

  it('of a share answers volatility by half of the elasticity', () => {
    const { state, step } = open({ ...feedback, 'market.equities[bank].ownVolatilityPerMonth': 0.02 });
    state.volatility = 0.4;
    state.ownShock.fill(1);
    step();
    expect(state.logReturn[0]).toBeCloseTo(0.02 * 4 ** 0.25, EXACT);
  });

  it('common to all answers it by the whole', () => {
    const { state, step } = open({ ...feedback, 'market.price.commonVolatilityPerMonth': 0.03 });
    state.volatility = 0.4;
    state.commonShock.fill(1);
    step();
    expect(state.logReturn[0]).toBeCloseTo(0.03 * 4 ** 0.5, EXACT);
  });

  it('of a venue moves what is not listed there', () => {
    const { state, step } = open({ 'market.venues[us].restVolatilityPerMonth': 0.02 });
    state.venueShock.fill(1);
    step();
    expect(state.venueReturn[0]).toBeCloseTo(Math.log(0.5 * Math.exp(0.02) + 0.5), EXACT);
  });
});

describe('an index', () => {
  it('averages the growth of what it holds, the rest at growth in the long run', () => {
    const { state, step, at } = open({
      'market.valuation.longGrowthPerYear': 0.03,
      'market.equities[leader].growthPerYear': 0.03,
      'market.equities[bank].growthPerYear': 0.03,
      'market.equities[leader].earningsUsdBnPerYear': 300,
    });
    step(shock(0.3, { equity: 'leader' }), shock(-0.2, { equity: 'bank' }));
    const drift = 0.03 / 12;
    expect(state.logReturn[at('leader')]).toBeCloseTo(drift + 0.3, EXACT);
    const held = (3 * Math.exp(drift + 0.3) + Math.exp(drift - 0.2)) / 4;
    expect(state.venueReturn[0]).toBeCloseTo(Math.log(0.5 * Math.exp(drift) + 0.5 * held), EXACT);
  });

  it('is all rest where nothing is listed', () => {
    const { state, step } = open({
      'market.valuation.longGrowthPerYear': 0.03,
      ...venues({ id: 'elsewhere', restShare: 0.2, restBeta: 0.5 }),
    });
    step(shock(-0.1));
    expect(state.venueReturn[1]).toBeCloseTo(0.03 / 12 - 0.05, EXACT);
  });

  it('has the volatility of its squared returns at a yearly rate', () => {
    const { state, step } = open();
    step(shock(0.1));
    expect(state.volatility ** 2).toBeCloseTo(0.85 * 0.1 ** 2 + 0.15 * 12 * 0.1 ** 2, EXACT);
    step();
    expect(state.variance).toBeCloseTo(0.85 * (0.85 * 0.1 ** 2 + 0.15 * 12 * 0.1 ** 2), EXACT);
  });
});

describe('the days of a month', () => {
  const DAYS = 21;
  const stressed: Changes = { 'market.stress.threshold': 0.01 };
  const daysOf = ({ state, rules }: OpenMarket): { share: number[]; index: number[] } => ({
    share: [...state.dayReturn].filter((_, i) => i % rules.equities === 0),
    index: [...state.dayVenue].filter((_, i) => i % rules.venues === 0),
  });

  it('have a jump of its share of the month when none is dated', () => {
    const market = open(stressed);
    market.step(shock(-0.2));
    for (const returns of Object.values(daysOf(market))) {
      const sorted = returns.sort((a, b) => a - b);
      expect(sorted[0]).toBeCloseTo(-0.4 * 0.2 - (0.6 * 0.2) / DAYS, EXACT);
      for (const quiet of sorted.slice(1)) expect(quiet).toBeCloseTo((-0.6 * 0.2) / DAYS, EXACT);
    }
  });

  it.each([
    ['a day that is dated', 5, 0, -0.05],
    ['a jump', undefined, 0.6 * -0.05, 0.4 * -0.05],
  ])('carry the hedging of the month before evenly beside %s', (_, day, spread, onOneDay) => {
    const market = open({ ...stressed, 'market.mechanisms.gamma': true, 'market.gamma.hedging': 'next-month' });
    const { state, step } = market;
    state.gamma = -0.3;
    for (const before of [state.logReturn, state.venueRest]) before.fill(-0.1);
    step(shock(-0.05, day === undefined ? {} : { day }));
    expect(state.logReturn[0]).toBeCloseTo(-0.05 - 0.03, EXACT);
    const even = (-0.03 + spread) / DAYS;
    for (const [name, returns] of Object.entries(daysOf(market))) {
      const sorted = returns.sort((a, b) => a - b);
      expect(sorted[0], name).toBeCloseTo(even + onOneDay, EXACT);
      for (const quiet of sorted.slice(1)) expect(quiet, name).toBeCloseTo(even, EXACT);
    }
  });

  it('are halted by the lowest point of a day, not by its close', () => {
    const market = open({ 'market.venues[us].breaker': 0.05 });
    market.step(shock(-0.03, { day: 5 }));
    expect(market.state.breakers[0]).toBe(1);
    expect(market.state.dayLow[4]).toBeCloseTo(-0.06, EXACT);
    expect(market.state.dayVenue[4]).toBeCloseTo(-0.03, EXACT);
    market.step(shock(-0.03, { day: 5, intradayReach: 1.2 }));
    expect(market.state.breakers[0]).toBe(0);
  });
});

describe('the market of an economy', () => {
  const R = 0.5;
  const QUIET: Changes = {
    'market.reflexivity': R,
    ...Object.fromEntries(
      ['gamma', 'volatilityTarget', 'trend', 'extrapolation', 'narrative'].map((name) => [
        `market.mechanisms.${name}`,
        false,
      ]),
    ),
  };
  type Opened = World & { readonly market: MarketState; readonly marketRules: MarketRules };

  /** A world at month 0 whose market has no luck. */
  function opened(changes: Changes = {}): Opened {
    const world = createWorld(shipped('baseline', { ...QUIET, ...changes }));
    fillInitial(world);
    if (world.market === undefined) throw new Error('no market');
    return world as Opened;
  }
  const placeOf = (world: Opened, id: string): number => world.marketRules.equityIds.indexOf(id);

  it('shows builders R of the change of the story', () => {
    const world = opened({ 'narrative.level': 0.3 });
    recordNews(world.market, world.marketRules, impulse(0.2));
    stepMarketStage(world, 0);
    expect(world.market.narrative).toBeCloseTo(0.5, EXACT);
    expect(world.conditions.narrative).toBeCloseTo(0.3 + R * 0.2, EXACT);
  });

  it('passes on the change of the cost of equity at the weight of equity', () => {
    const world = opened({ 'market.funding.mispricingPerYear': 0 });
    world.market.volatility = 0.3;
    stepMarketStage(world, 0);
    const f = world.scenario.firms.findIndex(({ id }) => id === 'AMZN');
    const dearer = 1.2 * R * 0.015 * (0.3 / 0.15 - 1);
    expect(world.market.cost[placeOf(world, 'AMZN')]).toBeCloseTo(
      world.scenario.finance.riskFreePerYear + 1.2 * 0.045 + dearer,
      EXACT,
    );
    expect(world.conditions.waccPerYear[f] - world.derived.waccPerYear).toBeCloseTo(R * 0.9 * dearer, EXACT);
  });

  it('values a loss at the share of the first margin that is trusted', () => {
    const world = opened({ 'market.valuation.normalisationMonths': 1 });
    const e = placeOf(world, 'AMZN');
    const f = world.equityLinks.firm[e];
    world.books.netIncome[f] = -10;
    world.books.revenue[f] *= 2;
    stepMarketStage(world, 0);
    expect(world.market.earnings[e]).toBe(-120);
    expect(world.market.logNormal[e]).toBeCloseTo(
      Math.log(0.45 * world.market.firstMargin[e] * world.market.sales[e]),
      EXACT,
    );
  });

  describe('tells a story', () => {
    /** The story a month later when one signal is all that it answers. */
    function told(signal: string, weight: number, prepare: (world: Opened) => void): number {
      const others = ['momentum', 'surprise', 'capexGrowth', 'wall', 'drawdown'].map((name) => [
        `market.narrative.${name}`,
        0,
      ]);
      const world = opened({
        ...Object.fromEntries(others),
        'market.mechanisms.narrative': true,
        'narrative.level': 0.3,
        'stop.rule': 'aftermath',
        [`market.narrative.${signal}`]: weight,
      });
      prepare(world);
      stepMarketStage(world, 1);
      return world.market.narrative;
    }
    const answer = (signal: number): number => 0.3 + 0.2 * (Math.tanh(0.45 * 0.3 + R * signal) - 0.3);

    it('that sours while the race is stopped', () => {
      const stop = (world: Opened): void => {
        world.race.wallMonth = 0;
      };
      expect(told('wall', 0.8, stop)).toBeCloseTo(answer(-0.8), EXACT);
      expect(told('wall', 0.8, () => undefined)).toBeCloseTo(answer(0), EXACT);
    });

    it('that rises with the growth of capex over a quarter', () => {
      const more = (world: Opened): void => {
        for (const f of world.books.aiCapex.keys()) world.books.aiCapex[f] *= 1.3;
      };
      expect(told('capexGrowth', 3, more)).toBeCloseTo(answer(3 * Math.log(1.1)), EXACT);
    });
  });

  it('counts the profit of suppliers after tax, and of one company by its share of what works', () => {
    const outage = { kind: 'outage', month: 0, months: 2, node: 'hbm', company: 'sk-hynix', loss: 0.5 } as const;
    const changes: Changes = { ...QUIET, interventions: [outage], horizonMonths: 1, 'stop.rule': 'horizon' };
    const companies = shipped('baseline').supply.nodes.find(({ id }) => id === 'hbm')?.companies ?? [];
    const quiet = companies.map(({ id }) => [`supply.nodes[hbm].companies[${id}].outageRatePerYear`, 0]);
    const world = watch(shipped('baseline', { ...changes, ...Object.fromEntries(quiet) }), 'supplier', () => undefined);
    const { market, supplierBooks, network, scenario } = world as Opened;
    const keep = 1 - scenario.finance.taxRate;
    expect(keep).toBeLessThan(0.95);
    const profit = (node: string): number => 12 * keep * supplierBooks.operatingProfit[network.nodeIds.indexOf(node)];
    const earned = (id: string): number => market.earnings[placeOf(world as Opened, id)];
    expect(earned('accelerator')).toBeCloseTo(profit('accelerator'), 9);
    expect(Math.abs(profit('hbm'))).toBeGreaterThan(1);
    const working = 1 - 0.57 * 0.5;
    expect(earned('sk-hynix') / profit('hbm')).toBeCloseTo((0.57 * 0.5) / working, EXACT);
    expect(earned('samsung') / profit('hbm')).toBeCloseTo(0.22 / working, EXACT);
  });
});
