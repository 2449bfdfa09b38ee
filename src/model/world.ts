/** Allocates all state of one economy: shape and unit of every array. */

import type { LedgerEvent } from '../columns/event.ts';
import type { Economy } from '../scenario/economy.ts';
import type { SupplyNetwork } from './supply/network.ts';
import type { SupplyState } from './supply/state.ts';
import type { Derived } from './derived.ts';
import type { BuilderLinks } from './economy-network.ts';
import type { SupplierCosts } from './accounts/supplier-costs.ts';
import type { Restriction } from './regulation/restrictions.ts';
import type { ConditionsState, EquityLinks } from './market-link.ts';
import type { MarketRules } from './market/rules.ts';
import type { MarketState } from './market/state.ts';
import type { EntityIds, WallCondition } from './walls/compile-walls.ts';

/** Largest number of quarters of history kept: one decision every third month. */
export const MONTHS_PER_DECISION = 3;
/** Boards decide in months 2, 5, 8, ... */
export const FIRST_DECISION_MONTH = 2;

/** Pre-drawn luck of a run; every array is filled before month 0 from a stream of its own. */
export interface Shocks {
  /** Standard normal, shape [month]. */
  readonly demand: Float64Array;
  /** Standard normal, shape [firm, month]. */
  readonly core: Float64Array;
  /** Uniform in [0, 1), shape [region, month]. */
  readonly moratorium: Float64Array;
  /** Uniform in [0, 1), shape [region, month]. */
  readonly permitDelay: Float64Array;
  /** Uniform in [0, 1), shape [month]. */
  readonly exportControl: Float64Array;
  /** Uniform in [0, 1), shape [month]. */
  readonly antitrust: Float64Array;
}

/** The race: what each firm plays, wants, orders and runs. Every array has shape [firm] unless said. */
export interface FirmState {
  /** Intensity decided and intensity played after execution noise, in [0, 1]. */
  readonly intended: Float64Array;
  readonly intensity: Float64Array;
  /** Realised intensity at each decision, shape [firm, decision]. */
  readonly history: Float64Array;
  /** Market share and its contest weight. */
  readonly share: Float64Array;
  readonly weight: Float64Array;
  /** Target capacity in effective units: disciplined, racing, chosen. */
  readonly disciplinedTarget: Float64Array;
  readonly racingTarget: Float64Array;
  readonly target: Float64Array;
  /** User cost of a MW for a year, USD bn, as of the last budget. */
  readonly userCost: Float64Array;
  /** Effective units live, staged and on real order, less retirements ahead. */
  readonly pipeline: Float64Array;
  /** Investment gate, and what dark systems leave of the will to order, in [0, 1]. */
  readonly gate: Float64Array;
  readonly lit: Float64Array;
  /** Systems wanted, allowed by finance, and ordered, MW/month. */
  readonly desiredMw: Float64Array;
  readonly capMw: Float64Array;
  readonly investmentMw: Float64Array;
  /** Investment at the first wall, MW/month. */
  readonly wallInvestmentMw: Float64Array;
  /** 1 while a covenant is breached. */
  readonly breach: Float64Array;
  /** Systems delivered but dark: MW and effective units. */
  readonly stagedMw: Float64Array;
  readonly stagedEffective: Float64Array;
  /** Live systems: MW and effective units. */
  readonly liveMw: Float64Array;
  readonly liveEffective: Float64Array;
  /** Systems received, switched on and retired this month, MW. */
  readonly receivedMw: Float64Array;
  readonly deployedMw: Float64Array;
  readonly retiredMw: Float64Array;
  /** Deployed by vintage, shape [firm, life + month]; slot `life + m` is month m. */
  readonly vintageMw: Float64Array;
  readonly vintageEffective: Float64Array;
  /** Vintages to retire within the look-ahead, before wear: MW and effective units. */
  readonly retiringMw: Float64Array;
  readonly retiringEffective: Float64Array;
  /** Compute sold this month, effective units (a year's flow). */
  readonly served: Float64Array;
}

