/** State of the builders: intensities, targets, orders and systems. */

import type { Economy } from '../../scenario/economy.ts';
import type { Derived } from '../derived.ts';
import { decisionsBefore } from './decisions.ts';

/** Every array has shape [firm] unless said. */
export function createFirms({ finance }: Economy, { firmCount, maxMonths }: Derived) {
  const byFirm = (): Float64Array => new Float64Array(firmCount);
  const vintages = firmCount * (finance.systemsLifeMonths + maxMonths);
  return {
    /** Intensity decided and intensity played after execution noise, in [0, 1]. */
    intended: byFirm(),
    intensity: byFirm(),
    /** Realised intensity at each decision, shape [firm, decision]. */
    history: new Float64Array(firmCount * decisionsBefore(maxMonths)),
    /** Share of contested revenue. */
    share: byFirm(),
    /** Target capacity in effective units: disciplined, racing, chosen. */
    disciplinedTarget: byFirm(),
    racingTarget: byFirm(),
    target: byFirm(),
    /** User cost of a MW for a year, USD bn, as of the last budget. */
    userCost: byFirm(),
    /** Pipeline, effective units: energised, unpowered and on order, minus retirements ahead. */
    pipeline: byFirm(),
    /** Effective units contracted by labs; rivals' free pipelines as last observed. */
    contracted: byFirm(),
    rivalsSeen: byFirm(),
    /** Log of ambition, and of the deviation of orders from the plan. */
    ambition: byFirm(),
    logLump: byFirm(),
    /** Share of wanted orders with an expected site, in [0, 1]. */
    lit: byFirm().fill(1),
    /** Systems wanted, allowed by finance, and ordered, MW/month. */
    wantedMw: byFirm(),
    capMw: byFirm(),
    investmentMw: byFirm(),
    /** Investment at the first wall, MW/month. */
    wallInvestmentMw: byFirm(),
    /** 1 while a covenant is breached. */
    breach: byFirm(),
    /** Unpowered systems (delivered without power): MW and effective units. */
    stagedMw: byFirm(),
    stagedEffective: byFirm(),
    /** Energised systems: MW and effective units. */
    liveMw: byFirm(),
    liveEffective: byFirm(),
    /** Systems received, switched on and retired this month, MW. */
    receivedMw: byFirm(),
    deployedMw: byFirm(),
    retiredMw: byFirm(),
    /** Deployed by vintage, shape [firm, life + month]; slot `life + m` is month m. */
    vintageMw: new Float64Array(vintages),
    vintageEffective: new Float64Array(vintages),
    /** Vintages to retire within the look-ahead, before wear: MW and effective units. */
    retiringMw: byFirm(),
    retiringEffective: byFirm(),
    /** Compute sold this month outside contracts of labs, and on them, effective units (a year's flow). */
    served: byFirm(),
    labServed: byFirm(),
    /** Commitments of labs signed with the firm, and payments of labs to it, USD bn/year. */
    committedUsdBnPerYear: byFirm(),
    labPaidUsdBnPerYear: byFirm(),
  };
}
