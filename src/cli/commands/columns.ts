/** `overbuild columns [name]`: explain every column of the results. */

import type { Argv } from 'yargs';
import type { Column } from '../../columns/column.ts';
import { SERIES_COLUMNS } from '../../engine/columns.ts';
import { FAN_COLUMNS } from '../../metrics/fan.ts';
import { beliefsColumns } from '../../metrics/beliefs-row.ts';
import { economyRunColumns } from '../../metrics/economy-run-row.ts';
import { plainMarketColumns } from '../../metrics/plain-market-row.ts';
import { supplyRunColumns } from '../../metrics/supply-run-row.ts';
import { EVENT_COLUMNS } from '../../output/events.ts';
import { FAN_TABLE_COLUMNS } from '../../output/fan.ts';
import { RUN_ID_COLUMNS } from '../../output/run-table.ts';
import { SUMMARY_COLUMNS } from '../../output/summary.ts';
import { tableLines } from '../../output/text-table.ts';
import { UsageError } from '../../scenario/errors.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import type { Arguments, Command } from '../command.ts';
import { type Io, print } from '../io.ts';
import { jsonOption, switchOption, textOption } from '../options.ts';

interface Explained extends Pick<Column, 'name' | 'unit' | 'description'> {
  readonly file: string;
  readonly type: string;
}

/** Stand for the id of a node, share or type of trader in the names of metrics that exist once for each. */
const ANY_NODE = '{node}';
const ANY_EQUITY = '{equity}';
const ANY_TYPE = '{type}';

export const columnsCommand: Command = {
  configure(yargs: Argv): Argv {
    return jsonOption(yargs.positional('name', { type: 'string', describe: 'One column, or a part of its name' }))
      .example('$0 columns', 'All columns, file by file')
      .example('$0 columns air_pocket', 'Those whose name holds a word');
  },

  async run(args: Arguments, io: Io): Promise<number> {
    const all = explainAll();
    const name = textOption(args, 'name');
    const exact = name === undefined ? [] : exactly(all, name);
    const found = name === undefined ? all : exact.length > 0 ? exact : all.filter((c) => c.name.includes(name));
    if (found.length === 0 && name !== undefined) {
      const names = all.map((column) => column.name);
      throw new UsageError([`there is no column ${name}${didYouMean(name, names)}; see overbuild columns`]);
    }
    if (switchOption(args, 'json')) print(io, JSON.stringify(found, null, 2));
    else printColumns(found, io);
    return 0;
  },
};

/** The column of this name, or the one that stands for it in every node, share or type. */
function exactly(all: readonly Explained[], name: string): Explained[] {
  const same = all.filter((column) => column.name === name);
  if (same.length > 0) return same;
  const starts = all.filter((column) => {
    const start = column.name.replace(/\{\w+\}.*$/, '');
    return start !== column.name && name.startsWith(start) && name.length > start.length;
  });
  return starts.sort((a, b) => b.name.length - a.name.length).slice(0, 1);
}

function explainAll(): Explained[] {
  const in_ = (file: string, columns: readonly Column[]): Explained[] =>
    columns.map(({ name, unit, description, type = 'number' }) => ({ file, name, unit, type, description }));
  return [
    ...in_('runs.csv', [...RUN_ID_COLUMNS, ...economyRunColumns([ANY_NODE])]),
    ...in_('runs.csv of a plain supply run', [...RUN_ID_COLUMNS, ...supplyRunColumns([ANY_NODE])]),
    ...in_('runs.csv of a plain market run', [...RUN_ID_COLUMNS, ...plainMarketColumns([ANY_EQUITY])]),
    ...in_('runs.csv of a plain run of beliefs', [...RUN_ID_COLUMNS, ...beliefsColumns([ANY_TYPE])]),
    ...in_('summary.csv', SUMMARY_COLUMNS),
    ...in_('quantiles.csv', FAN_TABLE_COLUMNS),
    ...in_('events.csv', EVENT_COLUMNS),
    ...SERIES_COLUMNS.flatMap((column) => in_(`series-${column.shape}.csv`, [column])),
  ];
}

function printColumns(columns: readonly Explained[], io: Io): void {
  for (const file of new Set(columns.map((column) => column.file))) {
    print(io, file);
    const rows = columns
      .filter((column) => column.file === file)
      .map(({ name, unit, type, description }) => {
        const fan = file === 'series-scalar.csv' && FAN_COLUMNS.includes(name) ? ' Also in quantiles.csv.' : '';
        return [`  ${name}`, unit === '' || type === 'string' ? type : unit, description + fan];
      });
    for (const line of tableLines(rows, [0, 1, 2])) print(io, line);
    print(io);
  }
}