/** Power: sites from request to energised. */
export interface PowerState {
  /** Sites that can be switched on, MW, shape [firm]. */
  readonly energisedMw: Float64Array;
  /** Energised this month, MW, shape [firm]. */
  readonly newlyEnergisedMw: Float64Array;
  /** AI load energised, MW, shape [region]. */
  readonly regionEnergisedMw: Float64Array;
  /** Firm capacity not yet promised, MW, shape [region]. */
  readonly headroomMw: Float64Array;
  /** Additions this month, MW, shape [region]. */
  readonly additionsMw: Float64Array;
  /** Real requests by age, MW, shape [region, cohort, firm]; cohort = month requested + queue depth. */
  readonly queueMw: Float64Array;
  /** First cohort not yet fully processed, shape [region]. */
  readonly queueHead: Int32Array;
  /** Real requests waiting, MW, shape [region]; and by firm, shape [firm]. */
  readonly queuedMw: Float64Array;
  readonly firmQueuedMw: Float64Array;
  /** Speculative requests not yet withdrawn, MW, shape [region]. */
  readonly speculativeMw: Float64Array;
  /** Granted and waiting for a permit, MW, shape [region, firm]. */
  readonly permittingMw: Float64Array;
  /** Shells by month of completion, MW, shape [region, firm, slot]. */
  readonly buildingMw: Float64Array;
  /** Shells being built, and shells that stand and wait for a transformer, MW, shape [firm]. */
  readonly buildingTotalMw: Float64Array;
  readonly standingMw: Float64Array;
  /** Granted and not yet energised, MW, shape [firm]. */
  readonly underwayMw: Float64Array;
  /** Shells that stand and wait for a transformer, MW, shape [region, firm]. */
  readonly shellsMw: Float64Array;
  /** Transformers received and not yet used, MW, shape [firm]. */
  readonly transformersMw: Float64Array;
  /** Share of its grants that each firm takes, in [0, 1], and the pull of each region on requests. Shape [firm], [region]. */
  readonly acceptance: Float64Array;
  readonly attraction: Float64Array;
  /** Granted this month, MW, shape [firm]. */
  readonly grantedMw: Float64Array;
  /** Turbines on order by month of arrival, MW, shape [firm, slot]. */
  readonly turbinesMw: Float64Array;
  /** Turbines on order, MW, shape [firm]. */
  readonly turbinesOnOrderMw: Float64Array;
  /** Turbines delivered so far, MW, shape [firm], and ordered this month. */
  readonly turbinesInstalledMw: Float64Array;
  readonly turbinesOrderedMw: Float64Array;
  readonly turbinesArrivedMw: Float64Array;
  /** Wait of the head of the line, months, shape [region]. */
  readonly waitMonths: Float64Array;
  /** Power price over month 0, shape [region]; and its load-weighted mean. */
  readonly priceIndex: Float64Array;
  /** Square of the scarcity of month 0, shape [region]. */
  readonly baseScarcity: Float64Array;
  meanPriceIndex: number;
  /** Systems received a month, smoothed over half a year, MW/month. */
  smoothedDeliveriesMw: number;
  /** Capacity-weighted wait over regions, months. */
  meanWaitMonths: number;
}

export interface DemandState {
  adoption: number;
  /** Share of adopters who have learned to profit. */
  mature: number;
  /** Share of adopters who have learned at which outcome-linked contracts were struck, a mean over those in force. */
  struckMaturity: number;
  /** Log of the demand shock. */
  logShock: number;
  /** Permanent factor set by interventions. */
  shockFactor: number;
  /** Variance of the log shock, known beforehand; half of it is taken off so that shocks move no mean. */
  shockVariance: number;
  /** Effective compute per MW of this month's vintage, month 0 = 1. */
  performance: number;
  /** Factor by which performance grows a month. */
  performanceStep: number;
  /** Price of effective compute over month 0. */
  priceIndex: number;
  /** Potential spending at month-0 prices, USD bn/year. */
  spendUsdBnPerYear: number;
  /** Demand and supply of effective compute. */
  demanded: number;
  live: number;
  utilisation: number;
  revenueUsdBnPerYear: number;
  lastRevenueUsdBnPerYear: number;
  /** Price of a unit of effective compute, USD bn/year. */
  priceUsdBnPerYear: number;
  /** Compute served at month 0. */
  initialServed: number;
  /** Benefit over cost of the customers. */
  customerReturn: number;
  renewal: number;
  /** Believed growth of revenue, log a year. */
  growthBelief: number;
  /** Expected revenue over the horizon of a plan, USD bn/year. */
  expectedRevenueUsdBnPerYear: number;
}

export interface RegulationState {
  pressure: number;
  stringency: number;
  /** Month in which each restriction ends, exclusive; 0 when none. Shape [region]. */
  readonly moratoriumUntil: Float64Array;
  readonly permitDelayUntil: Float64Array;
  /** Shape [2]: export control, antitrust. */
  readonly nationalUntil: Float64Array;
  /** Share of AI load in regions under a moratorium. */
  moratoriumShare: number;
}

