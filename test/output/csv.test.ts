/** CSV text: numbers that read back exactly, missing values, quoting, and both dialects. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvField, csvFields, csvLine, csvNumber } from '../../src/output/csv.ts';

const locales = ['en', 'eu'] as const;

describe.each(locales)('%s', (locale) => {
  it('gives every finite number back bit for bit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const back = csvNumber(csvField(x, locale), locale);
        expect(back === x).toBe(true);
      }),
    );
  });

  it('gives any one-line text back', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), (words) => {
        const texts = words.map((word) => word.replace(/[\r\n]/g, ' '));
        expect(csvFields(csvLine(texts, locale).slice(0, -1), locale)).toEqual(texts);
      }),
    );
  });

  it('leaves what is missing empty', () => {
    expect(csvLine([Number.NaN, undefined, Number.POSITIVE_INFINITY, ''], locale)).toMatch(/^([,;])\1\1\n$/);
    expect(csvNumber('', locale)).toBeNaN();
  });
});

it('writes what a spreadsheet of each locale expects', () => {
  expect(csvLine([1.5, 'a,b', 'c;d', 'say "no"', 1e21], 'en')).toBe('1.5,"a,b",c;d,"say ""no""",1e+21\n');
  expect(csvLine([1.5, 'a,b', 'c;d', -0.25], 'eu')).toBe('1,5;a,b;"c;d";-0,25\n');
});
