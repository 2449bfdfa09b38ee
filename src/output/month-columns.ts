/** The columns `run`, and `month` and `date` of every table with a month axis. */

import { type Column, field } from '../columns/column.ts';

const MONTHS_PER_YEAR = 12;

export const RUN_COLUMN = field('run', '1', 'Replication number k, from 0.', 'integer');

export const MONTH_COLUMNS: readonly Column[] = [
  field('month', 'months', 'Month of the run, from 0.', 'integer'),
  field(
    'date',
    '',
    'First day of the calendar month, `YYYY-MM-DD`: `month` months after `startMonth` of the scenario.',
    'date',
  ),
];

/** The first calendar month that a resolved scenario states, `2025-10`; `undefined` where it states none. */
export function startMonthOf(resolved: unknown): string | undefined {
  const { startMonth } = (resolved ?? {}) as { readonly startMonth?: unknown };
  return typeof startMonth === 'string' && /^\d{4}-\d{2}$/.test(startMonth) ? startMonth : undefined;
}

/** Dates of months: start `2025-10`, month 2 -> `2025-12-01`; empty where the start is not known. */
export function monthDates(startMonth: string | undefined): (month: number) => string {
  if (startMonth === undefined) return () => '';
  const [year, first] = startMonth.split('-').map(Number);
  const known = new Map<number, string>();
  return (month) => {
    const text = known.get(month) ?? firstDay(year, first - 1 + month);
    known.set(month, text);
    return text;
  };
}

function firstDay(year: number, months: number): string {
  const carried = Math.floor(months / MONTHS_PER_YEAR);
  const inYear = months - carried * MONTHS_PER_YEAR + 1;
  return `${year + carried}-${String(inYear).padStart(2, '0')}-01`;
}
