/** Prints the accounting matrices: tables for a reader, JSON cells for a program, tidy CSV for both. */

import { type Column, field } from '../columns/column.ts';
import type { RecordedAccounts } from '../columns/trace.ts';
import { balanceSheet, columnSum, imbalance, type Matrix, rowSum, transactionsFlow } from '../metrics/accounts.ts';
import { type CsvLocale, type CsvValue, csvText } from './csv.ts';
import { tableLines } from './text-table.ts';
import { MONTH_COLUMNS, monthDates } from './month-columns.ts';
import { calendarMonth } from './words.ts';

/** Months of a run: from the first to the last, the latter exclusive. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Headings in two lines, so that the table stays narrow. */
const HEADINGS: Readonly<Record<string, readonly [string, string]>> = {
  'builders-current': ['builders', 'current'],
  'builders-capital': ['builders', 'capital'],
  'suppliers-current': ['suppliers', 'current'],
  'suppliers-capital': ['suppliers', 'capital'],
  shareholders: ['share-', 'holders'],
  contractors: ['contrac-', 'tors'],
};

/** Decimals for numbers of this size in few characters. */
function decimalsFor(matrix: Matrix): number {
  let most = 0;
  for (const { cells } of matrix.rows) for (const cell of cells) most = Math.max(most, Math.abs(cell ?? 0));
  if (most < 100) return 2;
  return most < 10_000 ? 1 : 0;
}

function money(value: number | undefined, decimals: number): string {
  if (value === undefined) return '';
  const text = value.toFixed(decimals);
  // A number that rounds to 0 has no sign.
  return Number(text) === 0 ? (0).toFixed(decimals) : text;
}

function matrixLines(matrix: Matrix): string[] {
  const decimals = decimalsFor(matrix);
  const heading = (line: 0 | 1): string[] => matrix.columns.map((id) => HEADINGS[id]?.[line] ?? (line === 0 ? '' : id));
  return tableLines([
    ['', ...heading(0), ''],
    ['', ...heading(1), 'sum'],
    ...matrix.rows.map((row) => [
      row.name,
      ...row.cells.map((cell) => money(cell, decimals)),
      money(rowSum(row), decimals),
    ]),
    [
      'sum',
      ...matrix.columns.map((_, c) => money(columnSum(matrix, c), decimals)),
      money(
        matrix.rows.reduce((sum, row) => sum + rowSum(row), 0),
        decimals,
      ),
    ],
  ]);
}

/** Both matrices of a period, with a sentence on the check. */
export function accountsLines(accounts: RecordedAccounts, { from, to }: Period, startMonth: string): string[] {
  const flow = transactionsFlow(accounts, from, to);
  const [first, last] = [from, to - 1].map((month) => calendarMonth(startMonth, month));
  const when = first === last ? `in ${first}` : `from ${first} to ${last}`;
  const worst = imbalance(flow);
  const size = worst === 0 ? '' : `, up to a rounding error of ${worst.toExponential(0)} of its flows`;
  return [
    `Flows ${when}, USD bn: + source of money, - use of money`,
    ...matrixLines(flow),
    '',
    `Every row and column adds to zero${size}.`,
    '',
    `Assets (+) and liabilities (-) of the sectors at the end of ${last}, USD bn; net worth is shown as a liability, so that columns add to zero`,
    ...matrixLines(balanceSheet(accounts, to)),
  ];
}

/** The same as objects: a row's cells by column, absent where it has none. */
export function accountsObject(accounts: RecordedAccounts, { from, to }: Period): unknown {
  const flow = transactionsFlow(accounts, from, to);
  const rowsOf = ({ columns, rows }: Matrix): unknown[] =>
    rows.map(({ name, cells }) => ({
      name,
      usdBn: Object.fromEntries(columns.flatMap((id, c) => (cells[c] === undefined ? [] : [[id, cells[c]]]))),
    }));
  return {
    firstMonth: from,
    lastMonth: to - 1,
    transactions: rowsOf(flow),
    imbalance: imbalance(flow),
    balanceSheet: rowsOf(balanceSheet(accounts, to)),
  };
}

function* tidy(month: number, date: string, { columns, rows }: Matrix): Generator<readonly CsvValue[]> {
  for (const { name, cells } of rows) {
    for (const [c, cell] of cells.entries()) if (cell !== undefined) yield [month, date, name, columns[c], cell];
  }
}

/** Months simulated, the calendar month of the first, and the dialect of the files. */
export interface DatedAccounts {
  readonly months: number;
  readonly startMonth: string;
  readonly locale: CsvLocale;
}

const SECTOR = field('sector', '', 'Sector of the economy.', 'string');

/** Columns of the transactions of every month, and of the balance sheet at its end. */
export const ACCOUNT_COLUMNS: Readonly<Record<'transactions' | 'balances', readonly Column[]>> = {
  transactions: [
    ...MONTH_COLUMNS,
    field('transaction', '', 'Kind of payment.', 'string'),
    SECTOR,
    field('usd_bn', 'USD bn', 'What the sector receives (above 0) or pays (below 0) in the month.'),
  ],
  balances: [
    ...MONTH_COLUMNS,
    field('item', '', 'Item of the balance sheet.', 'string'),
    SECTOR,
    field('usd_bn', 'USD bn', 'Asset (above 0) or liability (below 0) at the end of the month; month -1 is the start.'),
  ],
};

/** Tidy CSV of the transactions of every month. */
export function transactionsCsv(accounts: RecordedAccounts, { months, startMonth, locale }: DatedAccounts): string {
  const dateOf = monthDates(startMonth);
  const rows: (readonly CsvValue[])[] = [ACCOUNT_COLUMNS.transactions.map(({ name }) => name)];
  for (let month = 0; month < months; month++) {
    rows.push(...tidy(month, dateOf(month), transactionsFlow(accounts, month, month + 1)));
  }
  return csvText(rows, locale);
}

/** Tidy CSV of the balance sheet at the end of every month; month -1 is the start. */
export function balancesCsv(accounts: RecordedAccounts, { months, startMonth, locale }: DatedAccounts): string {
  const dateOf = monthDates(startMonth);
  const rows: (readonly CsvValue[])[] = [ACCOUNT_COLUMNS.balances.map(({ name }) => name)];
  for (let month = -1; month < months; month++) {
    rows.push(...tidy(month, dateOf(month), balanceSheet(accounts, month + 1)));
  }
  return csvText(rows, locale);
}
