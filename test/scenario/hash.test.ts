/** The hash of a scenario: the published vectors of SHA-256, and what does and does not move it. */

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, fullScenarioHash, scenarioHash } from '../../src/scenario/hash.ts';
import { sha256Hex } from '../../src/scenario/sha256.ts';

// Vectors of the Secure Hash Standard [FIPS180-4], as in its examples and the validation suite.
it.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
  [
    'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
    'cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1',
  ],
  ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
])('agrees with a published vector', (text, hash) => {
  expect(sha256Hex(text)).toBe(hash);
});

it('agrees with the platform on any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
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
  expect(hash).toMatch(/^[0-9a-f]{12}$/);
  expect(scenarioHash({ power: { rule: 'auction', pue: 1.2 }, name: 'b' })).toBe(hash);
  expect(scenarioHash({ power: { rule: 'auction', pue: 1.3 } })).not.toBe(hash);
  expect(fullScenarioHash({ power: { rule: 'auction', pue: 1.2 } }).slice(0, 12)).toBe(hash);
});
