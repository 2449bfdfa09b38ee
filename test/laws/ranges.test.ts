/** Every column and every metric keeps the range that its description states, in the corners of all parameters. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Column } from '../../src/columns/column.ts';
import { createSimulator, type Simulator } from '../../src/engine/simulate.ts';
import { runColumns, runMetrics } from '../../src/metrics/run-row.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { UserError } from '../../src/scenario/errors.ts';
import { corners, type Drawn, economies, LAW } from '../support/economies.ts';

const SLACK = 1e-9;

/** The range of a column: the one its text states, or what its unit and kind imply. */
function rangeOf({ description, unit }: Column): readonly [low: number, high: number] {
  const stated = /\bin [[(](-?[\d.]+), (-?[\d.]+)[\])]/.exec(description);
  if (stated !== null) return [Number(stated[1]), Number(stated[2])];
  const isShare = unit === '1' && /^(?:Mean share|Largest share|Share) of /.test(description);
  if (isShare) return [0, 1];
  if (/\bat least 0\b/.test(description)) return [0, Number.POSITIVE_INFINITY];
  return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}

function outside(column: Column, values: ArrayLike<number>): string | undefined {
  const [low, high] = rangeOf(column);
  for (let i = 0; i < values.length; i++) {
    if (values[i] < low - SLACK || values[i] > high + SLACK) {
      return `${column.shape} ${column.name} is ${values[i]} at ${i}, outside ${low} to ${high}`;
    }
  }
  return undefined;
}

/** Every value of a run that is outside its range; nothing of a run that refuses to go on. */
function findings({ scenario, seed }: Drawn): string[] {
  const simulator: Simulator = createSimulator(scenario, 'all');
  try {
    const trace = simulator.run(expandSeed(seed), 0);
    const row = runMetrics(trace);
    return [
      ...simulator.columns.map((column) => outside(column, trace.column(column.name, column.shape))),
      ...runColumns(trace).map((column) =>
        typeof row[column.name] === 'number' ? outside(column, [row[column.name] as number]) : undefined,
      ),
    ].filter((found) => found !== undefined);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

it('states ranges at all', () => {
  const ranged = createSimulator(fc.sample(economies, { numRuns: 1, seed: 1 })[0].scenario, 'all').columns.filter(
    (column) => Number.isFinite(rangeOf(column)[1]),
  );
  expect(ranged.length).toBeGreaterThan(12);
});

it.each([
  ['generated economies', economies],
  ['corners of the space of all numbers', corners],
])('holds in %s', (_, drawn) => {
  fc.assert(
    fc.property(drawn, (one) => {
      expect(findings(one)).toEqual([]);
    }),
    LAW,
  );
});
