/** `overbuild discover <results> --when "condition"`: the ranges of inputs in which an outcome occurs. */

import { resolve } from 'node:path';
import { discoverReport, discoverSentence } from '../../output/discover-report.ts';
import { DISCOVER_PART } from '../../output/marked-part.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Command } from '../command.ts';
import { printResult } from '../io.ts';
import { amount, needed, shared, text } from '../options.ts';
import { pageOption, printedSection, renewPart } from '../page-part.ts';
import { printPaths } from '../print-paths.ts';

export const command: Command = {
  places: {
    folder: needed('Results folder of a finished batch with uncertain numbers, or of a sweep'),
  },
  options: {
    ...shared('json', 'force'),
    ...pageOption('the box'),
    when: text(
      'Condition on columns of runs.csv: <, <=, >, >=, =, !=, and, or, not, brackets; p90 is a percentile',
      'none; it must be given',
    ),
    density: amount(
      'The largest box in which the condition holds in this share of the runs, in (0, 1)',
      'the box with the largest excess of runs that meet it',
    ),
    out: text('Folder for discover.csv, the picture as SVG and PNG, and box.yaml, an overlay', 'none'),
  },
  examples: {
    'discover results/unsure --when "wall = power"': 'Where does power stop the race?',
    'discover results/unsure --when "air_pocket_hbm > p90" --out results/worst-tenth':
      'Common properties of the worst tenth, as a picture and an overlay',
  },

  async run(args, io) {
    const condition = args.text('when');
    if (condition === undefined) throw new UsageError(['give a condition, such as --when "wall = power"']);
    const { readStudiedRuns } = await import('../../node/analysis/read-inputs.ts');
    const { discover } = await import('../../node/analysis/discover.ts');
    const studied = await readStudiedRuns(resolve(io.cwd, args.required('folder')));
    const density = args.number('density');
    if (density !== undefined && !(density > 0 && density < 1)) {
      throw new UsageError([`--density: expected a number between 0 and 1, got ${density}`]);
    }
    const discovered = discover(studied, condition, density);
    const { finding } = discovered;
    const { discovery, ...rest } = finding;
    const { inside: _, ...found } = discovery;
    const lines = discoverReport(finding);
    printResult(io, args, { ...rest, sentence: discoverSentence(finding), ...found }, lines);
    await renewPart(args, io, DISCOVER_PART, printedSection(`When ${condition}`, args, lines));
    const out = args.text('out');
    if (out === undefined) return 0;
    const { writeDiscovery } = await import('../../node/analysis/write-analysis.ts');
    const place = { out: resolve(io.cwd, out), isForced: args.isOn('force') };
    const written = await writeDiscovery(place, studied, discovered);
    if (!args.isOn('json')) printPaths(written, args, io);
    return 0;
  },
};
