/** Several hundred correlated equilibria against exact rational solutions. */

import { it } from 'vitest';
import { expectExactWelfare } from './correlated-games.ts';

it.each([2, 3, 4, 5, 6])('agree with exact solutions of 150 games of %d moves each', async (size) => {
  for (let k = 100; k < 250; k++) await expectExactWelfare(size, k);
});
