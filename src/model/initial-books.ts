/** Balance sheets of month 0: assets at depreciated cost, equity as the residual. */

import { positionUsdBn } from './accounts/step-builder-books.ts';
import { aiCapitalUsdBn } from './capex/financing-cap.ts';
import { initialDeliveryMw } from './economy-network.ts';
import type { World } from './world/world.ts';

/** Fill the accounts of builders and suppliers at month 0, USD bn. */
export function fillInitialBooks(world: World): void {
  for (let f = 0; f < world.derived.firmCount; f++) fillBuilder(world, f);
  fillSuppliers(world);
  fillSectors(world);
}

/** Systems at cost minus straight-line depreciation by vintage; shells at three quarters of cost; works half done. */
function fillBuilder(world: World, f: number): void {
  const { books, scenario, derived, firms, power, supply, links, network } = world;
  const firm = scenario.firms[f];
  const life = scenario.finance.systemsLifeMonths;
  const row = f * (life + derived.maxMonths);
  const price = network.priceUsdBnPerMw[links.systemsNode];
  const shellPrice = scenario.power.shellPriceUsdBnPerMw;
  books.systems[f] = 0;
  books.systemsCharge[f] = 0;
  for (let slot = 0; slot < life + derived.maxMonths; slot++) books.chargeEnds[row + slot] = 0;
  for (let age = 1; age <= life; age++) {
    const cost = firms.vintageMw[row + life - age] * price;
    books.chargeEnds[row + life - age] = cost / life;
    books.systemsCharge[f] += cost / life;
    books.systems[f] += cost * (1 - age / life);
  }
  const shellCost = power.energisedMw[f] * shellPrice;
  books.shells[f] = shellCost * SHELLS_LEFT;
  const shellLife = scenario.finance.shellLifeMonths;
  const shellRow = f * (shellLife + derived.maxMonths);
  books.shellsCharge[f] = shellCost / shellLife;
  for (let slot = 0; slot < shellLife + derived.maxMonths; slot++) books.shellChargeEnds[shellRow + slot] = 0;
  books.shellChargeEnds[shellRow + Math.round(SHELLS_LEFT * shellLife)] = books.shellsCharge[f];
  books.turbinesUnderway[f] = 0;
  books.shellsUnderway[f] = (power.buildingTotalMw[f] * shellPrice) / 2;
  books.stagedSystems[f] = 0;
  const link = links.systems[f];
  const ordered = supply.backlogRealUnits[link] + supply.inTransitUnits[link];
  books.prepaid[f] = scenario.finance.prepaymentShare * price * ordered;
  books.cash[f] = firm.cashUsdBn;
  books.debt[f] = firm.debtUsdBn;
  books.coreCashFlow[f] = firm.coreCashFlowUsdBnPerYear / 12;
  books.coreCapex[f] = firm.coreCapexUsdBnPerYear / 12;
  const revenue = derived.contestedUsdBnPerYear * firms.share[f] + firms.labPaidUsdBnPerYear[f];
  const running = firms.liveMw[f] * scenario.demand.operatingCostUsdBnPerMwYear;
  books.operatingProfitPerYear[f] = scenario.demand.serviceMargin * revenue - running;
  books.revenue[f] = revenue / 12;
  books.operatingCost[f] = ((1 - scenario.demand.serviceMargin) * revenue + running) / 12;
  books.depreciation[f] = books.systemsCharge[f] + books.shellsCharge[f];
  books.interest[f] = (firm.debtUsdBn * (scenario.finance.riskFreePerYear + firm.spreadPerYear)) / 12;
  books.tax[f] = 0;
  const operating = books.revenue[f] - books.operatingCost[f] - books.depreciation[f] - books.interest[f];
  books.netIncome[f] = operating * (1 - scenario.finance.taxRate) + books.coreCashFlow[f] - books.coreCapex[f];
  books.payout[f] = 0;
  books.economicProfit[f] = 0;
  books.position[f] = positionUsdBn(world, f);
  books.aiCapex[f] = initialDeliveryMw(scenario, f) * (price + shellPrice);
  books.leased[f] = firm.leaseShare * books.aiCapex[f];
  books.cashCapex[f] = books.aiCapex[f] - books.leased[f] + books.coreCapex[f];
  books.bonds[f] = 0;
  books.capacity[f] = 0;
  books.equity[f] = firm.cashUsdBn + aiCapitalUsdBn(world, f) - firm.debtUsdBn;
}

/** Share of the cost of shells not yet depreciated at month 0: they are younger than a quarter of their life. */
const SHELLS_LEFT = 0.85;

function fillSuppliers(world: World): void {
  const { supplierBooks, suppliers, supply, network, links, books, derived } = world;
  supplierBooks.deferred.fill(0);
  for (let f = 0; f < derived.firmCount; f++) supplierBooks.deferred[links.systemsNode] += books.prepaid[f];
  for (let n = 0; n < network.nodes; n++) {
    let units = supply.onHandUnits[n];
    for (let e = network.outStart[n]; e < network.outStart[n + 1]; e++) units += supply.inTransitUnits[e];
    supplierBooks.cash[n] = suppliers.initialCash[n];
    supplierBooks.plant[n] = suppliers.initialPlant[n];
    // Fixed conversion cost is expensed when it is paid, so that stock is valued at variable cost alone.
    const fixed = suppliers.conversionUsdBnPerMw[n] * suppliers.fixedShare[n];
    supplierBooks.inventory[n] = units * (network.priceUsdBnPerMw[n] - grossProfitUsdBnPerMw(world, n) - fixed);
    supplierBooks.equity[n] =
      supplierBooks.cash[n] + supplierBooks.plant[n] + supplierBooks.inventory[n] - supplierBooks.deferred[n];
    supplierBooks.revenue[n] = network.priceUsdBnPerMw[n] * network.initialSales[n];
    supplierBooks.operatingProfit[n] =
      grossProfitUsdBnPerMw(world, n) * network.initialSales[n] -
      suppliers.initialPlant[n] / world.scenario.finance.plantLifeMonths;
  }
}

function grossProfitUsdBnPerMw(world: World, n: number): number {
  const books = world.scenario.finance.suppliers.find((supplier) => supplier.id === world.network.nodeIds[n]);
  return world.network.priceUsdBnPerMw[n] * (books?.grossMargin ?? 0);
}

/** Sectors start at zero, without flows; a year of past profit fills the buffer of returns. */
function fillSectors(world: World): void {
  const { sectors, flows, books, supplierBooks, derived, race, scenario } = world;
  flows.usdBn.fill(0);
  sectors.customers = 0;
  sectors.lenders = 0;
  sectors.shareholders = 0;
  sectors.state = 0;
  sectors.contractors = 0;
  sectors.worstResidual = 0;
  sectors.worstIdentity = '';
  sectors.initialCash = 0;
  let profit = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    sectors.initialCash += books.cash[f];
    profit += books.revenue[f] - books.operatingCost[f] - books.depreciation[f];
  }
  for (let n = 0; n < supplierBooks.cash.length; n++) sectors.initialCash += supplierBooks.cash[n];
  race.roiRing.fill(profit * (1 - scenario.finance.taxRate));
}
