/** `overbuild export <results> --xlsx`: the tables of a results folder for a spreadsheet. */

import { basename, join, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { UsageError } from '../../scenario/errors.ts';
import type { Arguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { type Io, print } from '../io.ts';
import { forceOption, jsonOption } from '../options.ts';
import { printPaths } from '../print-paths.ts';

export const exportCommand: Command = {
  configure(yargs: Argv): Argv {
    return forceOption(jsonOption(yargs))
      .positional('results', { type: 'string', demandOption: true, describe: 'A finished results folder' })
      .option('xlsx', { type: 'boolean', default: false, describe: 'One Excel workbook, with dates and meanings' })
      .option('csv-locale', {
        choices: ['en', 'eu'] as const,
        requiresArg: true,
        describe: 'CSV files; en: comma and decimal point; eu: semicolon and decimal comma',
      })
      .option('out', {
        type: 'string',
        requiresArg: true,
        describe: 'Workbook, or folder of CSV files',
        defaultDescription: '<results>/<name>.xlsx, or <results>/csv-eu',
      })
      .example('$0 export results/baseline --xlsx', 'A workbook: README, summary, runs, quantiles by month')
      .example('$0 export results/baseline --csv-locale eu', 'The same tables with decimal commas');
  },

  async run(args: Arguments, io: Io): Promise<number> {
    const folder = resolve(io.cwd, args.placed('results') ?? '');
    const locale = args.text('csv-locale');
    if (args.isOn('xlsx') === (locale !== undefined)) {
      throw new UsageError(['choose one of --xlsx and --csv-locale en|eu']);
    }
    const usual = locale === undefined ? `${basename(folder)}.xlsx` : `csv-${locale}`;
    const out = resolve(io.cwd, args.text('out') ?? join(folder, usual));
    const options = { out, isForced: args.isOn('force') };
    const { exportCsv, exportWorkbook, leftOut } = await import('../../node/export-results.ts');
    const files =
      locale === undefined
        ? await exportWorkbook(folder, options)
        : await exportCsv(folder, locale === 'eu' ? 'eu' : 'en', options);
    printPaths(files, args, io);
    const left = await leftOut(folder);
    if (left !== undefined && !args.isOn('json')) print(io, left);
    return 0;
  },
};
