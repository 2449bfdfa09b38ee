/** What finance allows a firm to invest: cash flow, spare cash, lenders, covenants, patience. */

import { CREDIT_FREEZE, activeFactor } from '../interventions.ts';
import type { World } from '../world/world.ts';
import { systemsPrice } from './targets.ts';

/** Interest-bearing debt less cash, USD bn. */
export function netDebtUsdBn(world: World, f: number): number {
  return world.books.debt[f] - world.books.cash[f];
}

/** Earnings before interest, tax, depreciation and amortisation of AI and core business, USD bn/year. */
export function ebitdaUsdBnPerYear(world: World, f: number): number {
  return world.books.operatingProfitPerYear[f] + world.books.coreCashFlow[f] * 12;
}

/** Net debt over EBITDA that lenders accept from a firm this month. */
export function leverageLimit(world: World, month: number, f: number): number {
  const frozen = activeFactor(world, month, CREDIT_FREEZE);
  return world.scenario.firms[f].leverageMax * frozen * world.conditions.leverageFactor[f];
}

/** AI capital of a firm, USD bn: systems and shells in service, staged, under construction and prepaid. */
export function aiCapitalUsdBn(world: World, f: number): number {
  const { books } = world;
  const inService = books.systems[f] + books.shells[f];
  const underWay = books.stagedSystems[f] + books.shellsUnderway[f] + books.turbinesUnderway[f];
  return inService + underWay + books.prepaid[f];
}

/**
 * Most a firm may invest, MW/month, at least 0.
 *
 * The financing cap adds cash flow after core capex and minimum payout, a part of spare cash, and a part of unused
 * debt capacity `(l_max EBITDA - net debt)+`. The patience cap lets AI capex exceed AI operating profit by
 * `growthPatienceYears` of its believed growth beyond `growthHurdlePerYear`; below that nobody spends more than AI
 * earns. A breached
 * covenant cuts the smaller of the two.
 */
export function financingCapMw(world: World, month: number, f: number): number {
  const { books, scenario, firms } = world;
  const { capex, power } = scenario;
  const firm = scenario.firms[f];
  const priceUsdBnPerMw = systemsPrice(world) + power.shellPriceUsdBnPerMw;

  const taxed = books.operatingProfitPerYear[f] * (1 - scenario.finance.taxRate);
  const cashFlow = books.coreCashFlow[f] * 12 + taxed - books.interest[f] * 12;
  const spareCash = Math.max(0, books.cash[f] - capex.cashFloorShare * firm.cashUsdBn);
  const spareDebt = Math.max(0, leverageLimit(world, month, f) * ebitdaUsdBnPerYear(world, f) - netDebtUsdBn(world, f));
  const funds =
    capex.cashFlowUse * cashFlow -
    books.coreCapex[f] * 12 -
    firm.minPayoutUsdBnPerYear +
    capex.cashUse * spareCash +
    capex.debtUse * capex.leverageUse * spareDebt;

  const growth = Math.max(0, world.demand.growthBelief - capex.growthHurdlePerYear);
  const patience = books.operatingProfitPerYear[f] * (1 + capex.growthPatienceYears * growth);
  const allowed = Math.max(0, Math.min(funds, patience)) / 12;
  books.capacity[f] = allowed;
  return (allowed * (1 - capex.covenantCut * firms.breach[f])) / priceUsdBnPerMw;
}
