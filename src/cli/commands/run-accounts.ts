/** `overbuild run --accounts`: parses the months, and reads the accounts of the run. */

import type { RecordedAccounts, Trace } from '../../columns/trace.ts';
import type { Period } from '../../output/accounts-report.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Arguments } from '../arguments.ts';

const MONTHS_PER_YEAR = 12;
const EXPECTED = 'expected a month such as 2027-03, a year such as 2027, or total';

export interface Books {
  readonly accounts: RecordedAccounts;
  readonly period: Period;
}

export const ACCOUNTS_OPTION = {
  accounts: {
    type: 'string',
    describe: 'Print flows between sectors and their balance sheets: of a month, a year, or in total',
  },
} as const;

/**
 * The period that `--accounts` names and the money that the run recorded; `undefined` without the option.
 *
 * @throws UsageError  When it names no period of the run, or the run has no money.
 */
export function booksOf(args: Arguments, trace: Trace, startMonth: string): Books | undefined {
  const given = args.asTyped('accounts');
  if (given === undefined) return undefined;
  const { accounts } = trace;
  if (accounts === undefined) throw new UsageError(['--accounts: a run without an economy has no accounts']);
  return { accounts, period: periodOf(given, trace.months, startMonth) };
}

/** `2027-03`, `2027`, or everything; a year that the run covers in part means that part. */
function periodOf(text: string, months: number, startMonth: string): Period {
  if (text === '' || text === 'total') return { from: 0, to: months };
  const [, year, month] = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/.exec(text) ?? [];
  if (year === undefined) throw new UsageError([`--accounts: ${EXPECTED}, got ${text}`]);
  const [startYear, startInYear] = startMonth.split('-').map(Number);
  const origin = startYear * MONTHS_PER_YEAR + startInYear - 1;
  const first = Number(year) * MONTHS_PER_YEAR + (month === undefined ? 0 : Number(month) - 1) - origin;
  const from = Math.max(0, first);
  const to = Math.min(months, first + (month === undefined ? MONTHS_PER_YEAR : 1));
  if (from < to) return { from, to };
  const last = origin + months - 1;
  const name = `${Math.floor(last / MONTHS_PER_YEAR)}-${String((last % MONTHS_PER_YEAR) + 1).padStart(2, '0')}`;
  throw new UsageError([`--accounts: the run covers ${startMonth} to ${name}, not ${text}`]);
}
