/** `overbuild report <results-folder>`: writes one page with the results of a batch. */

import { join, resolve } from 'node:path';
import { DEFAULT_RULE } from '../../charts/regimes.ts';
import { DEFAULT_SAMPLE_RUNS } from '../../charts/sample.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Command } from '../command.ts';
import { openPage } from '../open-page.ts';
import { amount, choice, flag, needed, repeatable, shared, text } from '../options.ts';
import { printPaths } from '../print-paths.ts';

export const command: Command = {
  places: {
    folder: needed('Results folder of a finished batch, sweep or comparison'),
  },
  options: {
    ...shared('json', 'force'),
    out: text('Page to write', 'report.html in the results folder'),
    compare: text('Folder of `compare --out`: effects of each change'),
    metric: repeatable('Of a sweep: metric whose response comes first; may be repeated', 'the usual ones'),
    png: flag('Also write every picture as PNG'),
    svg: flag('Also write every picture as SVG'),
    bust: amount('Fall of orders from which a pause counts as deep, in (0, 1)', DEFAULT_RULE.bust),
    depth: {
      type: 'string',
      requiresArg: true,
      default: DEFAULT_RULE.fall,
      describe: 'Metric that measures the fall, such as sales_lost_accelerator',
    },
    replay: amount('Runs to repeat for orders by tier and share prices; 0 leaves these out', DEFAULT_SAMPLE_RUNS),
    open: choice(['yes', 'no'], 'Open the page when it is written', 'no'),
  },
  examples: {
    'report results/baseline': 'Write report.html into the folder',
    'compare baseline baseline+grid-ahead baseline+internal-cash --out levers': 'Compare levers first ...',
    'report results/baseline --compare levers --png': '... and show the effect of each',
  },

  async run(args, io) {
    const folder = resolve(io.cwd, args.required('folder'));
    const given = args.text('out');
    const out = given === undefined ? join(folder, 'report.html') : resolve(io.cwd, given);
    if (!/\.html?$/i.test(out))
      throw new UsageError([`--out: expected the name of a page ending in .html, got ${given}`]);
    const bust = args.number('bust') ?? DEFAULT_RULE.bust;
    if (!(bust > 0 && bust < 1)) throw new UsageError([`--bust: expected a number between 0 and 1, got ${bust}`]);
    const compare = args.text('compare');
    const { makeReport } = await import('../../node/pictures/make-report.ts');
    const { assumptionLines } = await import('../../node/analysis/sensitivity.ts');
    const written = await makeReport(folder, {
      out,
      png: args.isOn('png'),
      svg: args.isOn('svg'),
      isForced: args.isOn('force'),
      rule: { fall: args.text('depth') ?? DEFAULT_RULE.fall, bust },
      chosen: args.list('metric'),
      replay: args.whole('replay', 0) ?? DEFAULT_SAMPLE_RUNS,
      compare: compare === undefined ? undefined : resolve(io.cwd, compare),
      assumptions: await assumptionLines(folder),
    });
    printPaths(written, args, io);
    if (args.text('open') === 'yes') openPage(out);
    return 0;
  },
};
