/** Titles of metrics and series in words, with their unit or without. */

import { memberOf, unitOfMetric } from '../metrics/run-row.ts';
import { capital, plainName, spoken, withinSentence } from './words.ts';

/** `economic_profit_usd_bn` in USD bn as `Economic profit`; `cost_usd_depot` as `Cost, depot`. */
export function metricTitle(name: string, unit: string): string {
  const member = memberOf(name);
  if (member !== undefined) return `${spoken(bareName(member.family, unit))}, ${withinSentence(member.entity)}`;
  return spoken(bareName(name, unit));
}

/** The same with the unit, unless a word says it: `Economic profit (USD bn)`, `Months to wall`. */
export function metricLabel(name: string, unit: string): string {
  const title = metricTitle(name, unit);
  const isSaid = unit === '' || unit === '1' || title.toLowerCase().split(' ').includes(unit.toLowerCase());
  return isSaid ? title : `${title} (${unit})`;
}

/** A mean over runs: months to the wall count the horizon where there is none, unlike a median date. */
export function meanTitle(name: string, unit: string): string {
  return name === 'months_to_wall' ? 'Mean months to wall' : metricTitle(name, unit);
}

/** Names in a condition, and quoted words. */
const NAME = /"[^"]*"|'[^']*'|[A-Za-z][A-Za-z0-9_-]*/g;

/** A metric, or a condition on metrics, in words: `wall = power` as `First wall = power`; other text stays. */
export function outcomeWords(outcome: string): string {
  const unit = unitOfMetric(outcome);
  if (unit !== undefined && outcome !== 'wall') return metricLabel(outcome, unit);
  const words = outcome.replace(NAME, (name) => {
    if (name === 'wall') return 'first wall';
    const own = unitOfMetric(name);
    return own === undefined ? name : inSentence(metricTitle(name, own));
  });
  return words === outcome ? outcome : capital(words);
}

/** A title within a sentence: `HBM stock` stays, `Cost, depot` becomes `cost, depot`. */
export function inSentence(title: string): string {
  return /^[A-Z]{2}/.test(title) ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}

/** Words of a name without its unit at the end. */
function bareName(name: string, unit: string): string {
  const words = plainName(name);
  const unitWords = unit.toLowerCase().replaceAll('/', ' per ');
  const endings = [
    unitWords,
    unitWords.replace(/^1 /, ''),
    unitWords.replaceAll(' per ', ' '),
    unitWords.split(' per ')[0],
    // Goods of a supply scenario may have a unit of their own; the name of the column has megawatts.
    'mw',
  ];
  const ending = endings.find((one) => one !== '' && words.endsWith(` ${one}`));
  return ending === undefined ? words : words.slice(0, -ending.length - 1);
}
