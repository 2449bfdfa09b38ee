/** Reports a slowdown of builders' orders: orders, sales and profit of each tier on each path. */

import type { PairedDifference } from '../experiment/paired-difference.ts';
import type { SlowdownReport } from '../experiment/slowdown.ts';
import { counted } from '../numeric/counted.ts';
import { tableLines } from './text-table.ts';
import { percentWord, plainName } from './words.ts';

/** The table of every path, line by line. */
export function slowdownLines(
  { runs, paths }: SlowdownReport,
  { month, before }: { readonly month: number; readonly before: number },
): string[] {
  const word = ({ mean, low, high }: PairedDifference): string =>
    Number.isNaN(low) ? percentWord(mean) : `${percentWord(mean)} (${percentWord(low)} to ${percentWord(high)})`;
  const head = ['  tier', 'orders', 'without', 'orders below', 'sales lost', 'profit lost'];
  return [
    `Orders of all builders grow by ${percentWord(before)} a month to month ${month - 1}; ${counted(runs, 'run')}, means with 95 % interval.`,
    'Orders: growth from the year before the slowdown to the second year after it, and the same without a slowdown.',
    'Orders below: largest shortfall of three-month orders from the path without a slowdown, within two years.',
    'Sales lost relative to that path in the worst twelve months of three years; profit lost over the sales of that path.',
    ...paths.flatMap(({ growth, tiers }) => [
      '',
      `From month ${month} on they grow by ${percentWord(growth)} a month:`,
      ...tableLines([
        head,
        ...tiers.map(({ node, change, changeWithout, below, sales, profit }) => [
          `  ${plainName(node)}`,
          word(change),
          percentWord(changeWithout.mean),
          ...[below, sales, profit].map(word),
        ]),
      ]),
    ]),
  ];
}
