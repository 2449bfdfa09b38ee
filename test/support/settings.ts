/** Economies under stress, so that every parameter has a setting in which it matters. */

import type { Economy } from '../../src/scenario/economy.ts';
import { type Changes, shipped } from './shipped.ts';

/** A shipped economy whose uncertain numbers have their values: a world is compiled once and not every run. */
export const certain = (name: string, changes: Changes): Economy => shipped(name, { ...changes, spreads: 'off' });

export interface Setting {
  readonly name: string;
  readonly scenario: Economy;
  readonly seed: string;
  /** Values of a number that are tried, all if absent. */
  readonly tries?: number;
}

const NODES = ['server', 'accelerator', 'packaging', 'hbm', 'foundry', 'equipment', 'electrical'];

/** Long enough for a wall, its pause and what suppliers lose in it. */
const SHORT: Changes = { horizonMonths: 36, 'stop.aftermathMonths': 24 };

/** The same change at every entity: `each(NODES, 'supply.nodes[*].uptime', 0.9)`. */
function each(ids: readonly string[], pattern: string, value: unknown): Record<string, unknown> {
  return Object.fromEntries(ids.map((id) => [pattern.replace('*', id), value]));
}

/** Everybody may fail, learns and sells to others too, and everything is bought as equipment. */
function exposed(): Economy {
  const scenario = certain('baseline', {
    ...SHORT,
    horizonMonths: 48,
    ...each(NODES, 'supply.nodes[*].othersMwPerMonth', 30),
    'capex.outcomeLinkedShare': 0.3,
    'noise.execution': 0.05,
    'noise.observation': 0.1,
    'regulation.exportControl.ratePerYear': 0.6,
    'regulation.antitrust.ratePerYear': 0.6,
    'regulation.moratorium.ratePerYear': 0.3,
    'regulation.permitDelay.ratePerYear': 1.5,
  });
  const strategies = ['tit-for-tat', 'grim', 'generous-tit-for-tat', 'momentum', 'win-stay-lose-shift', 'constant'];
  for (const [f, firm] of scenario.firms.entries()) firm.strategy = { id: strategies[f], params: {} };
  for (const node of scenario.supply.nodes) {
    for (const company of node.companies)
      Object.assign(company, { outageRatePerYear: 1.5, outageLoss: 0.8, outageMonths: 5 });
    if (node.expansion !== undefined && node.id !== 'equipment') node.expansion.equipment = 'equipment';
    if (node.price !== undefined) node.price.learning = { ratePerDoubling: 0.1, cumulativeMw: 15_000 };
  }
  return scenario;
}

/** Suppliers who believe in growth without end, and prices that follow. */
function boom(): Economy {
  const scenario = certain('baseline', {
    ...SHORT,
    'stop.rule': 'horizon',
    horizonMonths: 48,
    'supply.initialTrendPerMonth': 0.08,
    'demand.bassImitationPerYear': 0.9,
    interventions: [{ kind: 'order-growth', month: 42, months: 3, growthPerMonth: 0.03 }],
  });
  for (const node of scenario.supply.nodes) {
    if (node.price !== undefined)
      Object.assign(node.price, { backlogSlope: 6, idleSlope: 4, maxFactor: 1.1, minFactor: 0.95 });
    if (node.expansion !== undefined) Object.assign(node.expansion, { maxLogGrowth: 0.1, normalBacklogMonths: 2 });
  }
  return scenario;
}

/** Orders that jump where assembly alone is short of capacity. */
function jump(): Economy {
  return certain('baseline', {
    ...SHORT,
    'stop.rule': 'horizon',
    ...each(NODES, 'supply.nodes[*].capacityOverRate', 6),
    'supply.nodes[server].capacityOverRate': 1.05,
    interventions: [{ kind: 'order-growth', month: 6, months: 4, growthPerMonth: 0.4 }],
  });
}

/** A slump of demand in the second year, with credit frozen and every restriction at once. */
function slump(): Economy {
  return {
    ...certain('baseline', {
      ...SHORT,
      'stop.rule': 'horizon',
      'finance.suppliers[accelerator].grossMargin': 0.4,
      'firms[NEO].leverageMax': 1,
      'firms[GOOGL].leverageMax': 0.5,
      'firms[GOOGL].coreCashFlowUsdBnPerYear': 100,
      'demand.labs.fundingUsdBnPerYear': 1,
      'demand.labs.defaultRatePerYear': 4,
    }),
    interventions: [
      { kind: 'capex-change', month: 4, months: 6, firm: 'META', factor: 0.5 },
      { kind: 'grid-additions', month: 4, months: 6, region: 'miso', factor: 0.5 },
      { kind: 'permit-time', month: 4, months: 6, region: 'west', factor: 2 },
      { kind: 'efficiency-shock', month: 7, factor: 2 },
      { kind: 'lab-default', month: 10, share: 0.3 },
      { kind: 'rate-rise', month: 8, changePerYear: 0.01 },
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

/** Stringency of regulation within reach, and permits delayed before there is a moratorium. */
function restricted(): Economy {
  const scenario = certain('baseline', {
    ...SHORT,
    'regulation.moratorium.ratePerYear': 0.01,
    'regulation.permitDelay.ratePerYear': 0.6,
  });
  const wall = scenario.walls.find(({ id }) => id === 'regulation') as Economy['walls'][number];
  const any = wall.any.filter(({ variable }) => variable === 'stringency');
  scenario.walls = [{ ...wall, any: any.map((condition) => ({ ...condition, above: 0.03 })) }];
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
  return certain('baseline', {
    ...SHORT,
    horizonMonths: 24,
    'supply.policy': policy,
    'supply.forecast': forecast,
    'supply.nodes[accelerator].policy': POLICIES[(round + 1) % POLICIES.length],
    'supply.nodes[accelerator].forecast': FORECASTS[(round + 3) % FORECASTS.length],
    'supply.nodes[electrical].capacityOverRate': undefined,
    'supply.nodes[electrical].capacityMwPerMonth': 1700,
    'supply.nodes[server].inputs[accelerator].leadMonths': 3,
    'supply.nodes[hbm].expansion.equipmentLeadMonths': 6,
  });
}

/** All settings, cheapest and broadest first: each is one run. */
export function settings(): Setting[] {
  return [
    // Most numbers move something within half a year already.
    { name: 'brief', scenario: certain('baseline', { ...SHORT, horizonMonths: 7 }), seed: 'b', tries: 1 },
    { name: 'exposed', scenario: exposed(), seed: 'a', tries: 1 },
    { name: 'boom', scenario: boom(), seed: 'a' },
    { name: 'jump', scenario: jump(), seed: 'a', tries: 1 },
    { name: 'slump', scenario: slump(), seed: 'a' },
    { name: 'exposed again', scenario: exposed(), seed: 'a' },
    { name: 'restricted', scenario: restricted(), seed: 'a' },
    ...POLICIES.map((_, i) => ({ name: `workshop ${i}`, scenario: workshop(i), seed: 'a' })),
    { name: 'long', scenario: certain('baseline', { 'stop.rule': 'horizon' }), seed: 'a' },
  ];
}
