/** `overbuild patterns [scenario]`: compares the model with historical patterns. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BUILTIN_HOST } from '../../node/builtin-engine.ts';
import { runScenario } from '../../node/experiments/batch.ts';
import { type PatternsSpec, runPatterns } from '../../node/experiments/patterns.ts';
import { loadFacts } from '../../node/experiments/patterns-file.ts';
import { withFileErrors } from '../../node/files/file-errors.ts';
import { refuseExisting } from '../../node/files/output-files.ts';
import { patternsLines, patternsPage } from '../../output/patterns-report.ts';
import { markedParts } from '../../output/marked-part.ts';
import type { Command } from '../command.ts';
import { readEconomy } from '../economy.ts';
import { printResult } from '../io.ts';
import { jobOptions, readPlace, readSpec, reportInterrupted, reportWritten } from '../job-options.ts';
import { amount, SCENARIO, shared, text } from '../options.ts';
import { watched } from '../progress.ts';

const DEFAULT_RUNS = 1000;
export const command: Command = {
  places: { scenario: SCENARIO },
  options: {
    ...shared('spreads', 'set', 'seed', 'json'),
    runs: amount('Runs to compare with the data', DEFAULT_RUNS),
    facts: text('A table of patterns of your own, with the same columns', 'data/patterns.csv of the package'),
    page: text('Also write the table as a page in Markdown'),
    ...jobOptions({
      out: 'none',
      resume: 'Resume an unfinished comparison in --out, or add runs to a finished one',
      parts: 'runs',
    }),
    ...shared('csv-locale'),
  },
  examples: {
    patterns: 'Patterns that the baseline meets and misses',
    'patterns --runs 100 --set market.reflexivity=0': 'The same without feedback from prices',
  },

  async run(args, io) {
    const facts = loadFacts(args.text('facts'), io.cwd);
    const runs = args.whole('runs', 2) ?? DEFAULT_RUNS;
    const scenario = runScenario(readEconomy(args, io, ', which the patterns describe'));
    const seed = args.text('seed') ?? '1';
    const spec: PatternsSpec = {
      scenario,
      ...readSpec(args),
      facts,
      runs,
      host: BUILTIN_HOST,
    };
    const page = args.text('page');
    const place = readPlace(args, io, runs);
    if (page !== undefined) refuseExisting([resolve(io.cwd, page)], { isForced: args.isOn('force') });
    const { kind, done, manifest, results } = await watched(io, runs, (watch) =>
      runPatterns(spec, { ...place, ...watch }),
    );
    if (kind === 'interrupted') return reportInterrupted(io, args, { place, done });
    const { modelVersion } = BUILTIN_HOST.engine;
    const about = { scenario: scenario.name, scenarioHash: scenario.hash, modelVersion, seed, runs };
    if (page !== undefined) {
      await withFileErrors(`Writing ${page}`, async () => {
        const path = resolve(io.cwd, page);
        // Claims, backtests and calibrations have separate commands.
        const old = existsSync(path) ? readFileSync(path, 'utf8') : '';
        const parts = markedParts(old);
        writeFileSync(path, [patternsPage(results, about), ...parts.map((part) => `${part}\n`)].join('\n'));
      });
    }
    printResult(io, args, { ...about, results }, patternsLines(results, about));
    if (place.folder !== undefined && !args.isOn('json')) {
      reportWritten(io, place.folder, { kind, files: (manifest?.files ?? []).map(({ path }) => path) });
    }
    return 0;
  },
};
