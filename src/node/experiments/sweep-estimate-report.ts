/** Reports the estimated time and size of a sweep. */

import { counted } from '../../numeric/counted.ts';
import { tableLines } from '../../output/text-table.ts';
import { countWord, durationWord } from '../../output/words.ts';
import type { SweepEstimate } from './sweep-estimate.ts';

const BYTES_PER_MB = 1e6;
/** A plan of more than half a year is reported as too long. */
const LONG_SECONDS = 1.6e7;
/** Configurations that cannot be simulated, shown one by one. */
const REPORTED_PROBLEMS = 5;

export interface EstimateWords {
  readonly scenario: string;
  readonly folder: string;
  /** Ranges whose end is not reached, as text. */
  readonly short: readonly string[];
}

function rangeOf({ secondsLow, secondsHigh }: SweepEstimate): string {
  const [low, high] = [secondsLow, secondsHigh].map(durationWord);
  return low === high ? `about ${low}` : `about ${low} to ${high}`;
}

/** The estimate, line by line. */
export function estimateLines(estimate: SweepEstimate, { scenario, folder, short }: EstimateWords): string[] {
  const { configurations, runs, rows, problems, jobs, checked, timedRuns } = estimate;
  const table = [
    ['  rows of runs.csv', countWord(rows)],
    ['  size of runs.csv', `about ${countWord(Math.max(1, Math.round(estimate.bytes / BYTES_PER_MB)))} MB`],
    ['  memory', `about ${countWord(estimate.memoryMb)} MB`],
    ['  time', timedRuns === 0 ? 'not known' : `${rangeOf(estimate)} with --jobs ${jobs}`],
    ['  folder', folder],
  ];
  const isLong = estimate.secondsLow > LONG_SECONDS;
  const shown = problems.slice(0, REPORTED_PROBLEMS);
  return [
    `${scenario}: ${counted(configurations, 'configuration')} of ${counted(runs, 'run')}:`,
    ...tableLines(table, [0, 1]),
    ...short,
    ...(isLong ? ['That is too long: take larger steps, or sample ranges (--design sobol --points 1000)'] : []),
    `An estimate ${timedRuns === 0 ? 'no run was timed' : `from timing ${timedRuns} runs`}; nothing was written.`,
    ...(problems.length === 0
      ? []
      : [
          '',
          `${countWord(problems.length)} of ${countWord(checked)} checked configurations cannot be simulated:`,
          ...shown.map(({ configuration, problem }) => `  configuration ${configuration}: ${problem}`),
        ]),
  ];
}
