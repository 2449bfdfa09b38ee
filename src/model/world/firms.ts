/** State of the race: what each builder plays, wants, orders and runs. */

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
    /** Market share and its contest weight. */
    share: byFirm(),
    weight: byFirm(),
    /** Target capacity in effective units: disciplined, racing, chosen. */
    disciplinedTarget: byFirm(),
    racingTarget: byFirm(),
    target: byFirm(),
    /** User cost of a MW for a year, USD bn, as of the last budget. */
    userCost: byFirm(),
    /** Effective units live, staged and on real order, less retirements ahead. */
    pipeline: byFirm(),
    /** Investment gate, and what dark systems leave of the will to order, in [0, 1]. */
    gate: byFirm(),
    lit: byFirm().fill(1),
    /** Systems wanted, allowed by finance, and ordered, MW/month. */
    desiredMw: byFirm(),
    capMw: byFirm(),
    investmentMw: byFirm(),
    /** Investment at the first wall, MW/month. */
    wallInvestmentMw: byFirm(),
    /** 1 while a covenant is breached. */
    breach: byFirm(),
    /** Systems delivered but dark: MW and effective units. */
    stagedMw: byFirm(),
    stagedEffective: byFirm(),
    /** Live systems: MW and effective units. */
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
    /** Compute sold this month, effective units (a year's flow). */
    served: byFirm(),
  };
}
