/** Points along a number: evenly at first, then only where what is found changes. */

import { expect, it } from 'vitest';
import { traceBends } from '../../src/equilibrium/trace-bends.ts';

it('halves only the intervals over which the finding changes', async () => {
  const asked: number[] = [];
  const points = await traceBends<string>(
    [0, 8],
    { first: 5, halvings: 4 },
    {
      evaluate(value) {
        asked.push(value);
        return Promise.resolve(value < 3.3 ? 'race' : 'stop');
      },
      differ: (a, b) => a !== b,
    },
  );
  expect(asked).toEqual([0, 2, 4, 6, 8, 3, 3.5, 3.25, 3.375]);
  expect(points.map(({ value }) => value)).toEqual([0, 2, 3, 3.25, 3.375, 3.5, 4, 6, 8]);
});
