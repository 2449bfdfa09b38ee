/** `overbuild sensitivity <results>`: ranks uncertain or varied numbers by their effect on an outcome. */

import { resolve } from 'node:path';
import type { Argv } from 'yargs';
import { sensitivityReport } from '../../output/sensitivity-report.ts';
import type { Arguments, Command } from '../command.ts';
import { type Io, print } from '../io.ts';
import {
  amount,
  forceOption,
  jsonOption,
  listOption,
  repeatable,
  switchOption,
  text,
  textOption,
  wholeOption,
} from '../options.ts';
import { printPaths } from '../print-paths.ts';

const DEFAULT_TOP = 15;
const DEFAULT_METRIC = 'months_to_wall';

export const sensitivityCommand: Command = {
  configure(yargs: Argv): Argv {
    return forceOption(jsonOption(yargs))
      .positional('folder', {
        type: 'string',
        demandOption: true,
        describe: 'Results folder of a finished batch with uncertain numbers, or of a sweep',
      })
      .option(
        'metric',
        repeatable('Column of runs.csv, or a condition such as "wall = power"; may be repeated', DEFAULT_METRIC),
      )
      .option('top', amount('Numbers to show', DEFAULT_TOP))
      .option('out', text('Folder for sensitivity.csv and the picture as SVG and PNG', 'none'))
      .example('$0 sensitivity results/unsure', 'Numbers that drive the date of the wall, and their evidence')
      .example(
        '$0 sensitivity results/unsure --metric "wall = power" --out results/power',
        'Numbers that drive a power wall',
      );
  },

  async run(args: Arguments, io: Io): Promise<number> {
    const folder = resolve(io.cwd, String(args.folder));
    const requested = listOption(args, 'metric');
    const top = wholeOption(args, 'top', 1) ?? DEFAULT_TOP;
    const { readStudiedRuns } = await import('../../node/analysis/read-inputs.ts');
    const { sensitivityOf } = await import('../../node/analysis/sensitivity.ts');
    const studied = await readStudiedRuns(folder);
    const outcomes = (requested.length > 0 ? requested : [DEFAULT_METRIC]).map((metric) =>
      sensitivityOf(studied, metric),
    );
    const about = {
      scenario: studied.manifest.identity.scenario,
      seed: studied.manifest.identity.seed,
      evidence: new Map(studied.inputs.map(({ name, evidence }) => [name, evidence])),
      twins: new Map(studied.inputs.map(({ name, paths }) => [name, paths])),
      failed: studied.failed,
      top,
    };
    if (switchOption(args, 'json')) {
      const { scenario, seed, failed } = about;
      const inputs = studied.inputs.map(({ name, paths, evidence }) => ({ name, paths, evidence }));
      print(io, JSON.stringify({ scenario, seed, failed, design: studied.kind, inputs, outcomes }, null, 2));
    } else for (const line of sensitivityReport(outcomes, about)) print(io, line);
    const out = textOption(args, 'out');
    if (out === undefined) return 0;
    const { writeSensitivity } = await import('../../node/analysis/write-analysis.ts');
    const written = await writeSensitivity(
      { out: resolve(io.cwd, out), isForced: switchOption(args, 'force') },
      studied,
      outcomes,
      about,
    );
    if (!switchOption(args, 'json')) printPaths(written, args, io);
    return 0;
  },
};
