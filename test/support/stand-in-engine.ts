/** A small engine with the built-in one's interface, and runs that fail on request: what the batch machinery is tried on. */

import type { Column } from '../../src/columns/column.ts';
import type { LedgerEvent } from '../../src/columns/event.ts';
import type { Trace } from '../../src/columns/trace.ts';
import type { Engine, Recording, Simulator } from '../../src/node/engine.ts';
import { ScenarioError } from '../../src/scenario/errors.ts';
import { openStream, streamId, uniformAt } from '../../src/random/stream.ts';

/** A stand-in scenario: a random walk until it crosses a wall, and faults at chosen replications. */
export interface StandInScenario {
  readonly months: number;
  /** Replications that throw, end their worker, never end, or give an infinite metric. */
  readonly throws?: readonly number[];
  readonly dies?: readonly number[];
  readonly hangs?: readonly number[];
  readonly overflows?: readonly number[];
}

const COLUMNS: readonly Column[] = [
  { name: 'capex_usd_bn', unit: 'USD bn/month', shape: 'scalar', description: 'Capital expenditure.' },
  { name: 'orders_mw', unit: 'MW/month', shape: 'firm', description: 'Orders of a firm.' },
];
const RUN_COLUMNS: readonly Column[] = [
  { name: 'wall', unit: '', shape: 'run', type: 'string', description: 'Id of the first wall, or none.' },
  { name: 'wall_month', unit: 'months', shape: 'run', type: 'integer', description: 'Month of the first wall.' },
  { name: 'peak_capex_usd_bn', unit: 'USD bn/month', shape: 'run', description: 'Largest monthly capex.' },
  { name: 'worst_residual', unit: '1', shape: 'run', description: 'Worst accounting residual.' },
];
const ENTITIES: Trace['entities'] = {
  firm: ['alpha', 'beta'],
  node: [],
  supplier: [],
  region: [],
  equity: [],
  venue: [],
};
const WALL = 7;

function walk(scenario: StandInScenario, key: { k0: number; k1: number }): Float64Array {
  const capex = new Float64Array(scenario.months);
  let level = 5;
  for (let month = 0; month < capex.length; month++) {
    level += uniformAt(key, month) - 0.45;
    capex[month] = level;
  }
  return capex;
}

function traceOf(scenario: StandInScenario, capex: Float64Array): Trace {
  const wallMonth = capex.findIndex((value) => value > WALL);
  const events: LedgerEvent[] =
    wallMonth < 0
      ? []
      : [{ month: wallMonth, kind: 'wall-hit', entity: 'power', magnitude: capex[wallMonth], detail: 'hit, "hard"' }];
  return {
    months: scenario.months,
    entities: ENTITIES,
    kind: 'economy',
    equityClasses: [],
    column(name, shape = 'scalar') {
      if (name === 'capex_usd_bn' && shape === 'scalar') return capex;
      if (name !== 'orders_mw') throw new RangeError(`${name} is not recorded`);
      return Float64Array.from({ length: 2 * capex.length }, (_, i) => capex[i >> 1] / (1 + (i & 1)));
    },
    events,
    outcome: {
      stopReason: 'horizon',
      wall: wallMonth < 0 ? 'none' : 'power',
      wallMonth,
      wallReading: wallMonth < 0 ? Number.NaN : capex[wallMonth],
      nextWall: 'roi',
      worstResidual: 0,
    },
  };
}

function createSimulator(resolved: unknown, record: Recording): Simulator {
  const scenario = resolved as StandInScenario;
  const id = streamId('stand-in');
  return {
    columns: record === 'all' ? COLUMNS : COLUMNS.slice(0, 1),
    kind: 'economy',
    entities: ENTITIES,
    run(seed, replication) {
      if (scenario.throws?.includes(replication)) throw new Error(`capex is\nnegative in month 3, "alpha"`);
      if (scenario.dies?.includes(replication)) process.exit(7);
      if (scenario.hangs?.includes(replication)) for (;;) Math.abs(0);
      const capex = walk(scenario, openStream(seed, replication, id));
      if (scenario.overflows?.includes(replication)) capex[0] = Number.POSITIVE_INFINITY;
      return traceOf(scenario, capex);
    },
  };
}

export const engine: Engine = {
  modelVersion: 'stand-in',
  check: (resolved) => resolved,
  open: (resolved) => resolved,
  configure(open, overrides) {
    const changed = overrides.map((override) => {
      const [path, value] = override.split('=');
      return [path, JSON.parse(value) as unknown];
    });
    const scenario = { ...(open as StandInScenario), ...Object.fromEntries(changed) };
    if (scenario.months < 1) throw new ScenarioError('months: expected a whole number >= 1');
    return { scenario, hash: `hash-${scenario.months}` };
  },
  createSimulator,
  runColumns: () => RUN_COLUMNS,
  fanColumns: () => COLUMNS.slice(0, 1),
  metrics: (trace) => ({
    wall: trace.outcome.wall,
    wall_month: trace.outcome.wallMonth < 0 ? Number.NaN : trace.outcome.wallMonth,
    peak_capex_usd_bn: trace.column('capex_usd_bn').reduce((a, b) => Math.max(a, b), 0),
    worst_residual: trace.outcome.worstResidual,
  }),
};
