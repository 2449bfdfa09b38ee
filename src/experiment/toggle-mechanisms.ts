/** Lists the mechanisms of a scenario that can be switched off, with their descriptions and settings. */

import type { Market } from '../scenario/market.ts';
import type { Scenario } from '../scenario/schema.ts';

/** A path of a scenario and its value when the mechanism is off. */
export interface Setting {
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

type Economy = Extract<Scenario, { readonly kind: 'economy' }>;
/** An economy or a plain supply network. */
type Networked = Extract<Scenario, { readonly supply: unknown }>;
type Node = Networked['supply']['nodes'][number];

const setting = (path: string, old: number | boolean | undefined, value: number | boolean): readonly Setting[] =>
  old === undefined || old === value ? [] : [{ path, value }];

function mechanism(name: string, description: string, off: Mechanism['off']): Mechanism {
  return { name, description, off };
}

/** A mechanism of the economy only. */
function ofEconomy(name: string, description: string, off: (scenario: Economy) => readonly Setting[]): Mechanism {
  return mechanism(name, description, (scenario) => (scenario.kind === 'economy' ? off(scenario) : []));
}

/** A mechanism of every kind with a supply network. */
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
  ofSupply('irreversibility', 'Suppliers cannot reduce capacity', (scenario) =>
    ofNodes(scenario, (node, at) => setting(`${at}.expansion.irreversible`, node.expansion?.irreversible, false)),
  ),
  ofSupply('supplier-prices', 'Prices of suppliers rise with order backlogs and fall with idle capacity', (scenario) =>
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
  ofEconomy('core-capex', "Builders' core capital expenditure deviates from its trend", ({ capex }) =>
    setting('capex.coreCapexVolatilityPerYear', capex.coreCapexVolatilityPerYear, 0),
  ),
  ofEconomy('lumps', 'Orders and deliveries are lumpy', ({ capex }) => [
    ...setting('capex.lumpSize', capex.lumpSize, 0),
    ...setting('capex.deliveryLumpSize', capex.deliveryLumpSize, 0),
  ]),
  ofEconomy('lab-commitments', 'Labs sign commitments ahead of their revenue', ({ demand }) =>
    setting('demand.labs.commitmentYears', demand.labs.commitmentYears, 0.1),
  ),
  ofEconomy('debt', 'Builders finance investment by debt besides cash', ({ capex }) =>
    setting('capex.leverageUse', capex.leverageUse, 0),
  ),
  ofEconomy('power-queue', 'Requests for power wait for studies, behind speculative ones', ({ power }) => [
    ...setting('power.studyMonths', power.studyMonths, 0),
    ...setting('power.speculativeRatio', power.speculativeRatio, 0),
  ]),
  ofEconomy('grid-limit', 'Firm grid capacity is scarce', ({ power }) =>
    power.regions.flatMap(({ id, headroomMw }) => setting(`power.regions[${id}].headroomMw`, headroomMw, 1e6)),
  ),
  ofEconomy('opposition', 'Permits take longer in regions with more load', ({ power }) =>
    setting('power.oppositionPerGw', power.oppositionPerGw, 0),
  ),
  ofEconomy('regulation', 'Moratoria, permit delays, export controls and antitrust remedies', ({ regulation }) =>
    HAZARDS.flatMap((hazard) => setting(`regulation.${hazard}.ratePerYear`, regulation[hazard].ratePerYear, 0)),
  ),
  ofEconomy('churn', 'Customers with too low a return leave', ({ demand }) =>
    setting('demand.churnPerYear', demand.churnPerYear, 0),
  ),
  ofEconomy('demand-shocks', 'Potential spending on AI has random shocks', ({ demand }) =>
    setting('demand.volatilityPerYear', demand.volatilityPerYear, 0),
  ),
];

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

function marketMechanisms(scenario: Scenario): Mechanism[] {
  const market = 'market' in scenario ? scenario.market : undefined;
  if (market === undefined) return [];
  const switches = Object.entries(market.mechanisms).map(([name, isOn]) =>
    mechanism(name, MARKET[name as keyof typeof MARKET], () => setting(`market.mechanisms.${name}`, isOn, false)),
  );
  const reflexivity = mechanism('reflexivity', 'Market prices affect beliefs, the narrative and the builders', () =>
    setting('market.reflexivity', market.reflexivity, 0),
  );
  return [...switches, reflexivity];
}

/** The mechanisms that this scenario has switched on. */
export function mechanismsOf(scenario: Scenario): Mechanism[] {
  return [...SUPPLY, ...ECONOMY, ...marketMechanisms(scenario)].filter((one) => one.off(scenario).length > 0);
}
