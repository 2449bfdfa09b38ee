/** Reports loop gain, fragility and the cost of racing. */

import type { AnarchyReport } from '../experiment/anarchy.ts';
import type { FragilityReport } from '../experiment/fragility.ts';
import { sideOf } from '../experiment/jackknife.ts';
import type { LoopGainReport } from '../experiment/loop-gain.ts';
import { counted } from '../numeric/counted.ts';
import { tableLines } from './text-table.ts';
import { percentWord, shortNumber } from './words.ts';

function interval(low: number, high: number): string {
  return `(${shortNumber(low)} to ${shortNumber(high)})`;
}

/** Lines on the feedback loop from the narrative to prices to spending and back. */
export function loopGainLines(report: LoopGainReport, impulse: number): string[] {
  const { pairs, gains, reversal, decayPerMonth } = report;
  if (pairs === 0) return ['Loop gain: no pair of runs lasted eighteen months after the impulse.'];
  const rows = gains.map(({ months, total, herding, prices }) => [
    `  over ${counted(months, 'month')}`,
    `${shortNumber(total.value)} (${shortNumber(total.low)} to ${shortNumber(total.high)})`,
    shortNumber(herding),
    `${shortNumber(prices.value)} (${shortNumber(prices.low)} to ${shortNumber(prices.high)})`,
  ]);
  return [
    `Loop gain: share of feedback in the response to an impulse of ${shortNumber(impulse)} to the narrative, ${counted(pairs, 'pair')}`,
    ...tableLines([['', 'total', 'herding of the narrative alone', 'added by prices and spending'], ...rows]),
    `A window begins with the month of the impulse, which counts fully; without feedback it decays by ${percentWord(decayPerMonth)} per month.`,
    'Herding alone is the same impulse at reflexivity 0; it is equal in every run.',
    `The response overshoots in the other direction by ${percentWord(reversal)} of its peak within eighteen months.`,
  ];
}

/** Lines on losses of suppliers by the size of a shock to demand. */
export function fragilityLines(report: FragilityReport): string[] {
  const { pairs, losses, convexities, deepFallShare, worstTenth } = report;
  const rows = losses.map(({ shock, loss }, s) => {
    const bend = convexities[s]?.convexity;
    return [
      `  demand lower by ${percentWord(shock)}`,
      `${shortNumber(loss.mean)} ${interval(loss.low, loss.high)}`,
      bend === undefined ? '-' : `${shortNumber(bend.mean)} ${interval(bend.low, bend.high)}`,
    ];
  });
  return [
    `Additional loss of the median supplier from a demand shock within three years, log units, ${counted(pairs, 'run')}`,
    ...tableLines([['', 'additional loss', 'convexity'], ...rows]),
    convexityLine(report),
    exponentLine(report),
    `Without a shock the index falls by more than 30 % in ${percentWord(deepFallShare)} of the runs, and by ${percentWord(worstTenth)} on the mean of the worst tenth.`,
  ];
}

/** Conclusions from the intervals of convexity. */
function convexityLine({ convexities }: FragilityReport): string {
  const at = (side: -1 | 1): string =>
    convexities
      .flatMap(({ shock, convexity }) => (sideOf(convexity, 0) === side ? [percentWord(shock)] : []))
      .join(' and ');
  const [more, less] = [at(1), at(-1)];
  if (more === '' && less === '') return 'No convexity differs significantly from 0 (95 % intervals).';
  const note = [
    ...(more === '' ? [] : [`around a cut of ${more}, a random deviation of ten points costs more than a certain cut`]),
    ...(less === '' ? [] : [`around a cut of ${less}, a random deviation costs less than a certain cut`]),
  ].join('; ');
  return `${note[0].toUpperCase()}${note.slice(1)}.`;
}

/** Conclusion from the interval of the exponent; 1 is proportional. */
function exponentLine({ exponent }: FragilityReport): string {
  const grow = `Losses grow with log shocks to the power ${shortNumber(exponent.value)} ${interval(exponent.low, exponent.high)}`;
  const side = sideOf(exponent, 1);
  if (side === 0) return `${grow}: not significantly different from proportional (exponent 1).`;
  return `${grow}: large shocks cost ${side > 0 ? 'more' : 'less'} than in proportion (exponent 1).`;
}

/** Lines on the cost of racing. */
export function anarchyLines({ pooled, spend, lossUsdBn }: AnarchyReport): string[] {
  const [than, size] = lossUsdBn.mean < 0 ? ['higher', -1] : ['lower', 1];
  const note = sideOf(lossUsdBn, 0) === 0 ? ', which is not significant (95 % interval)' : '';
  const ends = [size * lossUsdBn.low, size * lossUsdBn.high].sort((a, b) => a - b);
  return [
    'Cost of racing, in AI capex and in economic profit without market positions: the race of the scenario compared with discipline of every builder, with common random numbers, at present values of the months that both runs of a pair have',
    `AI capex of the race is ${shortNumber(pooled.spend)} times that under discipline, all runs together; the mean over pairs is ${shortNumber(spend.mean)} ${interval(spend.low, spend.high)}. At 1 racing adds no spending.`,
    `Builders' economic profit is ${than} by ${shortNumber(size * lossUsdBn.mean)} ${interval(ends[0], ends[1])} USD bn in the race than under discipline${note}.`,
    Number.isNaN(pooled.welfare)
      ? 'Their profits have no ratio, because they are not positive in both.'
      : `All runs together, discipline earns ${shortNumber(pooled.welfare)} times what the race does; the ratio is unreliable where profits of the race are close to 0.`,
  ];
}
