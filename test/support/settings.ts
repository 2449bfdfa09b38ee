/** Economies under stress, so that every parameter has a setting in which it matters. */

import type { Economy } from '../../src/scenario/economy.ts';
import { shipped } from './shipped.ts';

export interface Setting {
  readonly name: string;
  readonly scenario: Economy;
  readonly seeds: readonly string[];
}

const NODES = ['server', 'accelerator', 'packaging', 'hbm', 'foundry', 'equipment', 'electrical'];

/** The same change at every entity: `each(NODES, 'supply.nodes[*].uptime', 0.9)`. */
function each(ids: readonly string[], pattern: string, value: unknown): Record<string, unknown> {
  return Object.fromEntries(ids.map((id) => [pattern.replace('*', id), value]));
}

/** Everybody may fail, learns and sells to others too, and everything is bought as equipment. */
function exposed(): Economy {
  const scenario = shipped('baseline', {
    horizonMonths: 60,
    ...each(NODES, 'supply.nodes[*].othersMwPerMonth', 30),
    'capex.outcomeLinkedShare': 0.3,
    'noise.execution': 0.05,
    'noise.observation': 0.1,
    'regulation.exportControl.ratePerYear': 0.6,
    'regulation.antitrust.ratePerYear': 0.6,
    'regulation.moratorium.ratePerYear': 0.3,
  });
  const strategies = ['tit-for-tat', 'grim', 'generous-tit-for-tat', 'momentum', 'win-stay-lose-shift', 'constant'];
  for (const [f, firm] of scenario.firms.entries()) firm.strategy = { id: strategies[f], params: {} };
  for (const node of scenario.supply.nodes) {
    for (const company of node.companies)
      Object.assign(company, { outageRatePerYear: 0.5, outageLoss: 0.6, outageMonths: 4 });
    if (node.expansion !== undefined && node.id !== 'equipment') node.expansion.equipment = 'equipment';
    if (node.price !== undefined) node.price.learning = { ratePerDoubling: 0.1, cumulativeMw: 15_000 };
  }
  return scenario;
}

/** Suppliers who believe in growth without end, and prices that follow. */
function boom(): Economy {
  const scenario = shipped('baseline', { 'supply.initialTrendPerMonth': 0.08, 'demand.bassImitationPerYear': 0.9 });
  for (const node of scenario.supply.nodes) {
    if (node.price !== undefined)
      Object.assign(node.price, { backlogSlope: 6, idleSlope: 4, maxFactor: 1.1, minFactor: 0.95 });
    if (node.expansion !== undefined) Object.assign(node.expansion, { maxLogGrowth: 0.1, normalBacklogMonths: 2 });
  }
  return scenario;
}

/** A slump of demand in the second year, with credit frozen and every restriction at once. */
function slump(): Economy {
  return {
    ...shipped('baseline', {
      horizonMonths: 48,
      'finance.suppliers[accelerator].grossMargin': 0.4,
      'capex.strategicPrize': 0.2,
      'firms[NEO].leverageMax': 1,
    }),
    interventions: [
      { kind: 'demand-shock', month: 12, factor: 0.4 },
      { kind: 'credit-freeze', month: 6, months: 12, factor: 0.3 },
      { kind: 'moratorium', month: 3, months: 6, region: 'pjm' },
      { kind: 'permit-delay', month: 3, months: 6, region: 'ercot' },
      { kind: 'export-control', month: 8, months: 6 },
      { kind: 'antitrust', month: 9, months: 6 },
      { kind: 'outage', month: 5, months: 4, node: 'hbm', company: 'samsung', loss: 0.5 },
      { kind: 'earnings-surprise', month: 2, equity: 'MSFT', logSurprise: 0.1 },
      { kind: 'growth-revision', month: 2, equity: 'accelerator', changePerYear: -0.05 },
      { kind: 'price-shock', month: 3, logReturn: -0.1, day: 4, intradayReach: 1.5 },
      { kind: 'price-shock', month: 4, equity: 'micron', logReturn: -0.1 },
      { kind: 'narrative-impulse', month: 5, change: 0.2 },
    ],
  };
}