/** Books of the builders, USD bn, shape [firm]; flows are this month's. */
export interface BooksState {
  readonly cash: Float64Array;
  readonly debt: Float64Array;
  readonly equity: Float64Array;
  readonly systems: Float64Array;
  readonly shells: Float64Array;
  readonly stagedSystems: Float64Array;
  readonly shellsUnderway: Float64Array;
  readonly turbinesUnderway: Float64Array;
  readonly prepaid: Float64Array;
  /** Straight-line charges a month in force, and systems' charges by month of expiry, shape [firm, month + life]. */
  readonly systemsCharge: Float64Array;
  readonly shellsCharge: Float64Array;
  readonly chargeEnds: Float64Array;
  /** Shells' and turbines' charges by month of expiry, shape [firm, month + shell life]. */
  readonly shellChargeEnds: Float64Array;
  readonly coreCashFlow: Float64Array;
  readonly revenue: Float64Array;
  readonly operatingCost: Float64Array;
  readonly depreciation: Float64Array;
  readonly interest: Float64Array;
  readonly tax: Float64Array;
  readonly netIncome: Float64Array;
  readonly aiCapex: Float64Array;
  readonly coreCapex: Float64Array;
  readonly payout: Float64Array;
  readonly economicProfit: Float64Array;
  readonly prize: Float64Array;
  /** Trailing AI operating profit before depreciation, USD bn/year, exponentially smoothed over a year. */
  readonly operatingProfitPerYear: Float64Array;
  /** Funds available for AI investment, USD bn/month. */
  readonly capacity: Float64Array;
}

/** Books of the supply nodes, USD bn, shape [node]; flows are this month's. */
export interface SupplierBooksState {
  readonly cash: Float64Array;
  readonly inventory: Float64Array;
  readonly plant: Float64Array;
  readonly deferred: Float64Array;
  readonly equity: Float64Array;
  readonly revenue: Float64Array;
  readonly costOfSales: Float64Array;
  readonly depreciation: Float64Array;
  readonly operatingProfit: Float64Array;
  readonly capex: Float64Array;
}

/** Cash of the sectors outside the model, as flows accumulated since month 0, USD bn. */
export interface SectorState {
  customers: number;
  lenders: number;
  shareholders: number;
  state: number;
  contractors: number;
  /** Cash of builders and suppliers at month 0, USD bn. */
  initialCash: number;
  /** Worst relative residual of any identity so far, and its cause. */
  worstResidual: number;
  worstIdentity: string;
}

/** What moved between sectors this month. */
export interface FlowState {
  /** USD bn, shape [kind of transaction]. */
  readonly usdBn: Float64Array;
}

export interface RaceState {
  /** Month of the first wall; -1 while the race runs. */
  wallMonth: number;
  wall: string;
  wallReading: number;
  nextWall: string;
  /** Whether the pause is suppressed (the counterfactual branch). */
  pauseSuppressed: boolean;
  /** Months in a row that each condition has held, shape [condition]. */
  readonly held: Int32Array;
  /** Return on AI capital in service, a year, trailing; and with construction in progress. */
  roi: number;
  roiWithConstruction: number;
  readonly roiRing: Float64Array;
  paybackYears: number;
  /** Levels of month 0 against which regulatory pressure is measured. */
  initialGridLoadMw: number;
  initialLoadShare: number;
  initialCapexShare: number;
  initialHhi: number;
}

/** What the ledger remembers of each node, so that it tells a thing once. Shape [node]. */
export interface LedgerState {
  /** Expansion decided over about a year, MW/month, and cancellations over about a quarter, MW. */
  readonly expanded: Float64Array;
  readonly cancelled: Float64Array;
  /** Month of the last telling. */
  readonly expansionTold: Float64Array;
  readonly waveTold: Float64Array;
}

export interface World {
  /** The scenario with firms and regions in order of id, as they stand along every axis. */
  readonly scenario: Economy;
  readonly derived: Derived;
  readonly network: SupplyNetwork;
  readonly links: BuilderLinks;
  readonly supply: SupplyState;
  readonly shocks: Shocks;
  readonly firms: FirmState;
  readonly power: PowerState;
  readonly demand: DemandState;
  readonly regulation: RegulationState;
  readonly books: BooksState;
  readonly suppliers: SupplierCosts;
  readonly supplierBooks: SupplierBooksState;
  readonly sectors: SectorState;
  readonly flows: FlowState;
  readonly restrictions: readonly Restriction[];
  readonly race: RaceState;
  readonly ledger: LedgerState;
  /** What finance and the story offer builders; constant without a market. */
  readonly conditions: ConditionsState;
  /** Absent when the scenario has no market. */
  readonly market: MarketState | undefined;
  readonly marketRules: MarketRules | undefined;
  readonly equityLinks: EquityLinks;
  /** Ids along each axis. */
  readonly entities: EntityIds;
  /** Conditions of the walls, compiled against the columns. */
  readonly walls: readonly WallCondition[];
  /** Scratch: contest shares of the month, shape [firm]. */
  readonly contestShare: Float64Array;
  /** Intensity decided, before execution noise, shape [firm, decision]. */
  readonly intendedHistory: Float64Array;
  /** Vintages before month 0, newest first, MW before wear. Shape [firm, age - 1]. */
  readonly initialVintages: Float64Array;
  readonly events: LedgerEvent[];
}
