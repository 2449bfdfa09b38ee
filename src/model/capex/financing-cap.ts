/** The financing cap of a firm: cash flow, spare cash, lenders, lessors. */

import { CREDIT_FREEZE, activeFactor } from '../world/interventions.ts';
import type { World } from '../world/world.ts';
import { shellPrice, systemsPrice } from './targets.ts';

/** Interest-bearing debt less cash, USD bn. */
export function netDebtUsdBn(world: World, f: number): number {
  return world.books.debt[f] - world.books.cash[f];
}

/** Earnings before interest, tax, depreciation and amortisation of AI and core business, USD bn/year. */
export function ebitdaUsdBnPerYear(world: World, f: number): number {
  return world.books.operatingProfitPerYear[f] + world.books.coreCashFlow[f] * 12;
}

/**
 * Net debt that lenders accept from a firm this month, USD bn, at least 0: a multiple of EBITDA (with the margin on
 * unpaid commitments of labs) and a part of AI capital as collateral. A credit freeze and share prices scale it.
 *
 * Source: leverage that follows prices, [Geanakoplos2010].
 */
export function debtLimitUsdBn(world: World, month: number, f: number): number {
  const { firms, scenario, conditions } = world;
  const signed = Math.max(0, firms.committedUsdBnPerYear[f] - firms.labPaidUsdBnPerYear[f]);
  const earnings = ebitdaUsdBnPerYear(world, f) + scenario.demand.serviceMargin * signed;
  const secured = scenario.finance.collateralShare * aiCapitalUsdBn(world, f);
  const factor = activeFactor(world, month, CREDIT_FREEZE) * conditions.leverageFactor[f];
  return factor * (scenario.firms[f].leverageMax * Math.max(0, earnings) + secured);
}

/** AI capital of a firm, USD bn: systems and shells in service, staged, under construction and prepaid. */
export function aiCapitalUsdBn(world: World, f: number): number {
  const { books } = world;
  const inService = books.systems[f] + books.shells[f];
  const underWay = books.stagedSystems[f] + books.shellsUnderway[f] + books.turbinesUnderway[f];
  return inService + underWay + books.prepaid[f];
}

/** Operating cash flow of a firm after interest and tax, USD bn/year. */
export function operatingCashFlowUsdBnPerYear({ books, scenario }: World, f: number): number {
  const taxed = books.operatingProfitPerYear[f] * (1 - scenario.finance.taxRate);
  return books.coreCashFlow[f] * 12 + taxed - books.interest[f] * 12;
}

/**
 * Largest investment of a firm, MW/month, at least 0: cash flow after core capex and minimum payout, plus a part of
 * unused debt capacity; leases add the leased share.
 */
export function financingCapMw(world: World, month: number, f: number): number {
  const { books, scenario } = world;
  const { capex } = scenario;
  const firm = scenario.firms[f];
  const spareDebt = Math.max(0, debtLimitUsdBn(world, month, f) - netDebtUsdBn(world, f));
  const own =
    capex.cashFlowUse * operatingCashFlowUsdBnPerYear(world, f) - books.coreCapex[f] * 12 - firm.minPayoutUsdBnPerYear;
  const funds = Math.max(0, own + capex.debtUse * capex.leverageUse * spareDebt);
  const allowed = funds / (12 * (1 - firm.leaseShare));
  books.capacity[f] = allowed;
  return allowed / (systemsPrice(world) + shellPrice(world));
}
