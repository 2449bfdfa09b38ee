/** Accounts of a builder: revenue, cost, depreciation, investment, tax, finance. */

import { exp } from '../../numeric/elementary.ts';
import {
  aiCapitalUsdBn,
  debtLimitUsdBn,
  ebitdaUsdBnPerYear,
  netDebtUsdBn,
  operatingCashFlowUsdBnPerYear,
} from '../capex/financing-cap.ts';
import { runningCostFactor, shellPrice } from '../capex/targets.ts';
import { paidShare } from '../demand/step-demand.ts';
import type { World } from '../world/world.ts';
import { stepSystemsPurchase } from './systems-purchase.ts';
import { FLOW } from '../world/transactions.ts';

/** Months over which cash beyond its ceiling is paid out or debt is repaid. */
const RETURN_MONTHS = 12;

/** Values common to all builders in a month: prices in USD bn/MW, the rest as shares or factors. */
const TERMS = { paidShare: 1, runningCost: 1, contractorPrice: 0, turbinePrice: 0 };

/** Account for a month of every builder. Changes books and sectors; all amounts USD bn. */
export function stepBuilderBooks(world: World, month: number): void {
  TERMS.paidShare = paidShare(world);
  TERMS.runningCost = runningCostFactor(world);
  TERMS.contractorPrice = contractorPriceUsdBnPerMw(world);
  TERMS.turbinePrice = TERMS.contractorPrice + world.scenario.power.behindTheMeter.premiumUsdBnPerMw;
  for (let f = 0; f < world.derived.firmCount; f++) {
    stepOperations(world, month, f);
    stepSystemsPurchase(world, f);
    stepCapitalised(world, month, f);
    stepProfit(world, f);
    stepFunding(world, month, f);
  }
}

/** AI revenue and running cost, and the core business with its own random deviations. */
function stepOperations(world: World, month: number, f: number): void {
  const { books, firms, demand, scenario, sectors, shocks, derived, flows } = world;
  const firm = scenario.firms[f];
  const contested = firms.served[f] * demand.priceUsdBnPerYear * TERMS.paidShare;
  const revenue = (contested + firms.labPaidUsdBnPerYear[f]) / 12;
  const running = (firms.liveMw[f] * scenario.demand.operatingCostUsdBnPerMwYear * TERMS.runningCost) / 12;
  const serving = (1 - scenario.demand.serviceMargin) * revenue;
  const cost = running + serving;
  const shock = shocks.core[f * derived.maxMonths + month];
  books.coreCashFlow[f] *= exp(derived.coreDrift[f] + (firm.coreVolatilityPerYear * shock) / Math.sqrt(12));
  stepCoreCapex(world, month, f);
  books.revenue[f] = revenue;
  books.operatingCost[f] = cost;
  books.operatingProfitPerYear[f] += revenue - cost - books.operatingProfitPerYear[f] / 12;
  books.cash[f] += revenue - cost + books.coreCashFlow[f] - books.coreCapex[f];
  sectors.customers -= revenue + books.coreCashFlow[f];
  sectors.contractors += cost + books.coreCapex[f];
  flows.usdBn[FLOW.aiService] += revenue;
  flows.usdBn[FLOW.liveSystems] += running;
  flows.usdBn[FLOW.serving] += serving;
  flows.usdBn[FLOW.coreCashFlow] += books.coreCashFlow[f];
  flows.usdBn[FLOW.coreCapex] += books.coreCapex[f];
}

/** Core capital expenditure, USD bn/month: its log reverts to a trend that grows with the core business. */
function stepCoreCapex({ books, shocks, derived, scenario }: World, month: number, f: number): void {
  const { coreCapexVolatilityPerYear, coreCapexReversionYears } = scenario.capex;
  const shock = shocks.coreCapex[f * derived.maxMonths + month];
  const change =
    (coreCapexVolatilityPerYear * shock) / Math.sqrt(12) - books.logCoreCapex[f] / (12 * coreCapexReversionYears);
  books.logCoreCapex[f] += change;
  books.coreCapex[f] *= derived.coreCapexGrowth[f] * exp(change);
}

