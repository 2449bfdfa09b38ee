/** Accounts of the supply nodes: sales, purchases, conversion cost, plant, tax, payout. */

import { OUTSIDE } from '../supply/link-plan.ts';
import type { World } from '../world/world.ts';
import { FLOW } from '../world/transactions.ts';

/** Months over which a node pays out cash in excess of its cash at month 0. */
const PAYOUT_MONTHS = 12;

/**
 * Account for a month of every node. A purchase of one node is a sale of another; customers outside the model pay from
 * their own sector. Conversion cost is partly fixed to capacity, so profit falls faster than sales (operating
 * leverage).
 */
export function stepSupplierBooks(world: World): void {
  stepTrade(world);
  for (let n = 0; n < world.network.nodes; n++) stepNodeProfit(world, n);
}

/** Settle every link between nodes and from customers outside the model, at this month's prices, on receipt. */
function stepTrade(world: World): void {
  const { supply, network, supplierBooks, sectors, links, flows } = world;
  for (let e = 0; e < network.links; e++) {
    const seller = network.supplier[e];
    if (seller === OUTSIDE || links.isBuilder[e] === 1) continue;
    const value = supply.receivedUnits[e] * network.priceUsdBnPerMw[seller] * supply.priceFactor[seller];
    const buyer = network.customer[e];
    supplierBooks.cash[seller] += value;
    supplierBooks.revenue[seller] += value;
    if (buyer === OUTSIDE) {
      sectors.customers -= value;
      flows.usdBn[FLOW.otherSales] += value;
      continue;
    }
    supplierBooks.cash[buyer] -= value;
    if (network.isEquipment[e] === 1) {
      supplierBooks.capex[buyer] += value;
      flows.usdBn[FLOW.equipment] += value;
    } else {
      supplierBooks.inventory[buyer] += value;
      flows.usdBn[FLOW.components] += value;
    }
  }
}

/** Profit, plant and payout of one node. */
function stepNodeProfit(world: World, n: number): void {
  const { supply, network, supplierBooks, sectors, scenario, suppliers, flows } = world;
  const { finance } = scenario;
  const capacity = Math.min(supply.capacity[n], suppliers.capacityAtFullCost[n]);
  const conversion = suppliers.conversionUsdBnPerMw[n] * supply.learnedFactor[n];
  const fixed = conversion * suppliers.fixedShare[n] * capacity * suppliers.initialUtilisation[n];
  const variable = conversion * (1 - suppliers.fixedShare[n]) * supply.producedUnits[n];
  supplierBooks.inventory[n] += variable;

  let sold = 0;
  let held = supply.onHandUnits[n];
  for (let e = network.outStart[n]; e < network.outStart[n + 1]; e++) {
    sold += supply.receivedUnits[e];
    held += supply.inTransitUnits[e];
  }
  const units = sold + held;
  const costOfSales = units > 0 ? supplierBooks.inventory[n] * (sold / units) : 0;
  supplierBooks.inventory[n] -= costOfSales;

  const building = supply.expansionUsdBn[n];
  const depreciation = supplierBooks.plant[n] / finance.plantLifeMonths;
  supplierBooks.plant[n] += building + supplierBooks.capex[n] - depreciation;
  supplierBooks.capex[n] += building;
  const profit = supplierBooks.revenue[n] - costOfSales - fixed - depreciation;
  const tax = finance.taxRate * profit;
  supplierBooks.cash[n] -= variable + fixed + building + tax;
  sectors.contractors += variable + fixed + building;
  sectors.state += tax;
  flows.usdBn[FLOW.variableConversion] += variable;
  flows.usdBn[FLOW.fixedConversion] += fixed;
  flows.usdBn[FLOW.supplierBuilding] += building;
  flows.usdBn[FLOW.stockUsed] += costOfSales;
  flows.usdBn[FLOW.supplierDepreciation] += depreciation;
  flows.usdBn[FLOW.supplierTax] += tax;

  const spare = supplierBooks.cash[n] - suppliers.initialCash[n];
  const payout = spare > 0 ? spare / PAYOUT_MONTHS : Math.min(0, supplierBooks.cash[n]);
  supplierBooks.cash[n] -= payout;
  sectors.shareholders += payout;
  if (payout >= 0) flows.usdBn[FLOW.supplierPayout] += payout;
  else flows.usdBn[FLOW.supplierFunding] -= payout;
  supplierBooks.equity[n] += profit - tax - payout;
  supplierBooks.costOfSales[n] = costOfSales + fixed;
  supplierBooks.depreciation[n] = depreciation;
  supplierBooks.operatingProfit[n] = profit;
}
