/** Lists the mechanisms of a scenario that can be switched off, and switches them off without reading its files again. */

import { joinItem, joinKey, parsePath, type Segment } from '../reader/path.ts';
import type { Market } from '../scenario/market.ts';
import type { Scenario } from '../scenario/schema.ts';
import { withoutSpreads } from '../scenario/spread.ts';

/** A path of a scenario and its value when the mechanism is off. */
interface Setting {
  readonly path: string;
  readonly value: number | boolean;
}

export interface Mechanism {
  readonly name: string;
  /** Description of the mechanism. */
  readonly description: string;
  /** Settings that switch it off; empty when the scenario does not have it, or has it off. */
  off(scenario: Scenario): readonly Setting[];
}

/** Description of a mechanism, and by path (`[*]` for every item of a list) the values that switch it off. */
type Switch = readonly [description: string, off: Readonly<Record<string, Setting['value']>>];

const SWITCHES: Readonly<Record<string, Switch>> = {
  gaming: ['Customers inflate their orders when supply is short', { 'supply.gaming.maxInflation': 1 }],
  cancellation: ['Orders can be cancelled', { 'supply.cancellation.nonCancellableShare': 1 }],
  'trend-forecasts': [
    'Orders carry the trend of demand over the lead time',
    { 'supply.forecast.trendWeight': 0, 'supply.nodes[*].forecast.trendWeight': 0 },
  ],
  'expansion-trend': [
    'Suppliers carry the trend of demand over the time of building capacity',
    { 'supply.nodes[*].expansion.trendWeight': 0 },
  ],
  irreversibility: ['Suppliers cannot reduce capacity', { 'supply.nodes[*].expansion.irreversible': false }],
  'supplier-prices': [
    'Prices of suppliers rise with order backlogs and fall with idle capacity',
    { 'supply.nodes[*].price.backlogSlope': 0, 'supply.nodes[*].price.idleSlope': 0 },
  ],
  outages: ['Companies of suppliers fail for some months', { 'supply.nodes[*].companies[*].outageRatePerYear': 0 }],
  ambition: ["Builders' ambitions drift apart", { 'capex.ambitionVolatilityPerYear': 0 }],
  'core-capex': [
    "Builders' core capital expenditure deviates from its trend",
    { 'capex.coreCapexVolatilityPerYear': 0 },
  ],
  lumps: ['Orders and deliveries are lumpy', { 'capex.lumpSize': 0, 'capex.deliveryLumpSize': 0 }],
  'lab-commitments': ['Labs sign commitments ahead of their revenue', { 'demand.labs.commitmentYears': 0.1 }],
  debt: ['Builders finance investment by debt besides cash', { 'capex.leverageUse': 0 }],
  'power-queue': [
    'Requests for power wait for studies, behind speculative ones',
    { 'power.studyMonths': 0, 'power.speculativeRatio': 0 },
  ],
  'grid-limit': ['Firm grid capacity is scarce', { 'power.regions[*].headroomMw': 1e6 }],
  opposition: ['Permits take longer in regions with more load', { 'power.oppositionPerGw': 0 }],
  regulation: [
    'Moratoria, permit delays, export controls and antitrust remedies',
    {
      'regulation.moratorium.ratePerYear': 0,
      'regulation.permitDelay.ratePerYear': 0,
      'regulation.exportControl.ratePerYear': 0,
      'regulation.antitrust.ratePerYear': 0,
    },
  ],
  churn: ['Customers with too low a return leave', { 'demand.churnPerYear': 0 }],
  'demand-shocks': ['Potential spending on AI has random shocks', { 'demand.volatilityPerYear': 0 }],
};

const MARKET: Readonly<Record<keyof Market['mechanisms'], string>> = {
  gamma: 'Dealers hedge options: they damp returns above the reference price and amplify them below it',
  volatilityTarget: 'Volatility-target funds sell when volatility rises',
  guidance: 'Companies guide estimates down before they report',
  trend: 'Trend followers amplify price moves',
  extrapolation: 'Investors extrapolate recent changes of expected growth',
  informationTransfer: 'News of companies that report changes beliefs about others',
  narrative: 'The narrative responds to prices, surprises, capex, walls and drawdown',
  costOfCapital: 'Builders pay the market cost of capital and credit spreads',
  leverage: 'Lenders accept more debt of builders whose shares have risen',
};

const ALL: readonly (readonly [name: string, ...Switch])[] = [
  ...Object.entries(SWITCHES).map(([name, [description, off]]) => [name, description, off] as const),
  ...Object.entries(MARKET).map(([name, what]) => [name, what, { [`market.mechanisms.${name}`]: false }] as const),
  ['reflexivity', 'Market prices affect beliefs, the narrative and the builders', { 'market.reflexivity': 0 }],
];

/** The mechanisms that this scenario has switched on. */
export function mechanismsOf(scenario: Scenario): Mechanism[] {
  return ALL.map(([name, description, settings]) => ({
    name,
    description,
    off: (of: Scenario) => (isCancelling(of) || name !== 'cancellation' ? settingsIn(of, settings) : []),
  })).filter((one) => one.off(scenario).length > 0);
}

/** Whether any order is cancelled: at a rate of 0 none is, whatever share could be. */
function isCancelling(scenario: Scenario): boolean {
  return 'supply' in scenario && scenario.supply.cancellation?.ratePerMonth !== 0;
}

/** Settings for what a scenario has at these paths and another value. */
function settingsIn(scenario: Scenario, off: Switch[1]): Setting[] {
  return Object.entries(off).flatMap(([path, value]) =>
    placesOf(scenario, parsePath(path) ?? [], '').flatMap(([at, old]) =>
      old === undefined || old === value ? [] : [{ path: at, value }],
    ),
  );
}

type Item = { readonly id: string };

/** Values at a path, with the ids of the items that `[*]` means. */
function placesOf(data: unknown, [segment, ...deeper]: readonly Segment[], path: string): [string, unknown][] {
  if (segment === undefined || data === undefined) return [[path, data]];
  if ('item' in segment) {
    return (data as readonly Item[]).flatMap((item) => placesOf(item, deeper, joinItem(path, item.id)));
  }
  return placesOf((data as Readonly<Record<string, unknown>>)[segment.key], deeper, joinKey(path, segment.key));
}

/** A copy of a scenario with these settings, each of them certain. */
export function withSettings(scenario: Scenario, settings: readonly Setting[]): Scenario {
  const changed = settings.reduce<unknown>(
    (data, { path, value }) => replaced(data, parsePath(path) ?? [], value),
    scenario,
  ) as Scenario;
  return withoutSpreads(
    changed,
    settings.map(({ path }) => path),
  );
}

function replaced(data: unknown, [segment, ...deeper]: readonly Segment[], value: Setting['value']): unknown {
  if (segment === undefined) return value;
  if ('item' in segment) {
    return (data as readonly Item[]).map((item) => (item.id === segment.item ? replaced(item, deeper, value) : item));
  }
  const map = data as Readonly<Record<string, unknown>>;
  return { ...map, [segment.key]: replaced(map[segment.key], deeper, value) };
}
