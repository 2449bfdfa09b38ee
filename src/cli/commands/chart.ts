/** `overbuild chart <results-folder>`: draw the charts of a batch, the responses of a sweep, the effects of a comparison, or a tournament. */

import { basename, join, resolve } from 'node:path';
import type { Command } from '../command.ts';
import { choice, flag, needed, repeatable, shared } from '../options.ts';
import { printPaths } from '../print-paths.ts';

export const command: Command = {
  places: {
    folder: needed('Results folder of a finished batch, sweep, comparison or tournament'),
  },
  options: {
    ...shared('json', 'force'),
    out: {
      type: 'string',
      describe: 'Folder to write to',
      defaultDescription: 'charts/ in the results folder',
    },
    only: repeatable('Picture to draw, such as first-wall; may be repeated', 'all'),
    metric: repeatable('Of a sweep: metric to draw; may be repeated', 'the usual ones'),
    over: repeatable('Of a sweep: a varied path; a second one makes a map', 'the two strongest'),
    format: choice(
      ['sheet', 'slide'],
      'slide: 16:9 with large letters and a title that says what the picture shows',
      'sheet',
    ),
    theme: choice(['light', 'dark'], 'Colours', 'light'),
    png: flag('Also write PNG files'),
  },
  examples: {
    'chart results/baseline --png': 'Draw every chart as SVG and PNG',
    'chart results/baseline --only first-wall --format slide --png': 'One slide: what stops the race',
    'chart results/haircut --metric months_to_wall --over power.pue': 'How a metric of a sweep responds to an input',
  },

  async run(args, io) {
    const folder = resolve(io.cwd, args.required('folder'));
    const out = args.has('out') ? resolve(io.cwd, args.required('out')) : join(folder, 'charts');
    const { questionOf } = await import('../../charts/gallery.ts');
    const { SERIES_COLUMNS } = await import('../../engine/columns.ts');
    const units = new Map(SERIES_COLUMNS.map(({ name, unit }) => [name, unit]));
    const { drawResults } = await import('../../node/pictures/draw-results.ts');
    const written = await drawResults(folder, {
      out,
      png: args.isOn('png'),
      isSlide: args.text('format') === 'slide',
      theme: args.text('theme') === 'dark' ? 'dark' : 'light',
      isForced: args.isOn('force'),
      only: args.list('only'),
      metrics: args.list('metric'),
      over: args.list('over'),
    });
    printPaths(written, args, io, (path) => questionOf(basename(path), units));
    return 0;
  },
};
