/** Spread of an uncertain number: the distribution from which every run draws a value, by quantile. */

import * as z from 'zod';
import { exp } from '../numeric/elementary.ts';
import { normalCdf } from '../numeric/special.ts';
import { quantity } from './fields.ts';

const LEAST = 1e-9;
const FAR = 1e15;
const WITH = z
  .string()
  .min(1)
  .optional()
  .meta({ description: 'Path of another uncertain number, or any name, whose quantile it shares' });

/** The forms of a spread, discriminated by their keys. */
export const SPREAD_FORMS = [
  z.strictObject({
    logSd: quantity('1', [LEAST, 3], 'Log-normal with the value as median: standard deviation of the log'),
    with: WITH,
  }),
  z.strictObject({
    sd: quantity('unit of the number', [LEAST], 'Normal with the value as mean: standard deviation'),
    with: WITH,
  }),
  z.strictObject({
    low: quantity('unit of the number', [-FAR], 'Triangular, most likely at the value: least'),
    high: quantity('unit of the number', [-FAR], 'Triangular: greatest'),
    with: WITH,
  }),
] as const;

export const SpreadSchema = z.union(SPREAD_FORMS);

/** How uncertain a number is. */
export type Spread = z.infer<typeof SpreadSchema>;

/** Key under which a resolved scenario holds the spreads of its numbers by path, and a file switches them on or off. */
export const SPREADS_KEY = 'spreads';

/** `spreads` of a scenario: `off`, or the spread of each uncertain number by its path. */
export const SpreadsSchema = z
  .union([z.enum(['on', 'off']), z.record(z.string(), SpreadSchema)])
  .meta({ description: 'off: every number is certain; or spreads by path, for numbers without their own' });

/** Spreads by path, in the order of the paths; none when they are off. */
export function spreadsOf(scenario: object): [path: string, spread: Spread][] {
  const spreads = 'spreads' in scenario ? scenario.spreads : undefined;
  if (typeof spreads !== 'object' || spreads === null) return [];
  return Object.entries(spreads as Record<string, Spread>).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Reason why a number cannot have this spread; undefined when it can. */
export function spreadProblem(spread: Spread, value: number): string | undefined {
  if ('logSd' in spread && !(value > 0)) return `logSd needs a number above 0, got ${value}: use sd, or low and high`;
  if (!('low' in spread)) return undefined;
  if (!(spread.low < spread.high)) return `low must be below high, got ${spread.low} and ${spread.high}`;
  if (spread.low <= value && value <= spread.high) return undefined;
  return `the value ${value} must be between low and high, got ${spread.low} and ${spread.high}`;
}

/** The spread of a number that is multiplied by `factor` and then raised by `shift`; undefined when it becomes 0. */
export function movedSpread(spread: Spread, factor: number, shift: number): Spread | undefined {
  if (factor === 0) return undefined;
  if ('logSd' in spread) return spread;
  if ('sd' in spread) return { ...spread, sd: spread.sd * Math.abs(factor) };
  const ends = [spread.low * factor + shift, spread.high * factor + shift];
  return { ...spread, low: Math.min(...ends), high: Math.max(...ends) };
}

/**
 * The value of an uncertain number at a standard normal quantile `z`: rising in `z`, and the number itself at 0 unless
 * the distribution is an asymmetric triangle. Not yet limited to the range of its field.
 */
export function spreadQuantile(spread: Spread, value: number, z: number): number {
  if ('logSd' in spread) return value * exp(spread.logSd * z);
  if ('sd' in spread) return value + spread.sd * z;
  const { low, high } = spread;
  const below = normalCdf(z);
  if (below * (high - low) < value - low) return low + Math.sqrt(below * (high - low) * (value - low));
  return high - Math.sqrt(normalCdf(-z) * (high - low) * (high - value));
}

/** `log-normal, log sd 0.15`, for people. */
export function spreadWords(spread: Spread): string {
  const together = spread.with === undefined ? '' : `, drawn with ${spread.with}`;
  if ('logSd' in spread) return `log-normal, log sd ${spread.logSd}${together}`;
  if ('sd' in spread) return `normal, sd ${spread.sd}${together}`;
  return `triangular, ${spread.low} to ${spread.high}${together}`;
}

/** The same scenario with the numbers at and below these paths certain. */
export function withoutSpreads<T extends object>(scenario: T, paths: readonly string[]): T {
  const spreads = spreadsOf(scenario);
  const isBelow = (path: string, at: string) => path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`);
  const kept = spreads.filter(([path]) => !paths.some((at) => isBelow(path, at)));
  if (kept.length === spreads.length) return scenario;
  return { ...scenario, [SPREADS_KEY]: kept.length === 0 ? undefined : Object.fromEntries(kept) };
}
