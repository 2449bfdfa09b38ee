/** Dates of months: the first day of the calendar month, over turns of the year, and empty without a start. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { monthDates, startMonthOf } from '../../src/output/month-columns.ts';

it('are those of the calendar, before the start too', () => {
  const months = fc.integer({ min: -30, max: 1200 });
  const starts = fc.tuple(fc.integer({ min: 1990, max: 2100 }), fc.integer({ min: 1, max: 12 }));
  fc.assert(
    fc.property(starts, months, ([year, first], month) => {
      const start = `${year}-${String(first).padStart(2, '0')}`;
      const expected = new Date(Date.UTC(year, first - 1 + month, 1)).toISOString().slice(0, 10);
      expect(monthDates(start)(month)).toBe(expected);
    }),
  );
});

it('are empty where no start is stated', () => {
  expect([{}, undefined, { startMonth: 'soon' }, { startMonth: 7 }].map(startMonthOf)).toEqual(
    Array(4).fill(undefined),
  );
  expect(monthDates(startMonthOf({}))(3)).toBe('');
});
