/** The mechanisms of a scenario that have an off: what each is, and the settings that switch it off. */

import type { Market } from '../scenario/market.ts';
import type { Scenario } from '../scenario/schema.ts';

/** One address of a scenario and what it is set to when the mechanism is off. */
export interface Setting {
  readonly path: string;
  readonly value: number | boolean;
}

export interface Mechanism {
  readonly name: string;
  /** What it is while it is on. */
  readonly description: string;
  /** What switches it off; empty when the scenario has none of it, or has it off. */
  off(scenario: Scenario): readonly Setting[];
}

type Economy = Extract<Scenario, { readonly kind: 'economy' }>;
/** An economy or a plain supply network. */
type Networked = Extract<Scenario, { readonly supply: unknown }>;
type Node = Networked['supply']['nodes'][number];

const setting = (path: string, old: number | boolean | undefined, value: number | boolean): readonly Setting[] =>
  old === undefined || old === value ? [] : [{ path, value }];

function mechanism(name: string, description: string, off: Mechanism['off']): Mechanism {
  return { name, description, off };
}

/** A mechanism that only the economy has. */
function ofEconomy(name: string, description: string, off: (scenario: Economy) => readonly Setting[]): Mechanism {
  return mechanism(name, description, (scenario) => (scenario.kind === 'economy' ? off(scenario) : []));
}

/** A mechanism of whatever has a supply network. */
function ofSupply(name: string, description: string, off: (scenario: Networked) => readonly Setting[]): Mechanism {
  return mechanism(name, description, (scenario) => ('supply' in scenario ? off(scenario) : []));
}

function ofNodes(scenario: Networked, off: (node: Node, at: string) => readonly Setting[]): readonly Setting[] {
  return scenario.supply.nodes.flatMap((node) => off(node, `supply.nodes[${node.id}]`));
}

const SUPPLY: readonly Mechanism[] = [
  ofSupply('gaming', 'Customers inflate their orders when supply is short', ({ supply }) =>
    setting('supply.gaming.maxInflation', supply.gaming?.maxInflation, 1),
  ),
  ofSupply('cancellation', 'Orders can be cancelled', ({ supply: { cancellation } }) =>
    cancellation?.ratePerMonth === 0
      ? []
      : setting('supply.cancellation.nonCancellableShare', cancellation?.nonCancellableShare, 1),
  ),
  ofSupply('trend-forecasts', 'Orders carry the trend of demand over the lead time', (scenario) => {
    const { forecast } = scenario.supply;
    return [
      ...(forecast.kind === 'trend' ? setting('supply.forecast.trendWeight', forecast.trendWeight, 0) : []),
      ...ofNodes(scenario, (node, at) =>
        node.forecast?.kind === 'trend' ? setting(`${at}.forecast.trendWeight`, node.forecast.trendWeight, 0) : [],
      ),
    ];
  }),
  ofSupply('expansion-trend', 'Suppliers carry the trend of demand over the time of building capacity', (scenario) =>
    ofNodes(scenario, (node, at) => setting(`${at}.expansion.trendWeight`, node.expansion?.trendWeight, 0)),
  ),
  ofSupply('irreversibility', 'Suppliers cannot give capacity back', (scenario) =>
    ofNodes(scenario, (node, at) => setting(`${at}.expansion.irreversible`, node.expansion?.irreversible, false)),
  ),
  ofSupply(
    'supplier-prices',
    'Prices of suppliers rise with their order books and fall with idle capacity',
    (scenario) =>
      ofNodes(scenario, (node, at) => [
        ...setting(`${at}.price.backlogSlope`, node.price?.backlogSlope, 0),
        ...setting(`${at}.price.idleSlope`, node.price?.idleSlope, 0),
      ]),
  ),
  ofSupply('outages', 'Companies of suppliers fail for some months', (scenario) =>
    ofNodes(scenario, (node, at) =>
      node.companies.flatMap(({ id, outageRatePerYear }) =>
        setting(`${at}.companies[${id}].outageRatePerYear`, outageRatePerYear, 0),
      ),
    ),
  ),
];

