/** Loop gain of an economy: two runs under the same luck, one with a small push to the story. */

import { createSimulator } from '../engine/simulate.ts';
import { loopGain, reversal } from '../metrics/loop-gain.ts';
import { sum } from '../numeric/sum.ts';
import type { SeedKey } from '../random/seed.ts';
import type { Economy } from '../scenario/economy.ts';
import { pairedDifference } from './paired-difference.ts';

/** Windows over which the gain is measured, months: beyond them a boom and its bust cancel. */
const WINDOWS = [6, 12, 18] as const;
const LONGEST = 18;

export interface ImpulseDesign {
  readonly seed: SeedKey;
  readonly runs: number;
  /** Month of the push, and its size. */
  readonly month: number;
  readonly impulse: number;
}

export interface LoopGainReport {
  /** Pairs of runs that reach the end of the longest window. */
  readonly pairs: number;
  /** Gain of the mean response by window, with its 95 % interval. */
  readonly gains: readonly {
    readonly months: number;
    readonly gain: number;
    readonly low: number;
    readonly high: number;
  }[];
  /** Mean response of the narrative by month from the push; how far it swings below 0, over its peak. */
  readonly response: Float64Array;
  readonly reversal: number;
}

/** The scenario with a push to the story in a month. */
function pushed(scenario: Economy, { month, impulse }: ImpulseDesign): Economy {
  const push = { kind: 'narrative-impulse' as const, month, change: impulse };
  return { ...scenario, interventions: [...scenario.interventions, push] };
}

/**
 * Measure the gain of the loop from story to prices to spending and back.
 *
 * The push is forgotten for a month before it is recorded, so `impulse (1 - decay)` is what would be left of it then.
 * Without reflexivity only herding is left: a gain just below its strength (test/experiment/fragility.test.ts).
 */
export function measureLoopGain(scenario: Economy, design: ImpulseDesign): LoopGainReport {
  const { seed, runs, month, impulse } = design;
  const { decayPerMonth } = scenario.market?.narrative ?? { decayPerMonth: 0 };
  const kept = new Set(['scalar/narrative']);
  const plain = createSimulator(scenario, kept);
  const shaken = createSimulator(pushed(scenario, design), kept);
  const rule = { impulse: impulse * (1 - decayPerMonth), decay: decayPerMonth };
  const response = new Float64Array(LONGEST);
  const sums: number[][] = WINDOWS.map(() => []);
  let pairs = 0;
  for (let k = 0; k < runs; k++) {
    const base = plain
      .run(seed, k)
      .column('narrative', 'scalar')
      .slice(month, month + LONGEST);
    const other = shaken
      .run(seed, k)
      .column('narrative', 'scalar')
      .slice(month, month + LONGEST);
    if (Math.min(base.length, other.length) < LONGEST) continue;
    const difference = other.map((value, j) => value - base[j]);
    for (let j = 0; j < LONGEST; j++) response[j] += difference[j];
    for (const [w, months] of WINDOWS.entries()) sums[w].push(sum(difference.subarray(0, months)));
    pairs++;
  }
  for (let j = 0; j < LONGEST; j++) response[j] /= pairs;
  return {
    pairs,
    gains: WINDOWS.map((months, w) => {
      const { mean, low, high } = pairedDifference(sums[w]);
      const gain = loopGain(response, { ...rule, months });
      // Gain is 1 - own / mean, so the ends of the mean's interval give those of the gain.
      const at = (end: number): number => (end > 0 ? 1 - ((1 - gain) * mean) / end : Number.NaN);
      return { months, gain, low: at(low), high: at(high) };
    }),
    response,
    reversal: reversal(response),
  };
}
