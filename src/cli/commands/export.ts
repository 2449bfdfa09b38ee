/** `overbuild export <results> --xlsx`: the tables of a results folder for a spreadsheet. */

import { basename, join, resolve } from 'node:path';
import { UsageError } from '../../scenario/errors.ts';
import type { Command } from '../command.ts';
import { print } from '../io.ts';
import { choice, flag, needed, shared, text } from '../options.ts';
import { printPaths } from '../print-paths.ts';

export const command: Command = {
  places: { results: needed('A finished results folder') },
  options: {
    ...shared('json', 'force'),
    xlsx: flag('One Excel workbook, with dates and meanings'),
    'csv-locale': choice(['en', 'eu'], 'CSV files; en: comma and decimal point; eu: semicolon and decimal comma'),
    out: text('Workbook, or folder of CSV files', '<results>/<name>.xlsx, or <results>/csv-eu'),
  },
  examples: {
    'export results/baseline --xlsx': 'A workbook: README, summary, runs, quantiles by month',
    'export results/baseline --csv-locale eu': 'The same tables with decimal commas',
  },

  async run(args, io) {
    const folder = resolve(io.cwd, args.placed('results') ?? '');
    const locale = args.text('csv-locale');
    if (args.isOn('xlsx') === (locale !== undefined)) {
      throw new UsageError(['choose one of --xlsx and --csv-locale en|eu']);
    }
    const usual = locale === undefined ? `${basename(folder)}.xlsx` : `csv-${locale}`;
    const out = resolve(io.cwd, args.text('out') ?? join(folder, usual));
    const options = { out, isForced: args.isOn('force') };
    const { exportCsv, exportWorkbook } = await import('../../node/export-results.ts');
    const { files, left } =
      locale === undefined
        ? await exportWorkbook(folder, options)
        : await exportCsv(folder, locale === 'eu' ? 'eu' : 'en', options);
    printPaths(files, args, io);
    if (left !== undefined && !args.isOn('json')) print(io, left);
    return 0;
  },
};
