/** Student t values made of normal ones: at the same quantile, in the same order, of unit variance. */

import { describe, expect, it } from 'vitest';
import { mean, variance } from '../../src/numeric/statistics.ts';
import { normalCdf, studentTQuantile } from '../../src/numeric/special.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { fillNormals, openStream, streamId } from '../../src/random/stream.ts';
import { fillStudentScores } from '../../src/random/student-scores.ts';

const scored = (z: readonly number[], dof: number): Float64Array => {
  const values = Float64Array.from(z);
  fillStudentScores(values, dof);
  return values;
};
/** Every 257th of a unit from -5.9 to 5.9: no multiple of the steps of the table. */
const GRID = Array.from({ length: 2 * 1516 + 1 }, (_, i) => (i - 1516) / 257);

describe.each([2.1, 3, 5, 12, 1000])('with %f degrees of freedom', (dof) => {
  const values = scored(GRID, dof);

  it('come within 1e-6 of the quantile', () => {
    const scale = Math.sqrt((dof - 2) / dof);
    for (const [i, z] of GRID.entries()) {
      // The upper tail by symmetry: 1 - p would round there.
      const exact = -Math.sign(z) * studentTQuantile(normalCdf(-Math.abs(z)), dof) * scale;
      expect(Math.abs(values[i] - exact), `z = ${z}`).toBeLessThanOrEqual(1e-6 * Math.abs(exact));
    }
  });

  it('keep order and sign', () => {
    for (let i = 1; i < values.length; i++) expect(values[i]).toBeGreaterThan(values[i - 1]);
    const mirrored = scored(
      GRID.map((z) => -z),
      dof,
    );
    for (const [i, value] of mirrored.entries()) expect(value).toBe(-values[i] + 0);
  });
});

it('have unit variance and the tails of t', () => {
  const count = 400_000;
  const values = new Float64Array(count);
  fillNormals(values, openStream(expandSeed('scores'), 0, streamId('scores')));
  fillStudentScores(values, 5);
  // The fourth moment of t(5) of unit variance is 9.
  expect(Math.abs(variance(values) - 1)).toBeLessThan(4 * Math.sqrt((9 - 1) / count));
  expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(count));
  const threshold = studentTQuantile(0.999, 5) * Math.sqrt(3 / 5);
  const beyond = values.filter((t) => t > threshold).length / count;
  expect(Math.abs(beyond - 0.001)).toBeLessThan(4 * Math.sqrt(0.001 / count));
});

it('hold what lies beyond the table, and refuse what has no variance', () => {
  const [far, farther] = scored([6, 9], 5);
  expect(farther).toBe(far);
  expect(scored([-9], 5)[0]).toBe(-far);
  expect(() => scored([0], 2)).toThrow('unit variance needs more than 2 degrees of freedom, got 2');
});
