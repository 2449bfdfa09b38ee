/** Runs a plain supply scenario through the engine, for the known answers. */

import { createSupplySimulator } from '../../../src/engine/simulate-supply.ts';
import type { Shape } from '../../../src/columns/column.ts';
import { expandSeed } from '../../../src/random/seed.ts';
import { SupplyRunSchema } from '../../../src/scenario/supply-run.ts';

export interface Run {
  readonly months: number;
  /** Series of one entity: `series('orders_mw', 'plant')`. */
  series(name: string, entity: string, shape?: Shape): number[];
  readonly residual: number;
}

/** Parse, simulate and open the trace of a scenario; its name, date and kind are filled in. */
export function run(scenario: object, seed = 'truth', replication = 0): Run {
  const parsed = SupplyRunSchema.parse({
    schemaVersion: 1,
    kind: 'supply',
    name: 'truth',
    startMonth: '2025-10',
    ...scenario,
  });
  const trace = createSupplySimulator(parsed).run(expandSeed(seed), replication);
  return {
    months: trace.months,
    series(name, entity, shape = 'node') {
      const values = trace.column(name, shape);
      const ids = trace.entities[shape as 'node'];
      const i = ids.indexOf(entity);
      if (i < 0) throw new RangeError(`no ${shape} ${entity}`);
      return Array.from({ length: trace.months }, (_, month) => values[month * ids.length + i]);
    },
    residual: trace.outcome.worstResidual,
  };
}

/** Equal to 1e-9, relative to what is expected where that is larger than 1. */
export function close(actual: number, expected: number, tolerance = 1e-9): boolean {
  return Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
}
