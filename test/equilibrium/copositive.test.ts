/** Copositivity of forms of three variables against the closed form, and of forms with a free variable. */

import { expect, it } from 'vitest';
import { isStrictlyCopositive } from '../../src/equilibrium/copositive.ts';

/**
 * Closed form for a diagonal of ones: no pair at or below -1, and `1 + a + b + c + sqrt(2 (1 + a)(1 + b)(1 + c)) > 0`.
 *
 * Source: [Hadeler1983].
 */
function closedForm(a: number, b: number, c: number): boolean {
  if (Math.min(a, b, c) <= -1) return false;
  return 1 + a + b + c + Math.sqrt(2 * (1 + a) * (1 + b) * (1 + c)) > 1e-9;
}

it('agrees with the closed form of order three', () => {
  const steps = Array.from({ length: 13 }, (_, i) => i - 7);
  let negative = 0;
  for (const a of steps) {
    for (const b of steps) {
      for (const c of steps) {
        const matrix = [
          [6, a, b],
          [a, 6, c],
          [b, c, 6],
        ].map((row) => row.map(BigInt));
        const expected = closedForm(a / 6, b / 6, c / 6);
        if (!expected && Math.min(a, b, c) > -6) negative++;
        expect(isStrictlyCopositive(matrix), `${a} ${b} ${c}`).toBe(expected);
      }
    }
  }
  // Cases that no pair decides, only all three together.
  expect(negative).toBeGreaterThan(20);
});

it('lets free variables have either sign', () => {
  const form = (mixed: bigint): boolean =>
    isStrictlyCopositive(
      [
        [2n, mixed],
        [mixed, 8n],
      ],
      1,
    );
  expect([-5n, -4n, -3n, 3n, 4n, 5n].map(form)).toEqual([false, false, true, true, false, false]);
});
