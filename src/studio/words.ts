/** Names and numbers as the page says them. */

import { calendarMonth, shortNumber } from '../output/words.ts';
import type { Chance, Range } from './summary.ts';

const NAMES: Readonly<Record<string, string>> = {
  power: 'Power',
  roi: 'Return',
  regulation: 'Regulation',
  none: 'No wall',
  hbm: 'HBM memory',
  server: 'Servers',
  accelerator: 'Accelerators',
  packaging: 'Packaging',
  foundry: 'Foundry',
  equipment: 'Chip equipment',
  electrical: 'Electrical',
};

/** A name for people: `hbm` -> `HBM memory`. */
export const nameOf = (id: string): string => NAMES[id] ?? id.replaceAll('-', ' ');

/** Per cent without decimals, a half rounded up. */
export const wholePercent = (share: number): string => (Number.isFinite(share) ? `${Math.round(share * 100)} %` : '–');

export const shortWord = shortNumber;

/** `95 % (91 to 97)`. */
export function chanceWord({ share, low, high }: Chance): string {
  return `${wholePercent(share)} (${Math.round(low * 100)} to ${Math.round(high * 100)})`;
}

export function percentRange({ low, middle, high }: Range): string {
  return `${wholePercent(middle)} (${Math.round(low * 100)} to ${Math.round(high * 100)})`;
}

export function rangeWord({ low, middle, high }: Range): string {
  return `${shortNumber(middle)} (${shortNumber(low)} to ${shortNumber(high)})`;
}

export const dateWord = (startMonth: string, month: number): string =>
  Number.isFinite(month) ? calendarMonth(startMonth, month) : '–';

/** A unit as people write it; pure numbers have none. */
export const unitWord = (unit: string): string => (unit === '1' ? '' : unit);
