/** An engine whose runs return a formula of varied numbers and of named draws, for searches with known answers. */

import type { Column } from '../../src/columns/column.ts';
import type { Trace } from '../../src/columns/trace.ts';
import type { Engine } from '../../src/node/engine.ts';
import { normalAt, openStream, streamId } from '../../src/random/stream.ts';

/** The metric of a run; z is standard normal, the same at every x, and e another one at every x. */
export type Formula = (x: number, z: number, e: number) => number | string;

const COLUMNS: readonly Column[] = [
  { name: 'y', unit: '1', shape: 'run', description: 'The formula.' },
  { name: 'sign', unit: '', shape: 'run', type: 'string', description: 'Its sign.' },
];

export function formulaEngine(formula: Formula): Engine {
  return formulaEngineOf(([x], z, e) => formula(x, z, e));
}

/** The same of several numbers, in the order in which they are varied. */
export function formulaEngineOf(formula: (x: readonly number[], z: number, e: number) => number | string): Engine {
  return {
    modelVersion: 'formula',
    check: (resolved) => resolved,
    open: (resolved) => resolved,
    configure(_open, overrides) {
      const x = overrides.map((override) => Number(override.split('=')[1].replace(/^[*+]/, '')));
      return { scenario: { x }, hash: `x${x.join()}` };
    },
    createSimulator: (scenario) => ({
      columns: [],
      kind: 'economy',
      entities: { firm: [], node: [], supplier: [], region: [], equity: [], venue: [] },
      run(seed, replication) {
        const { x } = scenario as { x: readonly number[] };
        const z = normalAt(openStream(seed, replication, streamId('stand-in')), 0);
        const e = normalAt(openStream(seed, replication, streamId('stand-in', x.join())), 1);
        return { y: formula(x, z, e) } as unknown as Trace;
      },
    }),
    runColumns: () => COLUMNS,
    fanColumns: () => [],
    metrics: (trace) => {
      const { y } = trace as unknown as { y: number };
      return { y, sign: y > 0 ? 'plus' : 'minus' };
    },
  };
}
