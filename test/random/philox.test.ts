/** Philox 4x32-10 reproduces its published vectors. */

import { expect, test } from 'vitest';
import { stepPhilox } from '../../src/random/philox.ts';

const ONES = 0xffffffff;

test.each([
  [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  [[ONES, ONES, ONES, ONES], [ONES, ONES], '408f276d 41c83b0e a20bc7c6 6d5451fd'],
  [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], 'd16cfe09 94fdcceb 5001e420 24126ea1'],
])('counter %j, key %j', (counter, [k0, k1], words) => {
  const block = new Int32Array(counter);
  stepPhilox(block, k0, k1);
  expect([...block].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join(' ')).toBe(words);
});
