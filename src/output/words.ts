/** Formats numbers and months for readers: three significant digits, calendar months, percentages. */

import { counted, grouped, withUnit } from '../numeric/counted.ts';

const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTHS_PER_YEAR = 12;
const SIGNIFICANT_DIGITS = 3;
/** Digits of a share that are reliable despite rounding errors of sums. */
const PERCENT_DIGITS = 12;

/** Quantities below this, in any unit of the model, are rounding errors. */
const ROUNDING = 1e-9;

/** A number with about three significant digits, whole above 100; `-` when missing, `0` for a rounding error. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) < ROUNDING) return '0';
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e12) return value.toExponential(1);
  if (size >= 100) return grouped(value.toFixed(0));
  const text = value.toPrecision(SIGNIFICANT_DIGITS);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Decimals with which a number has so many significant digits; 0 for large ones. */
export function decimalsOf(value: number, digits = SIGNIFICANT_DIGITS): number {
  const size = Math.abs(value);
  if (!(size > ROUNDING) || !Number.isFinite(size)) return 0;
  return Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
}

/** Significant digits of the wider end of an interval, and further decimals of narrow ones. */
const INTERVAL_DIGITS = 2;
const MORE_DECIMALS = 2;

/** Decimals of a difference: those of the means, or as many as the wider end and the width of its interval need. */
export function differenceDecimals(
  { mean, low, high }: { readonly mean: number; readonly low: number; readonly high: number },
  least: number,
): number {
  const wide = Math.max(...[mean, low, high].filter(Number.isFinite).map(Math.abs));
  return Math.max(least, decimalsOf(wide, INTERVAL_DIGITS), Math.min(decimalsOf(high - low, 1), least + MORE_DECIMALS));
}

/** A number with so many decimals: `0.0`, never `-0.0`. */
export function fixedNumber(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return '-';
  const text = grouped(value.toFixed(decimals));
  return /[1-9]/.test(text) ? text : text.replace('-', '');
}

/** The same with its sign. */
export function signedFixed(value: number, decimals: number): string {
  const text = fixedNumber(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A count with grouped thousands. */
export function countWord(value: number): string {
  return grouped(String(value));
}

/**
 * A share in per cent: `0.623` -> `62 %`; one decimal below ten per cent.
 *
 * Shares that differ only by rounding errors of sums give the same text: 1 - 0.825 and 7 / 40 are both 18 %.
 */
export function percentWord(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const percent = Number((value * 100).toPrecision(PERCENT_DIGITS));
  const text = percent.toFixed(Math.abs(percent) < 10 ? 1 : 0).replace(/\.0$/, '');
  return `${text === '-0' ? '0' : text} %`;
}

/** A range of shares: `0.4, 0.54` -> `40 to 54 %`. */
export function percentRange(low: number, high: number): string {
  return `${percentWord(low).replace(' %', '')} to ${percentWord(high)}`;
}

/** A difference of shares in points, with its sign: `-0.35` -> `-35`. */
export function signedPoints(share: number): string {
  const points = percentWord(Math.abs(share)).replace(' %', '');
  return points === '0' || points === '-' ? points : `${share < 0 ? '-' : '+'}${points}`;
}

/** A number with its sign: `+3.5`, `-2`, `0`. */
export function signedNumber(value: number): string {
  return value > 0 ? `+${shortNumber(value)}` : shortNumber(value);
}

/** A difference with its interval, for pictures: `+3.5 (−3.46 to +10.5)`; without one where there is none, or it is exact. */
export function differenceWord(value: number, low: number, high: number, word = signedNumber): string {
  const interval =
    Number.isFinite(low) && Number.isFinite(high) && low !== high ? ` (${word(low)} to ${word(high)})` : '';
  return `${word(value)}${interval}`.replaceAll('-', '−');
}

/** The calendar month of a run's month: start `2025-10`, month 2 -> `Dec 2025`. */
export function calendarMonth(startMonth: string, month: number): string {
  const [year, first] = startMonth.split('-').map(Number);
  const index = first - 1 + Math.round(month);
  const name = MONTH_NAMES[((index % MONTHS_PER_YEAR) + MONTHS_PER_YEAR) % MONTHS_PER_YEAR];
  return `${name} ${year + Math.floor(index / MONTHS_PER_YEAR)}`;
}

/** A value in its unit; pure numbers stand alone. */
export function quantityWord(value: number, unit: string): string {
  const number = shortNumber(value);
  return unit === '' || unit === '1' ? number : withUnit(number, unit);
}

/** Words of an identifier: `sales_lost_hbm` -> `sales lost hbm`. */
export function plainName(identifier: string): string {
  return identifier.replaceAll('_', ' ');
}

/** Words that are written in capitals. */
const ABBREVIATIONS = /\b(?:ai|gdp|ercot|hbm|hhi|miso|pjm|pue|roi|us|wacc)\b/g;

/** Abbreviations in capitals: `hbm` as `HBM`. */
export function inCapitals(words: string): string {
  return words.replace(ABBREVIATIONS, (word) => word.toUpperCase());
}

/** `ai_capex` as `AI capex`, `server` as `server`: within a sentence. */
export function withinSentence(identifier: string): string {
  return inCapitals(plainName(identifier));
}

/** `ai_capex` as `AI capex`, `price_index` as `Price index`. */
export function spoken(identifier: string): string {
  return capital(withinSentence(identifier));
}

/** With a capital at the beginning. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** List of names: `roi`, `roi and power`, `roi, power and capital`. */
export function listWord(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** An amount of money: `USD 830`, `USD 14.4 mn`, `USD 2.1 bn`. */
export function moneyWord(usd: number): string {
  const [unit, word] = usd >= 1e9 ? [1e9, ' bn'] : usd >= 1e6 ? [1e6, ' mn'] : [1, ''];
  return `USD ${shortNumber(usd / unit)}${word}`;
}

/** A duration in words, to the unit that matters. */
export function durationWord(seconds: number): string {
  if (!Number.isFinite(seconds)) return '-';
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  const hours = seconds / 3600;
  if (hours < 48) return `${Math.floor(hours)} h ${Math.round((seconds % 3600) / 60)} min`;
  const days = hours / 24;
  return days < 730 ? counted(Math.round(days), 'day') : counted(Math.round(days / 365.25), 'year');
}

/** Text broken at blanks into lines of at most `width` characters; a longer word is on its own line. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
