/** State of power: sites from request to energised. */

import type { Economy } from '../../scenario/economy.ts';
import type { Derived } from '../derived.ts';

export function createPower({ power }: Economy, { firmCount, regionCount, maxMonths, queueDepth }: Derived) {
  const byFirm = (): Float64Array => new Float64Array(firmCount);
  const byRegion = (): Float64Array => new Float64Array(regionCount);
  return {
    /** Energised sites, MW, shape [firm]. */
    energisedMw: byFirm(),
    /** Energised this month, MW, shape [firm]. */
    newlyEnergisedMw: byFirm(),
    /** AI load energised, MW, shape [region]. */
    regionEnergisedMw: byRegion(),
    /** Firm grid capacity not yet allocated, MW, shape [region]. */
    headroomMw: byRegion(),
    /** Additions this month, MW, shape [region]. */
    additionsMw: byRegion(),
    /**
     * Requests (without speculative ones) by age, MW, shape [region, cohort, firm]; cohort = month requested + queue
     * depth.
     */
    queueMw: new Float64Array(regionCount * (queueDepth + maxMonths) * firmCount),
    /** First cohort not yet fully processed, shape [region]. */
    queueHead: new Int32Array(regionCount),
    /** Requests in the queue, MW, shape [region]; and by firm, shape [firm]. */
    queuedMw: byRegion(),
    firmQueuedMw: byFirm(),
    /** Speculative requests not yet withdrawn, MW, shape [region]. */
    speculativeMw: byRegion(),
    /** Granted and waiting for a permit, MW, shape [region, firm]. */
    permittingMw: new Float64Array(regionCount * firmCount),
    /** Shells by month of completion, MW, shape [region, firm, slot]. */
    buildingMw: new Float64Array(regionCount * firmCount * power.shellLeadMonths),
    /** The same over all regions, shape [firm, slot]. */
    finishingMw: new Float64Array(firmCount * power.shellLeadMonths),
    /** Shells under construction, and finished shells that wait for a transformer, MW, shape [firm]. */
    buildingTotalMw: byFirm(),
    standingMw: byFirm(),
    /** Granted and not yet energised, MW, shape [firm]. */
    underwayMw: byFirm(),
    /** Finished shells that wait for a transformer, MW, shape [region, firm]. */
    shellsMw: new Float64Array(regionCount * firmCount),
    /** Transformers received and not yet used, MW, shape [firm]. */
    transformersMw: byFirm(),
    /**
     * Share of its grants that each firm takes, in [0, 1], shape [firm]; and weight of each region in requests, shape
     * [region].
     */
    acceptance: byFirm(),
    attraction: byRegion(),
    /** Granted this month, MW, shape [firm]. */
    grantedMw: byFirm(),
    /** Turbines on order by month of arrival, MW, shape [firm, slot]. */
    turbinesMw: new Float64Array(firmCount * power.behindTheMeter.leadMonths),
    /** Turbines on order, MW, shape [firm]. */
    turbinesOnOrderMw: byFirm(),
    /** Turbines delivered so far, MW, shape [firm], and ordered this month. */
    turbinesInstalledMw: byFirm(),
    turbinesOrderedMw: byFirm(),
    turbinesArrivedMw: byFirm(),
    /** Wait at the head of the queue, months, shape [region]. */
    waitMonths: byRegion(),
    /** Power price relative to month 0, shape [region]; and its load-weighted mean. */
    priceIndex: byRegion(),
    /** Power price of month 0 over that without scarcity, shape [region]. */
    basePrice: byRegion(),
    meanPriceIndex: 1,
    /** Price of a shell over month 0. */
    shellPriceFactor: 1,
    /** Systems received, smoothed over half a year, MW/month. */
    smoothedDeliveriesMw: 0,
    /** Capacity-weighted wait over regions, months. */
    meanWaitMonths: 0,
  };
}
