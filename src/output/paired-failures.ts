/** Reports failed runs of a paired experiment, with reasons and consequences. */

import type { FailedRun } from '../experiment/compare-ledger.ts';
import { counted } from '../numeric/counted.ts';
import { scenarioTitle } from './change-words.ts';
import { countWord } from './words.ts';

/** A failed run for tables and JSON. */
export interface NamedFailure {
  /** Replication, as in `overbuild run --replication`. */
  readonly run: number;
  readonly scenario: string;
  readonly reason: string;
}

/** Number of failures listed; the others are counted. */
const SHOWN = 5;

/** @param names  Names of the scenarios, by index. */
export function namedFailures(failures: readonly FailedRun[], names: readonly string[]): NamedFailure[] {
  return failures.map(({ replication, contender, reason }) => ({
    run: replication,
    scenario: names[contender],
    reason,
  }));
}

/**
 * List the failures; no lines when every run succeeded.
 *
 * @param dropped  Unit that is left out for each: its pair, or its replication.
 */
export function failureLines(failures: readonly NamedFailure[], dropped: 'pair' | 'replication'): string[] {
  if (failures.length === 0) return [];
  const more = failures.length - SHOWN;
  const [runs, which] = failures.length === 1 ? ['1 run', 'its'] : [counted(failures.length, 'run'), 'their'];
  const lost = failures.length === 1 ? `${dropped} is` : `${dropped}s are`;
  return [
    '',
    `${runs} could not be simulated; ${which} ${lost} left out:`,
    ...failures
      .slice(0, SHOWN)
      .map(({ run, scenario, reason }) => `  run ${run} of ${scenarioTitle(scenario)}: ${reason}`),
    ...(more > 0 ? [`  and ${countWord(more)} more; --json lists all, and so does manifest.json of --out`] : []),
    'The remaining runs may be a biased selection, because failures may depend on the compared scenarios.',
  ];
}
