/** Feedback, fragility and the price of anarchy in words. */

import type { AnarchyReport } from '../experiment/anarchy.ts';
import type { FragilityReport } from '../experiment/fragility.ts';
import { sideOf } from '../experiment/jackknife.ts';
import type { LoopGainReport } from '../experiment/loop-gain.ts';
import { tableLines } from './text-table.ts';
import { countWord, percentWord, shortNumber } from './words.ts';

function interval(low: number, high: number): string {
  return `(${shortNumber(low)} to ${shortNumber(high)})`;
}

/** Lines on the loop from the story to prices to spending and back. */
export function loopGainLines(report: LoopGainReport, impulse: number): string[] {
  const { pairs, gains, reversal, decayPerMonth } = report;
  if (pairs === 0) return ['Loop gain: no pair of runs lasted eighteen months beyond the push.'];
  const rows = gains.map(({ months, total, herding, prices }) => [
    `  over ${months} months`,
    `${shortNumber(total.value)} (${shortNumber(total.low)} to ${shortNumber(total.high)})`,
    shortNumber(herding),
    `${shortNumber(prices.value)} (${shortNumber(prices.low)} to ${shortNumber(prices.high)})`,
  ]);
  return [
    `Loop gain: share of the answer to a push of ${shortNumber(impulse)} to the story that is not the push itself, ${countWord(pairs)} pairs`,
    ...tableLines([['', 'total', 'herding of the story alone', 'what prices and spending add'], ...rows]),
    `A window begins with the month of the push, in which all of it counts; left alone it loses ${percentWord(decayPerMonth)} each month after.`,
    'Herding alone is the same push at reflexivity 0, where the story answers only itself; it is the same in every run.',
    `The answer swings back by ${percentWord(reversal)} of its peak within eighteen months.`,
  ];
}

/** Lines on losses of suppliers by the size of a shock to demand. */
export function fragilityLines(report: FragilityReport): string[] {
  const { pairs, losses, convexities, deepFallShare, worstTenth } = report;
  const rows = losses.map(({ shock, loss }, s) => {
    const bend = convexities[s]?.convexity;
    return [
      `  demand cut by ${percentWord(shock)}`,
      `${shortNumber(loss.mean)} ${interval(loss.low, loss.high)}`,
      bend === undefined ? '-' : `${shortNumber(bend.mean)} ${interval(bend.low, bend.high)}`,
    ];
  });
  return [
    `Loss that a shock to demand adds to the median supplier within three years, log units, ${countWord(pairs)} runs`,
    ...tableLines([['', 'added loss', 'convexity'], ...rows]),
    convexityLine(report),
    exponentLine(report),
    `Without a shock the index falls by more than 30 % in ${percentWord(deepFallShare)} of the runs, and by ${percentWord(worstTenth)} on the mean of the worst tenth.`,
  ];
}

/** What the intervals of convexity allow to say. */
function convexityLine({ convexities }: FragilityReport): string {
  const at = (side: -1 | 1): string =>
    convexities
      .flatMap(({ shock, convexity }) => (sideOf(convexity, 0) === side ? [percentWord(shock)] : []))
      .join(' and ');
  const [more, less] = [at(1), at(-1)];
  if (more === '' && less === '') return 'No convexity can be told from 0.';
  const told = [
    ...(more === ''
      ? []
      : [`around a cut of ${more}, ten points more or less by chance cost more than a cut that is sure`]),
    ...(less === '' ? [] : [`around a cut of ${less}, chance about it costs less than a cut that is sure`]),
  ].join('; ');
  return `${told[0].toUpperCase()}${told.slice(1)}.`;
}

/** What the interval of the exponent allows to say; 1 is proportion. */
function exponentLine({ exponent }: FragilityReport): string {
  const grow = `Losses grow with log shocks to the power ${shortNumber(exponent.value)} ${interval(exponent.low, exponent.high)}`;
  const side = sideOf(exponent, 1);
  if (side === 0) return `${grow}: not to be told from proportion, which is 1.`;
  return `${grow}: large shocks cost ${side > 0 ? 'more' : 'less'} than in proportion, which is 1.`;
}

/** Lines on what racing costs. */
export function anarchyLines({ pooled, spend, lossUsdBn }: AnarchyReport): string[] {
  const [than, size] = lossUsdBn.mean < 0 ? ['higher', -1] : ['lower', 1];
  const told = sideOf(lossUsdBn, 0) === 0 ? ', which is not to be told from no difference' : '';
  const ends = [size * lossUsdBn.low, size * lossUsdBn.high].sort((a, b) => a - b);
  return [
    'Price of anarchy, in AI capex and in economic profit without the strategic prize: the race as it is played, against the same luck with every builder disciplined, at present values',
    `AI capex of the race is ${shortNumber(pooled.spend)} times that under discipline, all runs together; the mean over pairs is ${shortNumber(spend.mean)} ${interval(spend.low, spend.high)}. At 1 racing adds no spending.`,
    `Builders' economic profit is ${than} by ${shortNumber(size * lossUsdBn.mean)} ${interval(ends[0], ends[1])} USD bn in the race than under discipline${told}.`,
    Number.isNaN(pooled.welfare)
      ? 'Their profits have no ratio, because they are not above 0 in both.'
      : `All runs together, discipline earns ${shortNumber(pooled.welfare)} times what the race does; a ratio says little where the race earns almost nothing.`,
  ];
}
