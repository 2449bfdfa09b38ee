/** Title of a metric or series in words, without its unit. */

import { plainName, spoken } from './words.ts';

/** `economic_profit_usd_bn` in USD bn as `Economic profit`. */
export function metricTitle(name: string, unit: string): string {
  const words = plainName(name);
  const unitWords = unit.toLowerCase().replaceAll('/', ' per ');
  const endings = [
    unitWords,
    unitWords.replace(/^1 /, ''),
    unitWords.replaceAll(' per ', ' '),
    unitWords.split(' per ')[0],
  ];
  const ending = endings.find((one) => one !== '' && words.endsWith(` ${one}`));
  const bare = ending === undefined ? words : words.slice(0, -ending.length - 1);
  return spoken(bare);
}
