/** Simulates a plain supply run: the network of the economy, driven by demand processes instead of the race. */

import { type Column, columnsIn, type Shape } from '../columns/column.ts';
import type { LedgerEvent } from '../columns/event.ts';
import type { Trace } from '../columns/trace.ts';
import { NODE_COLUMNS, SUPPLIER_COLUMNS } from '../model/supply/columns.ts';
import { compileNetwork } from '../model/supply/network.ts';
import { stepCosts } from '../model/supply/cost.ts';
import {
  createCustomers,
  type Customers,
  fillInitialCustomers,
  stepCustomers,
  stepDeliveries,
  supplyCustomers,
} from '../model/supply/customers.ts';
import { fillDemand, shockOf } from '../model/supply/demand.ts';
import { fillInitialSupply } from '../model/supply/initial.ts';
import { DISRUPTION } from '../model/supply/compile-nodes.ts';
import type { SupplyNetwork } from '../model/supply/network.ts';
import { CHAIN_COLUMNS, CUSTOMER_COLUMNS, nodeReader, RUN_NODE_COLUMNS } from '../model/supply/run-columns.ts';
import { createSupplyState, type SupplyState } from '../model/supply/state.ts';
import { PLAIN_OUTCOME } from './plain-outcome.ts';
import { stepSupplyLedger } from '../model/supply-ledger.ts';
import { createLedger, fillLedger } from '../model/world/race.ts';
import { compileSupplyStep } from '../model/supply/compile-step.ts';
import { fillNormals, fillUniforms, openStream, streamId } from '../random/stream.ts';
import type { SupplyRun } from '../scenario/supply-run.ts';
import type { RecordLevel, Simulator } from './simulate.ts';

/** Every column that a plain supply run records. */
export const SUPPLY_RUN_COLUMNS: readonly Column[] = [
  ...CHAIN_COLUMNS,
  ...NODE_COLUMNS,
  ...RUN_NODE_COLUMNS,
  ...SUPPLIER_COLUMNS,
  ...CUSTOMER_COLUMNS,
];

/** `shape/name` of the columns that metrics and fans need: a run records these unless more are requested. */
const METRIC_SUPPLY_COLUMNS: ReadonlySet<string> = new Set([
  ...CHAIN_COLUMNS.map((column) => `scalar/${column.name}`),
  'node/orders_mw',
  'node/shipments_mw',
  'node/backlog_mw',
  'node/backlog_phantom_mw',
  'node/cancelled_mw',
  'node/fill_rate',
  'node/met_mw',
  'node/placed_mw',
  'node/on_hand_mw',
  'node/input_stock_mw',
  'node/holding_usd',
  'node/stockout_usd',
  'node/in_transit_usd',
  'firm/needed_mw',
  'firm/received_mw',
  'firm/unmet_mw',
]);

interface Series {
  readonly column: Column;
  /** Current values of the month, shape [entity]; `refresh` updates those that are not part of the state. */
  readonly now: ArrayLike<number>;
  readonly refresh?: () => void;
  readonly values: Float64Array;
}

/** Columns of a run, each with the source of its values and a store for the whole run. */
function openSeries(state: SupplyState, network: SupplyNetwork, customers: Customers, months: number): Series[] {
  const store = (column: Column, now: ArrayLike<number>, refresh?: () => void): Series => ({
    column,
    now,
    values: new Float64Array(now.length * months),
    ...(refresh === undefined ? {} : { refresh }),
  });
  return [
    ...CHAIN_COLUMNS.map((column) => {
      const now = new Float64Array(1);
      return store(column, now, () => {
        now[0] = column.total(state, customers);
      });
    }),
    ...NODE_COLUMNS.map((column) => store(column, column.read(state, network))),
    ...RUN_NODE_COLUMNS.map((column) => {
      const read = nodeReader(column, network);
      return store(column, read(state), column.over === 'node' ? undefined : () => void read(state));
    }),
    ...SUPPLIER_COLUMNS.map((column) => store(column, column.read(state, network))),
    ...CUSTOMER_COLUMNS.map((column) => store(column, column.values(customers))),
  ];
}

/** Copy the month's values into the stores. */
function recordMonth(series: readonly Series[], month: number): void {
  for (let c = 0; c < series.length; c++) {
    const { now, values, refresh } = series[c];
    refresh?.();
    const width = now.length;
    const row = month * width;
    for (let i = 0; i < width; i++) values[row + i] = now[i];
  }
}

