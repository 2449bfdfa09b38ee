/** Laws of the supply network: what is ordered is shipped, cancelled or still on the book, and nothing comes from nowhere. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OUTSIDE } from '../../../src/model/supply/link-plan.ts';
import type { SupplyState } from '../../../src/model/supply/state.ts';
import { cases, play } from './networks.ts';

/** Cheaper than an expectation, of which a case would have thousands. */
function must(is: boolean, what: string): void {
  if (!is) expect.fail(what);
}

const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

it('keeps every book, stock and pipeline in balance', () => {
  fc.assert(
    fc.property(cases, (drawn) => {
      let before: SupplyState | undefined;
      play(drawn, (state, network, month) => {
        for (let e = 0; e < network.outStart[network.nodes]; e++) {
          const was = before ?? state;
          const book = state.backlogUnits[e] + state.shippedUnits[e] + state.cancelledUnits[e];
          if (before !== undefined)
            must(close(book, was.backlogUnits[e] + state.orderedUnits[e]), `book ${e} ${month}`);
          must(
            state.backlogUnits[e] === state.backlogRealUnits[e] + state.backlogPhantomUnits[e],
            `phantom ${e} ${month}`,
          );
          if (before !== undefined && network.customer[e] !== OUTSIDE && network.isEquipment[e] === 0) {
            const used = state.producedUnits[network.customer[e]] * network.perMw[e];
            must(close(state.rawUnits[e] + used, was.rawUnits[e] + state.receivedUnits[e]), `raw ${e}`);
          }
          if (before !== undefined) {
            // Held goods are still on the way; what waits at a dock has arrived and is not taken in.
            const way = was.inTransitUnits[e] + was.dockUnits[e] + state.shippedUnits[e] - state.receivedUnits[e];
            must(close(state.inTransitUnits[e] + state.dockUnits[e], way), `transit ${e} ${month}`);
            must(state.heldUnits[e] <= state.inTransitUnits[e] * (1 + 1e-9) + 1e-9, `held ${e} ${month}`);
          }
          must(state.firmUnits[e] <= state.backlogUnits[e] * (1 + 1e-9) + 1e-9, `firm ${e} ${month}`);
        }
        for (let n = 0; n < network.nodes; n++) {
          if (before === undefined) continue;
          const stock = before.onHandUnits[n] + state.producedUnits[n] - state.nodeShippedUnits[n];
          must(close(state.onHandUnits[n], stock), `stock ${n}`);
        }
        before = structuredClone(state);
      });
    }),
    { numRuns: 60 },
  );
});

it('turns equipment into capacity or into its replacement, and wears capacity at its rate', () => {
  fc.assert(
    fc.property(cases, (drawn) => {
      const steady = {
        ...drawn,
        cancels: drawn.cancels.map((row) => row.map(() => 0)),
        section: {
          ...drawn.section,
          gaming: undefined,
          nodes: drawn.section.nodes.map((node) => ({
            ...node,
            ...(node.expansion === undefined ? {} : { expansion: { ...node.expansion, irreversible: true } }),
          })),
        },
      };
      let before: SupplyState | undefined;
      play(steady, (state, network, month) => {
        for (let n = 0; n < network.nodes && before !== undefined; n++) {
          const e = network.equipmentLink[n];
          if (network.wear[n] === 0 && e === OUTSIDE) continue;
          const underWay = before.capacityUnderWay[n] + state.expansionUnits[n] - state.capacityUnderWay[n];
          const grown = state.capacity[n] / (1 - network.wear[n]) - before.capacity[n];
          if (before.capacityUnderWay[n] > grown) expect(close(grown, underWay), `capacity ${n} ${month}`).toBe(true);
          if (e === OUTSIDE) continue;
          const [was, now] = [before, state].map((s) => s.expansionDueUnits[n] + s.migrationDueUnits[n]);
          const placed = state.placedUnits[e] / network.perMw[e];
          const received = state.receivedUnits[e] / network.perMw[e];
          if (was > received) expect(close(now + received, was + placed), `equipment ${n} ${month}`).toBe(true);
          // Orders are placed at the start or at the end of a month: for the capacity of the one or of the other.
          const migrated = placed - state.expansionUnits[n];
          const capacity = [before.capacity[n], state.capacity[n]].map((units) => units * network.migration[n]);
          expect(
            capacity.some((units) => close(migrated, units)),
            `migration ${n} ${month}`,
          ).toBe(true);
        }
        before = structuredClone(state);
      });
    }),
    { numRuns: 40 },
  );
});

it('holds no negative stock, book, order or capacity, and never makes or ships what it cannot', () => {
  const positive = [
    'onHandUnits',
    'nodeBacklogUnits',
    'backlogRealUnits',
    'backlogPhantomUnits',
    'firmUnits',
    'inTransitUnits',
    'heldUnits',
    'dockUnits',
    'rawUnits',
    'placedUnits',
    'orderedUnits',
    'cancelledUnits',
    'shippedUnits',
    'receivedUnits',
    'capacity',
    'capacityUnderWay',
    'expansionUnits',
    'producedUnits',
    'quotedLeadMonths',
    'priceFactor',
    'availability',
    'purchasesUsdBn',
    'forecastUnits',
  ] as const;
  fc.assert(
    fc.property(cases, (drawn) => {
      play(drawn, (state, network, month) => {
        for (const key of positive) for (const value of state[key]) must(value >= 0, `${key} in month ${month}`);
        for (let n = 0; n < network.nodes; n++) {
          const most = network.uptime[n] * state.availability[n];
          must(state.utilisation[n] <= most * (1 + 1e-12), `utilisation ${n} ${month}`);
          must(state.fillRate[n] <= 1, `fill rate ${n} ${month}`);
          let paid = 0;
          for (let e = network.outStart[n]; e < network.outStart[n + 1]; e++) paid += state.shippedUsdBn[e];
          must(close(paid, state.salesUsdBn[n]), `sales ${n} ${month}`);
        }
        for (const fill of state.fill) must(fill >= 0 && fill <= 1, `fill in month ${month}`);
      });
    }),
    { numRuns: 60 },
  );
});

it('cancels nothing that was sold as non-cancellable', () => {
  fc.assert(
    fc.property(cases, (drawn) => {
      const firm = {
        ...drawn,
        section: { ...drawn.section, cancellation: { ratePerMonth: 1, nonCancellableShare: 1 } },
      };
      play(firm, (state) => {
        for (const units of state.cancelledUnits) expect(units).toBeLessThanOrEqual(1e-6);
      });
    }),
    { numRuns: 24 },
  );
});