/** Every wall within reach, one at a time. */
function walled(id: string, kept: number): Economy {
  const scenario = shipped('baseline');
  const limits: Readonly<Record<string, number>> = { staged_months: 0.5, queue_wait_months: 32, stringency: 0.05 };
  scenario.walls = scenario.walls
    .filter((wall) => wall.id === id)
    .map((wall) => ({
      ...wall,
      any: wall.any
        .filter((_, i) => i === kept)
        .map((condition) =>
          condition.above === undefined
            ? { ...condition, below: condition.variable === 'renewal_rate' ? 0.7 : condition.below }
            : { ...condition, above: limits[condition.variable] ?? condition.above },
        ),
    }));
  return scenario;
}

const POLICIES: readonly Economy['supply']['policy'][] = [
  { kind: 'apiobpcs', stockAdjustMonths: 6, lineAdjustMonths: 9, lineWeight: 0.5, orderCapMwPerMonth: 700 },
  { kind: 'order-up-to', protectionMonths: 4, safetyMw: 40, reviewMonths: 2, phaseMonth: 1 },
  { kind: 'base-stock', levelMw: 5000, reviewMonths: 3, phaseMonth: 1, orderCapMwPerMonth: 900 },
  { kind: 'sterman', stockWeight: 0.3, lineWeight: 0.4, targetMw: 2500, fixedMonths: 3, fixedMwPerMonth: 700 },
  { kind: 's-S', reorderMw: 4000, levelMw: 5500 },
  { kind: 'r-Q', reorderMw: 4000, lotMw: 1500 },
];

const FORECASTS: readonly Economy['supply']['forecast'][] = [
  { kind: 'trend', weight: 0.3, trendWeight: 0.5, trendSmoothing: 0.3 },
  { kind: 'exponential', weight: 0.3 },
  { kind: 'moving-average', months: 6 },
  { kind: 'ar1', meanMwPerMonth: 800, autocorrelation: 0.5 },
  { kind: 'constant', meanMwPerMonth: 800 },
];

/** Every kind of policy and forecast, for all nodes and for one node of its own. */
function workshop(round: number): Economy {
  const policy = POLICIES[round % POLICIES.length];
  const forecast = FORECASTS[round % FORECASTS.length];
  return shipped('baseline', {
    horizonMonths: 24,
    'supply.bounds': undefined,
    'supply.policy': policy,
    'supply.forecast': forecast,
    'supply.nodes[accelerator].policy': POLICIES[(round + 1) % POLICIES.length],
    'supply.nodes[accelerator].forecast': FORECASTS[(round + 1) % FORECASTS.length],
    'supply.nodes[electrical].capacityOverRate': undefined,
    'supply.nodes[electrical].capacityMwPerMonth': 1700,
    'supply.nodes[server].inputs[accelerator].leadMonths': 3,
    'supply.nodes[hbm].expansion.equipmentLeadMonths': 6,
  });
}

/** All settings, cheapest and broadest first. */
export function settings(): Setting[] {
  return [
    { name: 'short', scenario: shipped('baseline', { horizonMonths: 24 }), seeds: ['short'] },
    { name: 'exposed', scenario: exposed(), seeds: ['a', 'b', 'c'] },
    { name: 'boom', scenario: boom(), seeds: ['a', 'b'] },
    { name: 'slump', scenario: slump(), seeds: ['a'] },
    { name: 'baseline', scenario: shipped('baseline'), seeds: ['a', 'b', 'c', 'd'] },
    ...[0, 1].map((i) => ({ name: `power ${i}`, scenario: walled('power', i), seeds: ['a', 'b'] })),
    ...[0, 1].map((i) => ({
      name: `regulation ${i}`,
      scenario: walled('regulation', i),
      seeds: ['a', 'b', 'c', 'd', 'e', 'f'],
    })),
    ...[0, 1, 2, 3, 4, 5].map((i) => ({ name: `workshop ${i}`, scenario: workshop(i), seeds: ['a'] })),
    ...[0, 1, 2].map((i) => ({ name: `roi ${i}`, scenario: walled('roi', i), seeds: ['a', 'b'] })),
    {
      name: 'best response',
      scenario: shipped('baseline', { 'capex.response': 'best-response', 'capex.contestExponent': 1.5 }),
      seeds: ['a'],
    },
  ];
}
