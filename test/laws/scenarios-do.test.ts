/** Every shipped scenario and overlay does what its name says, in most paired runs against the baseline. */

import { expect, it } from 'vitest';
import type { Trace } from '../../src/columns/trace.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { expandSeed } from '../../src/random/seed.ts';
import type { Economy } from '../../src/scenario/economy.ts';

const RUNS = 8;
const MONTHS = 60;
const MOST = 0.6;

type Read = (trace: Trace) => number;
type Claim = readonly [name: string, what: string, sign: 1 | -1, read: Read];

const over = (values: ArrayLike<number>, from = 0, to = MONTHS): number => {
  let total = 0;
  for (let month = from; month < Math.min(to, values.length); month++) total += values[month];
  return total;
};
const scalar =
  (column: string, from?: number, to?: number): Read =>
  (trace) =>
    over(trace.column(column, 'scalar'), from, to);
const node =
  (column: string, id: string, from?: number, to?: number): Read =>
  (trace) => {
    const ids = trace.entities.node;
    const values = trace.column(column, 'node');
    return over(
      Array.from({ length: trace.months }, (_, month) => values[month * ids.length + ids.indexOf(id)]),
      from,
      to,
    );
  };
/** Halts of programme selling at any venue in month 1. */
const halts: Read = (trace) => {
  const venues = trace.entities.venue.length;
  return over(trace.column('sidecars', 'venue'), venues, 2 * venues);
};

/** Least capacity of memory that works in any month, as a share of all of it. */
const leastMemory: Read = (trace) => {
  const ids = trace.entities.supplier;
  const working = trace.column('available_share', 'supplier');
  const makers = ids.flatMap((id, s) => (id.startsWith('hbm/') ? [s] : []));
  const shares = makers.length === 3 ? { 'hbm/sk-hynix': 0.57, 'hbm/samsung': 0.22, 'hbm/micron': 0.21 } : undefined;
  const shareOf = (id: string) => shares?.[id as keyof typeof shares] ?? 1 / makers.length;
  let least = 1;
  for (let month = 0; month < trace.months; month++) {
    const at = makers.reduce((sum, s) => sum + shareOf(ids[s]) * working[month * ids.length + s], 0);
    least = Math.min(least, at);
  }
  return least;
};

const CLAIMS: readonly Claim[] = [
  ['disciplined', 'orders', -1, scalar('investment_mw')],
  ['baseline+coordinated-restraint', 'orders', -1, scalar('investment_mw')],
  ['hbm-outage', 'lead time quoted for HBM in the year after', 1, node('lead_quoted_months', 'hbm', 18, 30)],
  ['power-tight', 'orders refused for want of a site', 1, scalar('refused_for_sites', 24)],
  ['regulation-tight', 'stringency', 1, scalar('stringency')],
  ['slow-monetisation', 'revenue of AI', -1, scalar('ai_revenue_usd_bn_per_year', 24)],
  ['selloff-2025-11', 'halts of programme selling in the month of the sell-off', 1, halts],
  ['baseline+grid-ahead', 'months that requests wait', -1, scalar('queue_wait_months', 24)],
  ['baseline+diversified-buyers', 'sales of accelerators', 1, node('sales_usd_bn', 'accelerator')],
  ['baseline+more-hbm-makers', 'least capacity of memory that works', 1, leastMemory],
  ['baseline+outcome-pricing', 'overspend', -1, scalar('overspend_ratio')],
  ['baseline+internal-cash', 'bonds', -1, scalar('bonds_usd_bn')],
  ['baseline+firm-orders', 'cancelled systems', -1, node('cancelled_mw', 'server')],
  ['baseline+no-gaming', 'duplicates at HBM', -1, node('backlog_phantom_mw', 'hbm')],
  ['baseline+uniform-allocation', 'duplicates at HBM', -1, node('backlog_phantom_mw', 'hbm')],
  ['baseline+reversible-capacity', 'capacity of HBM', -1, node('capacity_mw_per_month', 'hbm')],
  ['baseline+learning', 'price of systems', -1, node('price_factor', 'server')],
  ['baseline+antifragile', 'bonds', -1, scalar('bonds_usd_bn')],
];

function values(name: string, read: Read): number[] {
  const scenario = loadScenario(name).scenario as Economy;
  const short = { ...scenario, horizonMonths: MONTHS, stop: { ...scenario.stop, rule: 'horizon' as const } };
  const simulator = createSimulator(short, 'all');
  return Array.from({ length: RUNS }, (_, k) => read(simulator.run(expandSeed('names'), k)));
}

it.each(CLAIMS)('%s moves %s', (name, _what, sign, read) => {
  const base = values('baseline', read);
  const other = values(name, read);
  const moved = other.filter((value, k) => Math.sign(value - base[k]) === sign);
  expect(moved.length / RUNS).toBeGreaterThanOrEqual(MOST);
});
