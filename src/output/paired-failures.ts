/** Runs of a paired experiment that could not be simulated: which, why, and what that does to the rest. */

import type { FailedRun } from '../experiment/compare-ledger.ts';
import { countWord } from './words.ts';

/** A failed run as tables and programs get it. */
export interface NamedFailure {
  /** Replication, as in `overbuild run --replication`. */
  readonly run: number;
  readonly scenario: string;
  readonly reason: string;
}

/** Failures told; the others are counted. */
const SHOWN = 5;

/** @param names  Of the contenders, by index. */
export function namedFailures(failures: readonly FailedRun[], names: readonly string[]): NamedFailure[] {
  return failures.map(({ replication, contender, reason }) => ({
    run: replication,
    scenario: names[contender],
    reason,
  }));
}

/**
 * Tell them; nothing when every run ended.
 *
 * @param dropped  What is left out for each: its pair, or its replication.
 */
export function failureLines(failures: readonly NamedFailure[], dropped: 'pair' | 'replication'): string[] {
  if (failures.length === 0) return [];
  const more = failures.length - SHOWN;
  const [runs, which] = failures.length === 1 ? ['1 run', 'its'] : [`${countWord(failures.length)} runs`, 'their'];
  const lost = failures.length === 1 ? `${dropped} is` : `${dropped}s are`;
  return [
    '',
    `${runs} could not be simulated; ${which} ${lost} left out:`,
    ...failures.slice(0, SHOWN).map(({ run, scenario, reason }) => `  run ${run} of ${scenario}: ${reason}`),
    ...(more > 0 ? [`  and ${countWord(more)} more; --json lists all, and so does manifest.json of --out`] : []),
    'What is left is a selection: which runs fail may depend on what is compared, so the figures need not hold for all.',
  ];
}
