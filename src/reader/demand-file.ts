/** Reads demand from a CSV file that a scenario names: `process: { kind: csv, file: demand.csv }` becomes a list of months. */

import { cellColumns, csvRecords } from './csv-records.ts';
import type { SourceFile } from './layers.ts';
import type { Position } from './position.ts';
import { quoted } from './quoted.ts';
import { readYaml } from './read.ts';
import type { ListNode, MapNode, Tree } from './tree.ts';

/** Fetches a file, reporting at a position when there is none. */
type Fetch = (name: string, at: Position) => SourceFile | undefined;
type Report = (at: Position, message: string) => void;

/** A column of demand with its first calendar month; undefined where months are counted from 0. */
export interface DemandList {
  readonly list: ListNode;
  readonly firstMonth: string | undefined;
  /** Of the first month. */
  readonly at: Position;
}

const MONTH = 'month';
const DEMAND = 'demand';
/** `2025-10`, also with a day. */
const DATE = /^(\d{4})-(0[1-9]|1[0-2])(?:-\d{2})?$/;
const MONTHS_PER_YEAR = 12;
/** A number as spreadsheets write it, without thousands separators. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

interface Cell {
  readonly text: string;
  readonly at: Position;
}

/**
 * Rows of a CSV file with the place of every cell. Separated by commas, semicolons or tabs.
 *
 * @throws UsageError  When a quotation mark is not closed.
 */
function cellsOf({ file, text }: SourceFile): { readonly separator: string; readonly lines: readonly Cell[][] } {
  const [head] = text.split('\n', 1);
  const separator = ['\t', ';', ','].find((one) => head.includes(one)) ?? ',';
  const texts = text.split('\n');
  const lines = csvRecords(text, file, separator).map(({ line, cells }) => {
    const columns = cellColumns(texts[line - 1], separator);
    return cells.map((cell, c) => ({
      text: cell.trim().replace(/^"(.*)"$/, '$1'),
      at: { file, line, column: columns[c] ?? 1 },
    }));
  });
  return { separator, lines };
}

/** Months since year 0 of a date, or the number of a month of the run. */
function monthOf(text: string): number | undefined {
  const [, year, month] = DATE.exec(text) ?? [];
  if (year !== undefined) return Number(year) * MONTHS_PER_YEAR + Number(month) - 1;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** The month after one, written as it is. */
function following(text: string): string {
  const next = (monthOf(text) ?? 0) + 1;
  if (!DATE.test(text)) return String(next);
  return `${Math.floor(next / MONTHS_PER_YEAR)}-${String((next % MONTHS_PER_YEAR) + 1).padStart(2, '0')}`;
}

/** The list of a column; undefined after a report. */
function readColumn(source: SourceFile, column: string, report: Report): DemandList | undefined {
  const { separator, lines } = cellsOf(source);
  const [head, ...rows] = lines;
  const top = { file: source.file, line: 1, column: 1 };
  const names = head?.map(({ text }) => text) ?? [];
  const missing = [MONTH, column].filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const found = names.length === 0 ? 'the file is empty' : `found ${names.join(', ')}`;
    report(top, `expected a header with the columns ${MONTH} and ${column}; ${found}`);
    return undefined;
  }
  if (rows.length === 0) {
    report(top, 'expected a line for every month below the header, found none');
    return undefined;
  }
  const [monthAt, demandAt] = [names.indexOf(MONTH), names.indexOf(column)];
  // Beside a decimal comma a point separates thousands; where commas separate cells, a comma within one does.
  const hasCommas = separator !== ',' && rows.some((row) => /^[+-]?\d+,\d+$/.test(row[demandAt]?.text ?? ''));
  let isSound = true;
  const wrong = (at: Position, message: string): void => {
    isSound = false;
    report(at, message);
  };
  const items = rows.map((row, i): Tree => {
    const month = row[monthAt] ?? row[0];
    const demand = row[demandAt] ?? { text: '', at: row[row.length - 1].at };
    const before = rows[i - 1]?.[monthAt]?.text;
    const expected = before === undefined || monthOf(before) === undefined ? undefined : following(before);
    if (monthOf(month.text) === undefined) {
      wrong(month.at, `expected a month such as 2025-10, or a whole number from 0, got ${quoted(month.text)}`);
    } else if (expected !== undefined && month.text.slice(0, expected.length) !== expected) {
      wrong(month.at, `expected ${expected} after ${before}, got ${month.text}: one line for each month, in order`);
    } else if (before === undefined && !DATE.test(month.text) && month.text !== '0') {
      wrong(month.at, `expected months from 0, or dates such as 2025-10, got ${month.text}`);
    }
    const isMixed = hasCommas && demand.text.includes('.');
    const text = hasCommas ? demand.text.replace(',', '.') : demand.text;
    const value = NUMBER.test(text) && !isMixed ? Number(text) : Number.NaN;
    if (!Number.isFinite(value)) {
      const why = isMixed ? '; other lines have a decimal comma: write every number with it, and no point' : '';
      wrong(demand.at, `expected the ${column} of ${month.text}, a number, got ${quoted(demand.text)}${why}`);
    }
    const evidence = { evidence: 'reported', source: source.file, row: month.text } as const;
    return { kind: 'leaf', value: value + 0, at: demand.at, evidence };
  });
  const first = rows[0][monthAt];
  const firstMonth = DATE.test(first.text) ? first.text.slice(0, '2025-10'.length) : undefined;
  return isSound ? { list: { kind: 'list', items, at: items[0].at }, firstMonth, at: first.at } : undefined;
}

