/** Feedback, fragility and the price of anarchy in words. */

import type { AnarchyReport } from '../experiment/anarchy.ts';
import type { FragilityReport } from '../experiment/fragility.ts';
import type { LoopGainReport } from '../experiment/loop-gain.ts';
import { tableLines } from './text-table.ts';
import { countWord, percentWord, shortNumber } from './words.ts';

function interval(low: number, high: number): string {
  return `(${shortNumber(low)} to ${shortNumber(high)})`;
}

/** Lines on the loop from the story to prices to spending and back. */
export function loopGainLines({ pairs, gains, reversal }: LoopGainReport, impulse: number): string[] {
  if (pairs === 0) return ['Loop gain: no pair of runs lasted eighteen months beyond the push.'];
  return [
    `Loop gain: share of the answer to a push of ${shortNumber(impulse)} to the story that the loop adds, ${countWord(pairs)} pairs`,
    ...tableLines(
      gains.map(({ months, gain, low, high }) => [
        `  over ${months} months`,
        `${shortNumber(gain)} ${interval(low, high)}`,
      ]),
    ),
    `The answer swings back by ${percentWord(reversal)} of its peak within eighteen months.`,
  ];
}

/** Lines on losses of suppliers by the size of a shock to demand. */
export function fragilityLines(report: FragilityReport): string[] {
  const { pairs, losses, convexities, exponent, deepFallShare, worstTenth } = report;
  const rows = losses.map(({ shock, loss }, s) => [
    `  demand cut by ${percentWord(shock)}`,
    `${shortNumber(loss.mean)} ${interval(loss.low, loss.high)}`,
    shortNumber(convexities[s]?.convexity ?? Number.NaN),
  ]);
  return [
    `Loss that a shock to demand adds to the median supplier within three years, log units, ${countWord(pairs)} runs`,
    ...tableLines([['', 'added loss', 'convexity'], ...rows]),
    `Losses grow with log shocks to the power ${shortNumber(exponent)}; above 1 large shocks cost more than in proportion.`,
    `Without a shock the index falls by more than 30 % in ${percentWord(deepFallShare)} of the runs, and by ${percentWord(worstTenth)} on the mean of the worst tenth.`,
  ];
}

/** Lines on what racing costs. */
export function anarchyLines({ pooled, spend, lossUsdBn }: AnarchyReport): string[] {
  const ratio = Number.isNaN(pooled.welfare)
    ? 'no ratio, because it is not above 0 in both'
    : `a ratio of ${shortNumber(pooled.welfare)}`;
  return [
    `Price of anarchy in spending: ${shortNumber(pooled.spend)} times the AI capex of discipline by all; pair by pair ${shortNumber(spend.mean)} ${interval(spend.low, spend.high)}.`,
    `Builders' economic profit is lower by ${shortNumber(lossUsdBn.mean)} ${interval(lossUsdBn.low, lossUsdBn.high)} USD bn than under discipline: ${ratio}.`,
  ];
}
