/** `overbuild verify <results>`: repeats rows of a results folder from its manifest and compares them bit for bit. */

import { resolve } from 'node:path';
import { UsageError } from '../../scenario/errors.ts';
import type { Command } from '../command.ts';
import { printResult } from '../io.ts';
import { amount, flag, needed, shared, text } from '../options.ts';

const DEFAULT_SAMPLE = 20;
const EQUAL = 0;
const DIFFERENT = 1;
const NOT_DONE = 2;

export const command: Command = {
  places: { results: needed('Results folder of a finished batch') },
  options: {
    ...shared('seed', 'json'),
    sample: amount('Number of rows to repeat; the first, the last and failed ones are always included', DEFAULT_SAMPLE),
    all: flag('Repeat every row'),
    strategies: text("Start the batch's own strategies from this folder, if their hashes are the manifest's"),
  },
  examples: {
    'verify results/baseline': 'Repeat twenty rows, spread over the batch',
    'verify results/baseline --sample 100 --seed x': 'Repeat other rows, and more',
    'verify results/baseline --all': 'Repeat the whole batch, the quantiles too',
  },

  async run(args, io) {
    const folder = resolve(io.cwd, args.required('results'));
    const strategies = args.text('strategies');
    const sample = args.whole('sample', 1) ?? DEFAULT_SAMPLE;
    const all = args.isOn('all');
    if (all && sample !== DEFAULT_SAMPLE) throw new UsageError(['--all and --sample exclude each other']);
    const { verifyResults } = await import('../../node/verify/verify.ts');
    const { verifyLines } = await import('../../node/verify/verify-report.ts');
    const report = await verifyResults({
      folder,
      sample,
      all,
      seed: args.text('seed') ?? '1',
      strategiesFolder: strategies === undefined ? undefined : resolve(io.cwd, strategies),
    });
    printResult(io, args, report, verifyLines(report));
    if (!report.isEqual) return DIFFERENT;
    return report.isRepeated ? EQUAL : NOT_DONE;
  },
};