const textAt = (map: MapNode, key: string): string | undefined => {
  const leaf = map.entries.get(key);
  return leaf?.kind === 'leaf' && typeof leaf.value === 'string' && leaf.value !== '' ? leaf.value : undefined;
};

/** Why demand does not fit a scenario that starts in another month; undefined where it does. */
export function startProblem({ firstMonth }: DemandList, start: unknown): string | undefined {
  if (firstMonth === undefined || start === undefined || firstMonth === start) return undefined;
  return `the first month is ${firstMonth}, and the scenario starts in ${String(start)}: give it startMonth: ${firstMonth}, or the file the months from there`;
}

/** The path of a customer's process, and a map. */
const PROCESS_CHANGE = /^(\s*demandProcess\[[^\]]+\]\.process)\s*=\s*(\{.*\})\s*$/s;

/** A change that gives a customer a process of kind `csv`, with its file read: then of kind `list`. `start`: of the scenario. */
export function withDemandRead(
  change: string,
  start: unknown,
  { fetch, report }: { readonly fetch: Fetch; readonly report: Report },
): string {
  const [, path, value] = PROCESS_CHANGE.exec(change) ?? [];
  if (value === undefined) return change;
  const at: Position = { override: change };
  const { tree } = readYaml(value, () => at);
  if (tree?.kind !== 'map') return change;
  const customer: Tree = { kind: 'map', at, entries: new Map<string, Tree>([['process', tree]]) };
  const list: Tree = { kind: 'list', at, items: [customer] };
  const whole: MapNode = { kind: 'map', at, entries: new Map<string, Tree>([['demandProcess', list]]) };
  const [read] = withDemandFiles(whole, { fetch, report }).lists;
  // What is wrong with the file is reported; the rest is checked with some demand.
  if (read === undefined)
    return textAt(tree, 'kind') === 'csv' && tree.entries.has('file')
      ? `${path}={kind: constant, mwPerMonth: 1}`
      : change;
  const late = startProblem(read, start);
  if (late !== undefined) report(read.at, late);
  const months = read.list.items.map((item) => (item.kind === 'leaf' ? String(item.value) : ''));
  return `${path}={kind: list, mwPerMonth: [${months.join(', ')}]}`;
}

/** A file with each process of kind `csv` read; what cannot be read is reported. */
export function withDemandFiles(
  tree: MapNode,
  { fetch, report }: { readonly fetch: Fetch; readonly report: Report },
): { readonly tree: MapNode; readonly lists: readonly DemandList[] } {
  const customers = tree.entries.get('demandProcess');
  const lists: DemandList[] = [];
  if (customers?.kind !== 'list') return { tree, lists };
  const items = customers.items.map((customer): Tree => {
    const process = customer.kind === 'map' ? customer.entries.get('process') : undefined;
    if (customer.kind !== 'map' || process?.kind !== 'map') return customer;
    const file = textAt(process, 'file');
    if (textAt(process, 'kind') !== 'csv' || file === undefined) return customer;
    const source = fetch(file, process.entries.get('file')?.at ?? process.at);
    const read = source && readColumn(source, textAt(process, 'column') ?? DEMAND, report);
    if (read === undefined) {
      const said: Tree = { kind: 'leaf', value: null, at: process.at, reported: true };
      return { ...customer, entries: new Map(customer.entries).set('process', said) };
    }
    lists.push(read);
    const entries = new Map<string, Tree>([
      ['kind', { kind: 'leaf', value: 'list', at: process.at }],
      ['mwPerMonth', read.list],
    ]);
    return { ...customer, entries: new Map(customer.entries).set('process', { ...process, entries }) };
  });
  return { tree: { ...tree, entries: new Map(tree.entries).set('demandProcess', { ...customers, items }) }, lists };
}
