/** AI labs: revenue, commitments to builders, payments, and renegotiation when labs cannot pay. */

import { exp } from '../../numeric/elementary.ts';
import { sum } from '../../numeric/sum.ts';
import { demandFactor } from '../world/demand.ts';
import type { World } from '../world/world.ts';

/**
 * Advance labs by a month.
 *
 * Revenue grows at `g e^(-fade t)`. Commitments roll off at a steady rate, and rise towards
 * `computeShare L e^(g commitmentYears) + funding` within `commitmentYears`, signed with builders by `signedLabShare`.
 * Labs pay `min(commitments, computeShare L + funding)`, each builder as far as it has the compute. Commitments that
 * labs cannot pay are renegotiated at a rate proportional to the shortfall: they then fall to what labs can pay.
 */
export function stepLabs(world: World, month: number): void {
  const { demand, scenario, shocks, conditions, firms, derived } = world;
  const { labs } = scenario.demand;
  const growth = labs.growthPerYear * exp((-labs.growthFadePerYear * month) / 12);
  demand.labRevenueUsdBnPerYear *= exp(growth / 12);
  const mood = Math.max(0, 1 + labs.fundingNarrativeSlope * (conditions.narrative - scenario.narrative.level));
  const funding = labs.fundingUsdBnPerYear * mood;
  const earned = labs.computeShare * demand.labRevenueUsdBnPerYear * demandFactor(demand);
  const able = earned + funding;
  const wanted = earned * exp(growth * labs.commitmentYears) + funding;
  const rolled = 1 - labs.rollOffPerYear / 12;
  const signed = Math.max(0, wanted - rolled * demand.labCommittedUsdBnPerYear) / (12 * labs.commitmentYears);
  for (let f = 0; f < derived.firmCount; f++) {
    firms.committedUsdBnPerYear[f] *= rolled;
    firms.committedUsdBnPerYear[f] += signed * scenario.firms[f].signedLabShare;
  }
  demand.labCommittedUsdBnPerYear = sum(firms.committedUsdBnPerYear);
  demand.labAbleUsdBnPerYear = able;
  const shortfall = Math.max(0, 1 - able / Math.max(1e-9, demand.labCommittedUsdBnPerYear));
  if (shocks.labs[month] < 1 - exp((-labs.defaultRatePerYear * shortfall) / 12)) {
    cutCommitments(world, month, 1 - shortfall, `labs renegotiate ${percent(shortfall)} of their commitments`);
  }
  stepPayments(world);
}

/** Scale all commitments of labs, and record why. */
export function cutCommitments(world: World, month: number, factor: number, detail: string): void {
  const { firms, demand, events } = world;
  for (let f = 0; f < firms.committedUsdBnPerYear.length; f++) firms.committedUsdBnPerYear[f] *= factor;
  demand.labCommittedUsdBnPerYear *= factor;
  events.push({ month, kind: 'lab-default', entity: '', magnitude: 1 - factor, detail });
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

/** Pay builders for contracted compute, at the contract price and up to energised compute. */
function stepPayments({ firms, demand, derived }: World): void {
  const price = demand.basePriceUsdBnPerYear * demand.contractPriceIndex;
  const paying = Math.min(1, demand.labAbleUsdBnPerYear / Math.max(1e-9, demand.labCommittedUsdBnPerYear));
  let paid = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    const units = Math.min(firms.liveEffective[f], (paying * firms.committedUsdBnPerYear[f]) / price);
    firms.labServed[f] = units;
    firms.labPaidUsdBnPerYear[f] = units * price;
    paid += units * price;
  }
  demand.labPaidUsdBnPerYear = paid;
}
