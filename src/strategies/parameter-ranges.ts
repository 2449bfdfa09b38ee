/** The numeric parameters that a strategy declares, with their ranges. */

import type { Strategy } from './strategy.ts';

export interface ParameterRange {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly isWhole: boolean;
}

/** Numeric parameters with a finite range; those of other kinds, or without bounds, are left out. */
export function parameterRanges({ params }: Pick<Strategy, 'params'>): ParameterRange[] {
  const { properties = {} } = params.toJSONSchema({ io: 'input' });
  return Object.entries(properties).flatMap(([name, property]) => {
    if (typeof property !== 'object') return [];
    const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = property;
    const [low, high] = [minimum ?? exclusiveMinimum, maximum ?? exclusiveMaximum];
    if ((type !== 'number' && type !== 'integer') || typeof low !== 'number' || typeof high !== 'number') return [];
    const isWhole = type === 'integer';
    return Number.isFinite(low) && Number.isFinite(high) && high > low && Math.abs(high) < Number.MAX_SAFE_INTEGER
      ? [{ name, low, high, isWhole }]
      : [];
  });
}
