/** Accounts of builders, suppliers and outside sectors, and flows between them. */

import type { Economy } from '../../scenario/economy.ts';
import type { Derived } from '../derived.ts';

/** Accounts of the builders, USD bn, shape [firm]; flows are this month's. */
export function createBooks({ finance }: Economy, { firmCount, maxMonths }: Derived) {
  const byFirm = (): Float64Array => new Float64Array(firmCount);
  return {
    cash: byFirm(),
    debt: byFirm(),
    equity: byFirm(),
    systems: byFirm(),
    shells: byFirm(),
    stagedSystems: byFirm(),
    shellsUnderway: byFirm(),
    turbinesUnderway: byFirm(),
    prepaid: byFirm(),
    /** Current monthly straight-line charges, and systems' charges by month of expiry, shape [firm, month + life]. */
    systemsCharge: byFirm(),
    shellsCharge: byFirm(),
    chargeEnds: new Float64Array(firmCount * (finance.systemsLifeMonths + maxMonths)),
    /** Shells' and turbines' charges by month of expiry, shape [firm, month + shell life]. */
    shellChargeEnds: new Float64Array(firmCount * (finance.shellLifeMonths + maxMonths)),
    coreCashFlow: byFirm(),
    revenue: byFirm(),
    operatingCost: byFirm(),
    depreciation: byFirm(),
    interest: byFirm(),
    tax: byFirm(),
    netIncome: byFirm(),
    aiCapex: byFirm(),
    coreCapex: byFirm(),
    /** Log of core capital expenditure over its trend. */
    logCoreCapex: byFirm(),
    payout: byFirm(),
    economicProfit: byFirm(),
    /** Leased investment and bonds issued this month; value of the market position, a stock. */
    cashCapex: byFirm(),
    leased: byFirm(),
    bonds: byFirm(),
    position: byFirm(),
    /** Trailing AI operating profit before depreciation, USD bn/year, exponentially smoothed over a year. */
    operatingProfitPerYear: byFirm(),
    /** Funds available for AI investment, USD bn/month. */
    capacity: byFirm(),
  };
}

/** Accounts of the supply nodes, USD bn, shape [node]; flows are this month's. */
export function createSupplierBooks(nodes: number) {
  const byNode = (): Float64Array => new Float64Array(nodes);
  return {
    cash: byNode(),
    inventory: byNode(),
    plant: byNode(),
    deferred: byNode(),
    equity: byNode(),
    revenue: byNode(),
    costOfSales: byNode(),
    depreciation: byNode(),
    operatingProfit: byNode(),
    capex: byNode(),
  };
}

/** Cash of the sectors outside the model, as flows accumulated since month 0, USD bn. */
export function createSectors() {
  return {
    customers: 0,
    lenders: 0,
    shareholders: 0,
    state: 0,
    contractors: 0,
    /** Cash of builders and suppliers at month 0, USD bn. */
    initialCash: 0,
    /** Worst relative residual of any identity so far, and its cause. */
    worstResidual: 0,
    worstIdentity: '',
  };
}
