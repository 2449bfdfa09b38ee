/** One run with everything that the replay and its explanation need. */

import type { Trace } from '../../columns/trace.ts';
import type { Shape } from '../../columns/column.ts';
import { createSimulator } from '../../engine/simulate.ts';
import { explainRun } from '../../output/explain/explain.ts';
import { expandSeed } from '../../random/seed.ts';
import type { Configured } from './configure.ts';
import { type InspectedRun, REPLAY_COLUMNS } from '../inspected-run.ts';

export function inspectRun({ scenario }: Configured, seed: string, run: number): InspectedRun {
  const simulator = createSimulator(scenario, 'all');
  const trace = simulator.run(expandSeed(seed), run);
  const { outcome } = trace;
  const recorded = new Set(simulator.columns.map(({ name, shape }) => `${shape}/${name}`));
  return {
    run,
    months: trace.months,
    startMonth: scenario.startMonth,
    wall: outcome.wall,
    wallMonth: outcome.wallMonth,
    pauseEnd: trace.events.find(({ kind }) => kind === 'pause-end')?.month ?? -1,
    firms: trace.entities.firm.map((id) => ({ id, name: scenario.firms.find((firm) => firm.id === id)?.name ?? id })),
    nodes: trace.entities.node,
    supply: scenario.supply.nodes.map(({ id, inputs, expansion }) => ({
      id,
      inputs: inputs.map((input) => input.id),
      equipment: expansion?.equipment ?? '',
    })),
    systemsNode: scenario.capex.systemsNode,
    electricalNode: scenario.power.electricalNode,
    series: Object.fromEntries(
      REPLAY_COLUMNS.filter((key) => recorded.has(key)).map((key) => [key, valuesOf(trace, key)]),
    ),
    events: trace.events.map(({ month, kind, entity, detail }) => ({ month, kind, entity, detail })),
    sentences: explainRun({ trace, columns: simulator.columns }, scenario).map(({ chapter, month, text }) => ({
      chapter,
      month,
      text,
    })),
  };
}

function valuesOf(trace: Trace, key: string): Float32Array {
  const [shape, name] = key.split('/') as [Shape, string];
  return Float32Array.from(trace.column(name, shape));
}