const HAZARDS = ['moratorium', 'permitDelay', 'exportControl', 'antitrust'] as const;

const ECONOMY: readonly Mechanism[] = [
  ofEconomy('ambition', "Builders' ambitions drift apart", ({ capex }) =>
    setting('capex.ambitionVolatilityPerYear', capex.ambitionVolatilityPerYear, 0),
  ),
  ofEconomy('lumps', 'Orders and deliveries come in lumps', ({ capex }) => [
    ...setting('capex.lumpSize', capex.lumpSize, 0),
    ...setting('capex.deliveryLumpSize', capex.deliveryLumpSize, 0),
  ]),
  ofEconomy('lab-commitments', 'Labs commit ahead of their revenue', ({ demand }) =>
    setting('demand.labs.commitmentYears', demand.labs.commitmentYears, 0.1),
  ),
  ofEconomy('debt', 'Builders invest from debt besides cash', ({ capex }) =>
    setting('capex.leverageUse', capex.leverageUse, 0),
  ),
  ofEconomy('power-queue', 'Requests for power wait for studies, behind speculative ones', ({ power }) => [
    ...setting('power.studyMonths', power.studyMonths, 0),
    ...setting('power.speculativeRatio', power.speculativeRatio, 0),
  ]),
  ofEconomy('grid-limit', 'Firm capacity of the grids is scarce', ({ power }) =>
    power.regions.flatMap(({ id, headroomMw }) => setting(`power.regions[${id}].headroomMw`, headroomMw, 1e6)),
  ),
  ofEconomy('opposition', 'Permits take longer the more stands in a region', ({ power }) =>
    setting('power.oppositionPerGw', power.oppositionPerGw, 0),
  ),
  ofEconomy('regulation', 'Moratoria, permit delays, export controls and antitrust remedies', ({ regulation }) =>
    HAZARDS.flatMap((hazard) => setting(`regulation.${hazard}.ratePerYear`, regulation[hazard].ratePerYear, 0)),
  ),
  ofEconomy('churn', 'Customers who get too little for their money leave', ({ demand }) =>
    setting('demand.churnPerYear', demand.churnPerYear, 0),
  ),
  ofEconomy('demand-shocks', 'Chance moves potential spending on AI', ({ demand }) =>
    setting('demand.volatilityPerYear', demand.volatilityPerYear, 0),
  ),
];

const MARKET: Readonly<Record<keyof Market['mechanisms'], string>> = {
  gamma: 'Dealers hedge options: they damp moves in calm and amplify them below the reference price',
  volatilityTarget: 'Funds that hold volatility constant sell when it rises',
  guidance: 'Companies talk estimates down before they report',
  trend: 'Trend followers push prices on',
  extrapolation: 'Investors extrapolate recent changes of expected growth',
  informationTransfer: 'News of those who report moves beliefs on those who do not',
  narrative: 'The story answers prices, surprises, capex, walls and drawdown',
  costOfCapital: 'Builders see the market cost of capital and credit spreads',
  leverage: 'Lenders accept more debt of builders whose shares have risen',
};

function marketMechanisms(scenario: Scenario): Mechanism[] {
  const market = 'market' in scenario ? scenario.market : undefined;
  if (market === undefined) return [];
  const switches = Object.entries(market.mechanisms).map(([name, isOn]) =>
    mechanism(name, MARKET[name as keyof typeof MARKET], () => setting(`market.mechanisms.${name}`, isOn, false)),
  );
  const reflexivity = mechanism('reflexivity', 'What the market says reaches beliefs, the story and the builders', () =>
    setting('market.reflexivity', market.reflexivity, 0),
  );
  return [...switches, reflexivity];
}

/** The mechanisms that this scenario has switched on. */
export function mechanismsOf(scenario: Scenario): Mechanism[] {
  return [...SUPPLY, ...ECONOMY, ...marketMechanisms(scenario)].filter((one) => one.off(scenario).length > 0);
}
