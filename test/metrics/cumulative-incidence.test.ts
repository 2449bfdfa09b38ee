/** Cumulative incidence of competing causes, against an example worked by hand and against plain shares. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cumulativeIncidence, type Exit } from '../../src/metrics/cumulative-incidence.ts';

const exit = (month: number, cause?: string): Exit => ({ cause, month });

it('weighs the runs that are left for those lost on the way', () => {
  // Five runs: an end by A, an end by B and one lost in the same month, an end by A, one lost.
  const { causes, survival, atRisk } = cumulativeIncidence(
    [exit(1, 'A'), exit(2, 'B'), exit(2), exit(3, 'A'), exit(4)],
    5,
  );
  const [a, b] = causes;
  expect([a.cause, b.cause]).toEqual(['A', 'B']);
  // A: 1/5, then 3/5 of the runs are left, and one of the two still watched ends by A.
  for (const [month, value] of [0, 0.2, 0.2, 0.5, 0.5].entries()) expect(a.incidence[month]).toBeCloseTo(value, 14);
  for (const [month, value] of [0, 0, 0.2, 0.2, 0.2].entries()) expect(b.incidence[month]).toBeCloseTo(value, 14);
  for (const [month, value] of [1, 0.8, 0.6, 0.3, 0.3].entries()) expect(survival[month]).toBeCloseTo(value, 14);
  expect(atRisk).toEqual([5, 5, 4, 2, 1]);
});

it('adds up to one in every month, whoever is lost and when', () => {
  const anyExit = fc.record({
    cause: fc.constantFrom('A', 'B', 'C', undefined),
    month: fc.integer({ min: 0, max: 11 }),
  });
  fc.assert(
    fc.property(fc.array(anyExit, { maxLength: 40 }), (exits) => {
      const { causes, survival } = cumulativeIncidence(exits, 12);
      for (let month = 0; month < 12; month++) {
        const sum = causes.reduce((all, { incidence }) => all + incidence[month], survival[month]);
        expect(sum).toBeCloseTo(1, 12);
      }
    }),
  );
});

it('is the plain share of runs when all are watched to the end', () => {
  const exits = [exit(0, 'A'), exit(2, 'B'), exit(2, 'A'), exit(3), exit(3)];
  const { causes, survival } = cumulativeIncidence(exits, 4);
  expect(causes[0].incidence[3]).toBeCloseTo(2 / 5, 14);
  expect(causes[1].incidence[3]).toBeCloseTo(1 / 5, 14);
  expect(survival[3]).toBeCloseTo(2 / 5, 14);
});

it('knows nothing of no runs', () => {
  expect(cumulativeIncidence([], 2)).toEqual({ causes: [], survival: [1, 1], atRisk: [0, 0] });
});
