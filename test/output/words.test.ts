/** Words for numbers, months and durations. */

import { expect, it } from 'vitest';
import { counted, withUnit } from '../../src/numeric/counted.ts';
import { tableLines } from '../../src/output/text-table.ts';
import { calendarMonth, countWord, durationWord, moneyWord, percentWord, shortNumber } from '../../src/output/words.ts';

it('counts one in the singular', () => {
  expect([counted(1, 'month'), counted(2000, 'match', 'matches')]).toEqual(['1 month', '2,000 matches']);
  expect([withUnit('1', 'months'), withUnit('1', 'USD bn'), withUnit('1.2', 'months')]).toEqual([
    '1 month',
    '1 USD bn',
    '1.2 months',
  ]);
});

it.each([
  [0, '0'],
  [1, '1'],
  [0.12345, '0.123'],
  [12.3456, '12.3'],
  [12, '12'],
  [100, '100'],
  [1234.5, '1,235'],
  [1234567, '1,234,567'],
  [-1234.4, '-1,234'],
  [1e-5, '1.0e-5'],
  // What rounding left of a stock that is empty.
  [7.1e-15, '0'],
  [-7.1e-15, '0'],
  [Number.NaN, '-'],
])('shortens %s to %s', (value, text) => expect(shortNumber(value)).toBe(text));

it.each([
  [830, 'USD 830'],
  [14_375_437, 'USD 14.4 mn'],
  [2_100_000_000, 'USD 2.1 bn'],
])('writes %s USD as %s', (usd, text) => expect(moneyWord(usd)).toBe(text));

it.each([
  [0.623, '62 %'],
  [0.015, '1.5 %'],
  [0.02, '2 %'],
  [1, '100 %'],
  [-0.0001, '0 %'],
  // The same share, however it was summed up.
  [0.175, '18 %'],
  [1 - 0.825, '18 %'],
  [0.17499999999999996, '18 %'],
  [Number.NaN, '-'],
])('says %s as %s', (value, text) => expect(percentWord(value)).toBe(text));

it('counts months from the start of the scenario', () => {
  expect(calendarMonth('2025-10', 0)).toBe('Oct 2025');
  expect(calendarMonth('2025-10', 2)).toBe('Dec 2025');
  expect(calendarMonth('2025-10', 3)).toBe('Jan 2026');
  expect(calendarMonth('2025-10', 119)).toBe('Sep 2035');
});

it('says durations to the unit that matters', () => {
  expect([2.34, 45.2, 75, 7260].map(durationWord)).toEqual(['2.3 s', '45 s', '1 min 15 s', '2 h 1 min']);
  expect(countWord(1234567)).toBe('1,234,567');
});

it('pads tables', () => {
  expect(
    tableLines([
      ['a', '1'],
      ['long', '10', 'x'],
    ]),
  ).toEqual(['a      1', 'long  10  x']);
});