/** Spend on shells and turbines; move energised assets from construction into service. */
function stepCapitalised(world: World, month: number, f: number): void {
  const { books, firms, power, scenario, sectors, supply, links, derived, supplierBooks, flows } = world;
  const { finance } = scenario;
  const electrical = links.electricalNode;
  const link = links.electrical[f];
  const transformers =
    supply.receivedUnits[link] * world.network.priceUsdBnPerMw[electrical] * supply.priceFactor[electrical];
  const construction = (power.buildingTotalMw[f] * TERMS.contractorPrice) / scenario.power.shellLeadMonths;
  const turbines = power.turbinesOrderedMw[f] * TERMS.turbinePrice;
  // Turbines that arrive are valued at the mean price of those on order.
  const arrived = power.turbinesArrivedMw[f];
  const wereOnOrder = power.turbinesOnOrderMw[f] - power.turbinesOrderedMw[f] + arrived;
  const installed = arrived > 0 ? books.turbinesUnderway[f] * Math.min(1, arrived / wereOnOrder) : 0;
  books.cash[f] -= transformers + construction + turbines;
  supplierBooks.cash[electrical] += transformers;
  supplierBooks.revenue[electrical] += transformers;
  sectors.contractors += construction + turbines;
  flows.usdBn[FLOW.transformers] += transformers;
  flows.usdBn[FLOW.shells] += construction;
  flows.usdBn[FLOW.turbines] += turbines;
  books.aiCapex[f] += transformers + construction + turbines;
  books.shellsUnderway[f] += transformers + construction;
  books.turbinesUnderway[f] += turbines - installed;

  const energised = power.newlyEnergisedMw[f];
  const equivalents = energised + power.standingMw[f] + power.buildingTotalMw[f] / 2;
  const finished = equivalents > 0 ? books.shellsUnderway[f] * Math.min(1, energised / equivalents) : 0;
  books.shellsUnderway[f] -= finished;
  const shellRow = f * (finance.shellLifeMonths + derived.maxMonths);
  const shellCharge = (finished + installed) / finance.shellLifeMonths;
  books.shells[f] += finished + installed;
  books.shellsCharge[f] += shellCharge - books.shellChargeEnds[shellRow + month];
  books.shellChargeEnds[shellRow + finance.shellLifeMonths + month] = shellCharge;

  const staged = firms.stagedMw[f] + firms.deployedMw[f];
  const live = staged > 0 ? books.stagedSystems[f] * (firms.deployedMw[f] / staged) : 0;
  const row = f * (finance.systemsLifeMonths + derived.maxMonths);
  const charge = live / finance.systemsLifeMonths;
  books.stagedSystems[f] -= live;
  books.systems[f] += live;
  books.systemsCharge[f] += charge - books.chargeEnds[row + month];
  books.chargeEnds[row + finance.systemsLifeMonths + month] = charge;
}

/** Price of a shell without its transformer, USD bn/MW. */
export function contractorPriceUsdBnPerMw(world: World): number {
  const { network, links } = world;
  return Math.max(0, shellPrice(world) - network.priceUsdBnPerMw[links.electricalNode]);
}

/** Depreciation, interest, tax, net income; economic profit and market position, which together are the payoff. */
function stepProfit(world: World, f: number): void {
  const { books, scenario, sectors, flows } = world;
  const { finance } = scenario;
  const ofSystems = Math.min(books.systems[f], books.systemsCharge[f]);
  const ofShells = Math.min(books.shells[f], books.shellsCharge[f]);
  books.systems[f] -= ofSystems;
  books.shells[f] -= ofShells;
  const depreciation = ofSystems + ofShells;
  const interest =
    (books.debt[f] *
      (finance.riskFreePerYear + world.conditions.rateChangePerYear + world.conditions.spreadPerYear[f])) /
    12;
  const operating = books.revenue[f] - books.operatingCost[f] - depreciation;
  const tax = finance.taxRate * (operating - interest);
  books.depreciation[f] = depreciation;
  books.interest[f] = interest;
  books.tax[f] = tax;
  books.netIncome[f] = operating - interest - tax + books.coreCashFlow[f] - books.coreCapex[f];
  books.cash[f] -= interest + tax;
  sectors.lenders += interest;
  sectors.state += tax;
  flows.usdBn[FLOW.builderDepreciation] += depreciation;
  flows.usdBn[FLOW.interest] += interest;
  flows.usdBn[FLOW.builderTax] += tax;
  const capital = aiCapitalUsdBn(world, f);
  books.economicProfit[f] = operating * (1 - finance.taxRate) - (world.conditions.waccPerYear[f] / 12) * capital;
  books.position[f] = positionUsdBn(world, f);
}

