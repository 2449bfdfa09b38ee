/** The hash of a scenario: SHA-256, and what does and does not move it. */

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, fullScenarioHash, scenarioHash } from '../../src/scenario/hash.ts';

it('is SHA-256 of the one way of writing it, as the platform takes it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const hash = createHash('sha256').update(canonicalJson({ value }), 'utf8').digest('hex');
      expect(fullScenarioHash({ value })).toBe(hash);
    }),
  );
});

it('writes JSON in one way only', () => {
  expect(canonicalJson({ b: [1, -0, 1e21, 'é"'], a: { d: undefined, c: null } })).toBe(
    '{"a":{"c":null},"b":[1,0,1e+21,"é\\""]}',
  );
  expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it('depends on the values, not on the order of keys, the name or the description', () => {
  const hash = scenarioHash({ name: 'a', description: 'x', power: { pue: 1.2, rule: 'auction' } });
  expect(hash).toMatch(/^s[0-9a-f]{12}$/);
  expect(scenarioHash({ power: { rule: 'auction', pue: 1.2 }, name: 'b' })).toBe(hash);
  expect(scenarioHash({ power: { rule: 'auction', pue: 1.3 } })).not.toBe(hash);
  expect(fullScenarioHash({ power: { rule: 'auction', pue: 1.2 } }).slice(0, 12)).toBe(hash.slice(1));
});