/** Draw demand shocks, outages of companies and disruptions of nodes, each from its own stream. */
function prepareDraws(scenario: SupplyRun, network: SupplyNetwork, state: SupplyState, customers: Customers) {
  const months = scenario.horizonMonths;
  const shocks = new Float64Array(months);
  const demands = scenario.demandProcess.map((customer) => streamId('demand', customer.id));
  const outages = network.companyIds.map((id) => streamId('outage', id));
  const disruptions = network.nodeIds.map((id) => streamId('disruption', id));
  const row = (values: Float64Array, i: number): Float64Array => values.subarray(i * months, (i + 1) * months);
  return (seed: Parameters<Simulator['run']>[0], replication: number): void => {
    for (const [k, { process }] of scenario.demandProcess.entries()) {
      const kind = shockOf(process);
      const stream = openStream(seed, replication, demands[k]);
      if (kind === 'normal') fillNormals(shocks, stream);
      else if (kind === 'uniform') fillUniforms(shocks, stream);
      fillDemand(customers.demand[k], process, shocks);
    }
    for (let s = 0; s < network.companies; s++) {
      if (network.outageChance[s] > 0) {
        fillUniforms(row(state.outageUniforms, s), openStream(seed, replication, outages[s]));
      }
    }
    for (let n = 0; n < network.nodes; n++) {
      if (network.disruption[n] !== DISRUPTION.none && network.failChance[n] > 0) {
        fillUniforms(row(state.disruptionUniforms, n), openStream(seed, replication, disruptions[n]));
      }
    }
  };
}

/** Largest relative error of `backlog' = backlog + orders - shipments - cancellations` over the links. */
function backlogResidual(state: SupplyState, network: SupplyNetwork, before: Float64Array): number {
  let worst = 0;
  for (let e = 0; e < network.outStart[network.nodes]; e++) {
    const expected = before[e] + state.orderedUnits[e] - state.shippedUnits[e] - state.cancelledUnits[e];
    const size = Math.max(1, Math.abs(before[e]) + state.orderedUnits[e]);
    worst = Math.max(worst, Math.abs(state.backlogUnits[e] - expected) / size);
  }
  return worst;
}

/** Compile a plain supply scenario; the trace of a run is valid until the next. */
export function createSupplySimulator(scenario: SupplyRun, record: RecordLevel = 'all'): Simulator {
  const months = scenario.horizonMonths;
  const network = compileNetwork(scenario.supply, supplyCustomers(scenario.demandProcess));
  const state = createSupplyState(network, months);
  const step = compileSupplyStep(state, network);
  const customers = createCustomers(scenario.demandProcess, network, months);
  const all = openSeries(state, network, customers, months);
  const recorded = record === 'metrics' ? METRIC_SUPPLY_COLUMNS : record;
  const series = recorded === 'all' ? all : all.filter(({ column }) => recorded.has(`${column.shape}/${column.name}`));
  const draw = prepareDraws(scenario, network, state, customers);
  const before = new Float64Array(network.links);
  const ledger = createLedger(network.nodes);
  const entities: Trace['entities'] = {
    firm: customers.ids,
    node: network.nodeIds,
    supplier: network.companyIds,
    region: [],
    equity: [],
    venue: [],
  };
  const column = (name: string, shape?: Shape): Float64Array => {
    const found = series.find((s) => s.column.name === name && (shape === undefined || s.column.shape === shape));
    if (found === undefined) throw new RangeError(`column not recorded: ${name}`);
    return found.values;
  };
  const { goodsUnit } = scenario;
  return {
    columns: columnsIn(
      series.map(({ column }) => column),
      goodsUnit,
    ),
    kind: 'supply',
    goodsUnit,
    entities,
    run(seed, replication) {
      const events: LedgerEvent[] = [];
      let worstResidual = 0;
      fillInitialSupply(state, network);
      fillInitialCustomers(customers, state);
      fillLedger(ledger);
      draw(seed, replication);
      for (let month = 0; month < months; month++) {
        before.set(state.backlogUnits);
        stepCustomers(state, network, customers, month);
        step.orders(month);
        step.shipments(month);
        stepDeliveries(state, network, customers);
        stepCosts(state, network);
        stepSupplyLedger({ supply: state, network, events, ledger }, month);
        worstResidual = Math.max(worstResidual, backlogResidual(state, network, before));
        recordMonth(series, month);
      }
      const outcome = { ...PLAIN_OUTCOME, worstResidual };
      return { kind: 'supply', goodsUnit, months, entities, equityClasses: [], column, events, outcome };
    },
  };
}
