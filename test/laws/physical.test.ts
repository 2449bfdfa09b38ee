/** Laws of matter over generated economies: nothing is negative, and nothing runs, ships or lights up that is not there. */

import fc from 'fast-check';
import { it } from 'vitest';
import type { World } from '../../src/model/world/world.ts';
import { sum } from '../../src/numeric/sum.ts';
import { economies, LAW } from '../support/economies.ts';
import { watch } from '../support/stepping.ts';

const SLACK = 1e-9;

/** Fails with what was found, without building a message for each of the many values that are fine. */
function atMost(value: number, limit: number, what: () => string): void {
  if (!(value <= limit + SLACK * Math.max(1, Math.abs(limit)))) throw new Error(`${what()}: ${value} > ${limit}`);
}

/** Every array of numbers in a part of the world, by name. */
function* stores(part: object): Generator<readonly [string, ArrayLike<number>]> {
  for (const [name, value] of Object.entries(part)) {
    if (value instanceof Float64Array || value instanceof Int32Array) yield [name, value];
  }
}

/** What may be below 0: trends and logs. */
const SIGNED = new Set(['trend', 'ambition', 'logLump']);

/** What one run must keep, month by month; called anew for each run, so that it can remember the month before. */
type Law = () => (world: World, month: number) => void;

const LAWS: Readonly<Record<string, Law>> = {
  'no stock, order, book, capacity or site is ever negative or lost':
    () =>
    ({ supply, firms, power }, month) => {
      for (const [part, state] of Object.entries({ supply, firms, power })) {
        for (const [name, values] of stores(state)) {
          if (SIGNED.has(name)) continue;
          for (let i = 0; i < values.length; i++) {
            if (!(values[i] >= -SLACK)) throw new Error(`${part}.${name}[${i}] is ${values[i]} in month ${month}`);
          }
        }
      }
    },

  'books close: backlog = backlog before + orders - shipments - cancellations, for every customer': () => {
    let before: Float64Array | undefined;
    return ({ supply, network }, month) => {
      const { backlogUnits, orderedUnits, shippedUnits, cancelledUnits } = supply;
      for (let e = 0; e < network.outStart[network.nodes] && before !== undefined; e++) {
        const closing = before[e] + orderedUnits[e] - shippedUnits[e] - cancelledUnits[e];
        atMost(
          Math.abs(backlogUnits[e] - closing),
          SLACK * (1 + before[e]),
          () => `book ${network.customerIds[e]} in ${month}`,
        );
      }
      before = backlogUnits.slice();
    };
  },

  'makes at most capacity times uptime times what no outage has taken, and ships at most what is there': () => {
    let stock: Float64Array | undefined;
    return ({ supply, network }, month) => {
      for (let n = 0; n < network.nodes; n++) {
        const what = () => `${network.nodeIds[n]} in ${month}`;
        const runs = network.uptime[n] * supply.availability[n];
        atMost(supply.utilisation[n], runs, what);
        // Wear comes after production; capacity given back at the end of a month is gone from what is recorded.
        const kept = !network.ordersAtEnd || network.irreversible[n] === 1;
        if (kept) atMost(supply.producedUnits[n] * network.capacityRetained[n], supply.capacity[n] * runs, what);
        if (stock !== undefined) atMost(supply.nodeShippedUnits[n], stock[n] + supply.producedUnits[n], what);
      }
      stock = supply.onHandUnits.slice();
    };
  },

  'shares of a node that outages leave lie in [0, 1] and agree with its companies':
    () =>
    ({ supply, network }) => {
      const left = new Float64Array(network.nodes);
      for (let s = 0; s < network.companies; s++)
        left[network.companyNode[s]] += network.companyShare[s] * supply.companyAvailable[s];
      for (let n = 0; n < network.nodes; n++) {
        atMost(Math.abs(left[n] - supply.availability[n]), 1e-9, () => network.nodeIds[n]);
      }
    },

  'runs no system without an energised site, and no site without grid or turbine': () => {
    let granted = Number.NaN;
    return (world, month) => {
      const { firms, power, derived } = world;
      for (let f = 0; f < derived.firmCount; f++) {
        atMost(firms.liveMw[f], power.energisedMw[f], () => `live of ${world.entities.firm[f]} in ${month}`);
      }
      if (month === 0) granted = gridMw(world) - sum(power.additionsMw);
      granted += sum(power.additionsMw);
      atMost(sum(power.regionEnergisedMw), granted, () => `grid in ${month}`);
      atMost(sum(power.energisedMw), granted + sum(power.turbinesInstalledMw), () => `energised in ${month}`);
      atMost(Math.abs(gridMw(world) - granted), SLACK * granted, () => `grid lost in ${month}`);
    };
  },

  'systems received are staged, live, worn or retired': () => {
    let before: { live: Float64Array; staged: Float64Array } | undefined;
    return ({ firms, derived, entities }, month) => {
      for (let f = 0; f < derived.firmCount && before !== undefined; f++) {
        const { live, staged } = before;
        const after =
          Math.max(0, live[f] * derived.monthlySurvival - firms.retiredMw[f]) + staged[f] + firms.receivedMw[f];
        const gap = Math.abs(firms.liveMw[f] + firms.stagedMw[f] - after);
        atMost(gap, SLACK * (1 + after), () => `systems of ${entities.firm[f]} in ${month}`);
      }
      before = { live: firms.liveMw.slice(), staged: firms.stagedMw.slice() };
    };
  },

  'shares add to 1, and labs pay no builder more than they have signed or than it has live':
    () =>
    ({ firms, demand, derived }, month) => {
      atMost(Math.abs(sum(firms.share) - 1), SLACK, () => `shares in ${month}`);
      const { labPaidUsdBnPerYear: paid, labCommittedUsdBnPerYear: signed, labAbleUsdBnPerYear: able } = demand;
      atMost(Math.abs(sum(firms.committedUsdBnPerYear) - signed), SLACK * (1 + signed), () => `signed in ${month}`);
      atMost(paid, Math.min(signed, able), () => `paid in ${month}`);
      for (let f = 0; f < derived.firmCount; f++) {
        atMost(firms.labPaidUsdBnPerYear[f], firms.committedUsdBnPerYear[f], () => `paid to ${f} in ${month}`);
        atMost(firms.served[f] + firms.labServed[f], firms.liveEffective[f], () => `sold by ${f} in ${month}`);
      }
      atMost(demand.utilisation, 1, () => `utilisation in ${month}`);
    },

  'money neither leaks nor appears: every accounting identity holds to 1e-9':
    () =>
    ({ sectors }) =>
      atMost(sectors.worstResidual, 0, () => String(sectors.worstIdentity)),
};

/** Grid capacity wherever it stands: not promised, in permitting, building, standing, energised. */
function gridMw({ power, derived, scenario }: World): number {
  const held = sum(power.headroomMw) + sum(power.regionEnergisedMw) + sum(power.permittingMw) + sum(power.shellsMw);
  return (
    held + sum(power.buildingMw.subarray(0, derived.regionCount * derived.firmCount * scenario.power.shellLeadMonths))
  );
}

it('hold in every month of every run', () => {
  fc.assert(
    fc.property(economies, ({ scenario, seed }) => {
      const laws = Object.entries(LAWS).map(([name, start]) => ({ name, check: start() }));
      watch(scenario, seed, (world, month) => {
        for (const { name, check } of laws) {
          try {
            check(world, month);
          } catch (error) {
            throw new Error(`${name}: ${(error as Error).message}`);
          }
        }
      });
    }),
    LAW,
  );
});
