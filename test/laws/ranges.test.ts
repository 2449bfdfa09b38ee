/** Every column and every metric stays in the range that it states, in the corners of all parameters. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { BeliefsRunSchema } from '../../src/scenario/beliefs-run.ts';
import { MarketRunSchema } from '../../src/scenario/market-run.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { SupplyRunSchema } from '../../src/scenario/supply-run.ts';
import { SETTINGS } from '../model/supply/settings.ts';
import { corners, cornersOf, type Drawn, economies, LAW } from '../support/economies.ts';
import { ALL_ON, plainMarket } from '../support/markets.ts';
import { outOfRange } from '../support/out-of-range.ts';

const supplyCorners = fc.constantFrom(...SETTINGS).chain((base) => cornersOf(base, SupplyRunSchema));
const beliefs = loadScenario('brock-hommes').scenario;

it.each<readonly [string, fc.Arbitrary<Drawn<Scenario>>]>([
  ['generated economies', economies],
  ['corners of the space of all numbers', corners],
  ['corners of plain supply networks', supplyCorners],
  ['corners of a plain market', cornersOf(plainMarket(ALL_ON), MarketRunSchema)],
  ['corners of beliefs', cornersOf(beliefs, BeliefsRunSchema)],
])('holds in %s', (_, drawn) => {
  fc.assert(
    fc.property(drawn, (one) => {
      expect(outOfRange(one)).toEqual([]);
    }),
    LAW,
  );
});