/** Value of a firm's market position, USD bn: `kappa` years of after-tax margin on its share of contested revenue. */
export function positionUsdBn({ scenario, demand, firms }: World, f: number): number {
  const keep = scenario.demand.serviceMargin * (1 - scenario.finance.taxRate);
  return scenario.capex.positionYears * keep * demand.contestedUsdBnPerYear * firms.share[f];
}

/**
 * Lease a part of AI investment; issue bonds for cash capex beyond `bondThreshold` of cash flow and for a cash floor;
 * pay out and repay debt from spare cash; check the covenant.
 */
function stepFunding(world: World, month: number, f: number): void {
  const { books, scenario, sectors, firms, events, flows } = world;
  const firm = scenario.firms[f];
  const { finance, capex } = scenario;
  let payout = firm.minPayoutUsdBnPerYear / 12;
  books.cash[f] -= payout;
  const floor = capex.cashFloorShare * firm.cashUsdBn;
  const leased = firm.leaseShare * books.aiCapex[f];
  const cashCapex = books.aiCapex[f] - leased + books.coreCapex[f];
  const ahead = cashCapex - capex.bondThreshold * Math.max(0, operatingCashFlowUsdBnPerYear(world, f) / 12);
  // No builder borrows to hold more cash than the ceiling.
  const useful = Math.min(ahead, finance.cashCeilingRatio * firm.cashUsdBn - books.cash[f] - leased);
  const bonds = Math.max(0, capex.leverageUse * useful, floor - books.cash[f] - leased);
  const borrowed = bonds + leased;
  books.cashCapex[f] = cashCapex;
  books.leased[f] = leased;
  books.bonds[f] = bonds;
  books.debt[f] += borrowed;
  books.cash[f] += borrowed;
  sectors.lenders -= borrowed;
  flows.usdBn[FLOW.borrowed] += borrowed;
  const spare = books.cash[f] - firm.cashUsdBn;
  if (bonds === 0 && spare > 0) {
    const repaid = Math.min(Math.max(0, books.debt[f] - firm.debtUsdBn), spare / RETURN_MONTHS);
    books.debt[f] -= repaid;
    books.cash[f] -= repaid;
    sectors.lenders += repaid;
    flows.usdBn[FLOW.repaid] += repaid;
    const excess = Math.max(0, books.cash[f] - finance.cashCeilingRatio * firm.cashUsdBn) / RETURN_MONTHS;
    payout += excess;
    books.cash[f] -= excess;
  }
  sectors.shareholders += payout;
  flows.usdBn[FLOW.builderPayout] += payout;
  books.payout[f] = payout;
  books.equity[f] += books.netIncome[f] - payout;

  const breached = netDebtUsdBn(world, f) > debtLimitUsdBn(world, month, f) * (1 + finance.covenantCushion);
  if (breached && firms.breach[f] === 0) {
    const leverage = netDebtUsdBn(world, f) / Math.max(1e-9, ebitdaUsdBnPerYear(world, f));
    const detail = `net debt of ${firm.id} at ${leverage.toFixed(1)} times EBITDA, above its covenant`;
    events.push({ month, kind: 'covenant-breach', entity: firm.id, magnitude: leverage, detail });
  }
  firms.breach[f] = breached ? 1 : 0;
}
