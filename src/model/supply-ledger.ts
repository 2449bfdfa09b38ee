/** Records events of the supply network in the event ledger, and applies export controls. */

import type { LedgerEvent } from '../columns/event.ts';
import { DISRUPTION } from './supply/compile-nodes.ts';
import { EXPORT_CONTROL } from './world/regulation.ts';
import type { World } from './world/world.ts';

/** Share of capacity decided within a year beyond which an expansion is recorded. */
const LARGE_EXPANSION = 0.25;
/** Months between two events of the same kind at the same node. */
const REPORTING_MONTHS = 12;
/** Months over which cancellations are summed, and months of orders that make them a wave. */
const WAVE_MONTHS = 3;

/** Cut the orders of other customers while an export control is in force; call before orders are placed. */
export function stepExportControl(world: World, month: number): void {
  const { exportControl } = world.scenario.regulation;
  const inForce = month < world.regulation.nationalUntil[EXPORT_CONTROL];
  world.supply.othersScale[world.links.exportNode] = inForce ? 1 - exportControl.demandCut : 1;
}

/** Effect of a disruption on a node, by the code of the disruption. */
const DISRUPTED: Readonly<Record<number, (node: string) => string>> = {
  [DISRUPTION.orders]: (node) => `${node} places no orders`,
  [DISRUPTION.shipments]: (node) => `suppliers hold what they ship to ${node}`,
  [DISRUPTION.transport]: (node) => `goods in transit to ${node} do not move`,
  [DISRUPTION.receipt]: (node) => `${node} receives nothing at its dock`,
  [DISRUPTION.production]: (node) => `${node} makes nothing`,
};

/** A network and its recorded events, in an economy or alone. */
export type LedgerWorld = Pick<World, 'supply' | 'network' | 'ledger'> & { readonly events: LedgerEvent[] };

/** Record outages, disruptions, recoveries, large expansions and waves of cancellation. */
export function stepSupplyLedger({ supply, network, events, ledger }: LedgerWorld, month: number): void {
  for (let s = 0; s < network.companies; s++) {
    const company = network.companyIds[s];
    if (supply.outageEvent[s] === 1) {
      const loss = supply.outageLoss[s];
      const detail = `${company} lost ${Math.round(loss * 100)} % of its capacity`;
      events.push({ month, kind: 'outage', entity: company, magnitude: loss, detail });
    } else if (supply.outageEvent[s] === 2) {
      events.push({
        month,
        kind: 'outage-end',
        entity: company,
        magnitude: Number.NaN,
        detail: `${company} recovered`,
      });
    }
  }
  for (let n = 0; n < network.nodes; n++) {
    const node = network.nodeIds[n];
    if (supply.disrupted[n] !== ledger.disrupted[n]) {
      ledger.disrupted[n] = supply.disrupted[n];
      const [kind, detail] =
        supply.disrupted[n] === 1
          ? (['disruption', DISRUPTED[network.disruption[n]](node)] as const)
          : (['disruption-end', `the disruption of ${node} ended`] as const);
      events.push({ month, kind, entity: node, magnitude: Number.NaN, detail });
    }
    ledger.expanded[n] += supply.expansionUnits[n] - ledger.expanded[n] / REPORTING_MONTHS;
    const growth = ledger.expanded[n] / supply.capacity[n];
    if (growth > LARGE_EXPANSION && month >= ledger.expansionReportedMonth[n] + REPORTING_MONTHS) {
      ledger.expansionReportedMonth[n] = month;
      const detail = `${node} decided to expand by ${Math.round(growth * 100)} % within a year`;
      events.push({ month, kind: 'expansion', entity: node, magnitude: growth, detail });
    }
    let cancelled = 0;
    for (let e = network.outStart[n]; e < network.outStart[n + 1]; e++) cancelled += supply.cancelledUnits[e];
    ledger.cancelled[n] += cancelled - ledger.cancelled[n] / WAVE_MONTHS;
    const months = ledger.cancelled[n] / Math.max(1e-9, supply.smoothedShipments[n]);
    if (months > 1 && month >= ledger.waveReportedMonth[n] + REPORTING_MONTHS) {
      ledger.waveReportedMonth[n] = month;
      const detail = `customers of ${node} cancelled ${months.toFixed(1)} months of its shipments`;
      events.push({ month, kind: 'cancellation-wave', entity: node, magnitude: months, detail });
    }
  }
}
