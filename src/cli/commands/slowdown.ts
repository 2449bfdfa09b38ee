/** `overbuild slowdown [scenario]`: slows the growth of builders' orders and measures losses of each tier. */

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { FIRST_SLOWDOWN_MONTH, measureSlowdown, type SlowdownReport } from '../../experiment/slowdown.ts';
import { MODEL_VERSION } from '../../engine/version.ts';
import { withFileErrors } from '../../node/files/file-errors.ts';
import { refuseExisting } from '../../node/files/output-files.ts';
import { slowdownLines } from '../../output/slowdown-report.ts';
import { expandSeed } from '../../random/seed.ts';
import { UsageError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import type { Command } from '../command.ts';
import { readEconomy } from '../economy.ts';
import { printResult } from '../io.ts';
import { amount, repeatable, SCENARIO, shared, text } from '../options.ts';
import { withProgress } from '../progress.ts';

const DEFAULT_RUNS = 20;
const DEFAULT_MONTH = 48;
const BEFORE = 3.5;
const AFTER = ['2.5', '1.5', '0.5', '-0.5'];
const PERCENT = 100;
/** Limit on the growth of orders, per cent a month. */
const MOST = 20;

export const command: Command = {
  places: { scenario: SCENARIO },
  options: {
    ...shared('spreads', 'set', 'seed', 'json', 'force'),
    runs: amount('Runs of every path', DEFAULT_RUNS),
    month: amount('First month of the new growth', DEFAULT_MONTH),
    before: amount('Growth of orders before it, % a month', BEFORE),
    after: repeatable('Growth from then on, % a month; may be repeated', AFTER.join(', ')),
    picture: text('Also draw it: a file that ends in .svg or .png'),
  },
  examples: {
    slowdown: 'From 3.5 % a month to 2.5, 1.5, 0.5 and -0.5 %',
    'slowdown --after 1.5 --month 24 --picture slowdown.png': 'One path, earlier, with a picture',
  },

  async run(args, io) {
    const { scenario, name } = readEconomy(args, io, ': it has no builders');
    const picture = args.text('picture');
    if (picture !== undefined && !/\.(?:svg|png)$/.test(picture)) {
      throw new UsageError([`--picture: expected a file that ends in .svg or .png, got ${picture}`]);
    }
    if (picture !== undefined) {
      refuseExisting([resolve(io.cwd, picture)], { isForced: args.isOn('force'), shown: () => picture });
    }
    const chosen = args.list('after');
    const after = (chosen.length > 0 ? chosen : AFTER).map(growthOf);
    const seed = args.text('seed') ?? '1';
    const path = {
      month: args.whole('month', FIRST_SLOWDOWN_MONTH) ?? DEFAULT_MONTH,
      before: (args.number('before', -MOST) ?? BEFORE) / PERCENT,
    };
    const runs = args.whole('runs', 1) ?? DEFAULT_RUNS;
    const report = withProgress(io, runs * (after.length + 1), (onRun) =>
      measureSlowdown(scenario, { seed: expandSeed(seed), runs, after, ...path, onRun }),
    );
    const hash = scenarioHash(scenario);
    const series = report.series.map((one) => ({ ...one, values: [...one.values] }));
    printResult(io, args, { scenario: name, scenarioHash: hash, seed, ...path, ...report, series }, [
      `${name}: seed ${seed}, model ${MODEL_VERSION}. Conditional on the assumptions of the scenario; not a forecast.`,
      ...slowdownLines(report, path),
    ]);
    if (picture !== undefined) {
      const source = `Source: overbuild slowdown, model ${MODEL_VERSION}, scenario ${name} (${hash.slice(0, 8)}), seed "${seed}".`;
      const bytes = await drawn(report, path, { source, startMonth: scenario.startMonth }, picture.endsWith('.png'));
      await withFileErrors(`Writing ${picture}`, async () => writeFileSync(resolve(io.cwd, picture), bytes));
    }
    return 0;
  },
};

function growthOf(text: string): number {
  const percent = Number(text);
  if (text.trim() === '' || !(Math.abs(percent) <= MOST)) {
    throw new UsageError([`--after: expected a growth in % a month from -${MOST} to ${MOST}, got ${text}`]);
  }
  return percent / PERCENT;
}

async function drawn(
  report: SlowdownReport,
  path: { readonly month: number; readonly before: number },
  frame: { readonly source: string; readonly startMonth: string },
  isPng: boolean,
): Promise<string | Uint8Array> {
  const { slowdownChart } = await import('../../charts/slowdown.ts');
  const { drawnFiles } = await import('../../node/pictures/rasterise.ts');
  const files = await drawnFiles({ slowdown: slowdownChart(report, path, frame) }, { svg: !isPng, png: isPng });
  return Object.values(files)[0];
}
