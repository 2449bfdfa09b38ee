/** `overbuild claims [scenario]`: tests the claims of the argument in the model. */

import { claimRuns, runClaims } from '../../node/experiments/claims.ts';
import { claimsLines, claimsSection } from '../../output/claims-report.ts';
import { CLAIMS_PART } from '../../output/marked-part.ts';
import { failureLines } from '../../output/paired-failures.ts';
import { type Command, FAILED_RUNS, INTERRUPTED } from '../command.ts';
import { printResult } from '../io.ts';
import { amount, jobsOption, SCENARIO, shared, text } from '../options.ts';
import { pageOption, renewPart } from '../page-part.ts';
import { watched } from '../progress.ts';

/** A different seed from that of the runs used for tuning the baseline. */
const FRESH_SEED = '4711';
const DEFAULT_RUNS = 200;

export const command: Command = {
  places: { scenario: SCENARIO },
  options: {
    ...shared('spreads', 'set', 'seed', 'json'),
    seed: { ...text('Any text'), default: FRESH_SEED },
    ...pageOption('the claims'),
    runs: amount('Pairs of runs of each claim', DEFAULT_RUNS),
    jobs: amount('Pairs at a time', 'one per core; 1 for few runs'),
  },
  examples: {
    claims: 'Every claim on the baseline',
    'claims --runs 1000 --page docs/validation.md': 'The table of the documentation',
  },

  async run(args, io) {
    const scenario = args.placed('scenario') ?? 'baseline';
    const seed = args.text('seed') ?? FRESH_SEED;
    const runs = args.whole('runs', 2) ?? DEFAULT_RUNS;
    const spec = { reference: scenario, cwd: io.cwd, overrides: args.changes(), seed, runs };
    const all = claimRuns(spec);
    const jobs = jobsOption(args, io, all);
    const outcome = await watched(io, all, (watch) =>
      runClaims(spec, { folder: undefined, mode: 'new', jobs, command: args.argv, ...watch }),
    );
    const { results, failures, isInterrupted, ...model } = outcome;
    const about = { scenario, seed, runs, ...model };
    const lines = [...claimsLines(results, about), ...failureLines(failures, 'pair')];
    printResult(io, args, { ...about, isInterrupted, failures, results }, lines);
    if (isInterrupted) return INTERRUPTED;
    const section = claimsSection(results, about, args.commandLine);
    await renewPart(args, io, CLAIMS_PART, section);
    return failures.length > 0 ? FAILED_RUNS : 0;
  },
};
