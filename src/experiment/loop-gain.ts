/** Loop gain of an economy: two runs with common random numbers, one with a small push to the story. */

import { createSimulator } from '../engine/simulate.ts';
import { loopGain, reversal } from '../metrics/loop-gain.ts';
import { sum } from '../numeric/sum.ts';
import type { SeedKey } from '../random/seed.ts';
import type { Economy } from '../scenario/economy.ts';
import { withoutSpreads } from '../scenario/spread.ts';
import type { Estimate } from './jackknife.ts';
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

export interface WindowGain {
  readonly months: number;
  /** Gain of the mean response. */
  readonly total: Estimate;
  /** What of it is left at reflexivity 0, where the story answers itself alone: the same in every run. */
  readonly herding: number;
  /** The rest: what prices, reports, spending and walls add. */
  readonly prices: Estimate;
}

export interface LoopGainReport {
  /** Pairs of runs that reach the end of the longest window. */
  readonly pairs: number;
  /** Share of the narrative forgotten in a month. */
  readonly decayPerMonth: number;
  readonly gains: readonly WindowGain[];
  /** Mean response of the narrative: the push, then what is left a month later, and so on. */
  readonly response: Float64Array;
  /** How far the response swings below 0, over its peak. */
  readonly reversal: number;
}

/**
 * Measure the gain of the loop from story to prices to spending and back, and that of herding alone.
 *
 * Month 0 of a window is that of the push, and counts the whole push on either side of the ratio: what is left of it
 * after j months is `impulse (1 - decay)^j`. The narrative is recorded once a month has been forgotten, so month j of a
 * response stands in row `month + j - 1` of the record. With herding alone and a small push the gain has a closed form
 * (test/experiment/fragility.test.ts).
 */
export function measureLoopGain(scenario: Economy, design: ImpulseDesign): LoopGainReport {
  const { impulse } = design;
  const decayPerMonth = decayOf(scenario);
  const responses = measureResponses(scenario, design, design.runs);
  const alone = measureResponses(withoutReflexivity(scenario), design, 1);
  const response = meanOf(responses);
  const story = meanOf(alone);
  return {
    pairs: responses.length,
    decayPerMonth,
    gains: WINDOWS.map((months) => {
      const rule = { impulse, decay: decayPerMonth, months };
      const gain = loopGain(response, rule);
      const { mean, low, high } = pairedDifference(responses.map((one) => sum(one.subarray(0, months))));
      // Gain is 1 - own / mean, so the ends of the mean's interval give those of the gain.
      const at = (end: number): number => (end > 0 ? 1 - ((1 - gain) * mean) / end : Number.NaN);
      const total = { value: gain, low: at(low), high: at(high) };
      const herding = loopGain(story, rule);
      const prices = { value: gain - herding, low: total.low - herding, high: total.high - herding };
      return { months, total, herding, prices };
    }),
    response,
    reversal: reversal(response),
  };
}

/** Share of the narrative forgotten in a month; nothing where the story is fixed. */
function decayOf({ market }: Economy): number {
  return market?.mechanisms.narrative === true ? market.narrative.decayPerMonth : 0;
}

/** The same economy with nothing that prices reach: the story moves by itself, the same whatever the luck. */
function withoutReflexivity(scenario: Economy): Economy {
  const { market } = scenario;
  if (market === undefined) return scenario;
  return withoutSpreads({ ...scenario, market: { ...market, reflexivity: 0 } }, ['market.reflexivity']);
}

/** The scenario with a push to the story in a month. */
function pushed(scenario: Economy, { month, impulse }: ImpulseDesign): Economy {
  const push = { kind: 'narrative-impulse' as const, month, change: impulse };
  return { ...scenario, interventions: [...scenario.interventions, push] };
}

/** Responses of the first pairs, `most` at most, that last to the end of the longest window. */
function measureResponses(scenario: Economy, design: ImpulseDesign, most: number): Float64Array[] {
  const { seed, runs, month, impulse } = design;
  const columns = new Set(['scalar/narrative']);
  const simulators = [createSimulator(scenario, columns), createSimulator(pushed(scenario, design), columns)];
  const responses: Float64Array[] = [];
  for (let k = 0; k < runs && responses.length < most; k++) {
    const [base, other] = simulators.map((one) => one.run(seed, k).column('narrative', 'scalar').slice(month));
    if (Math.min(base.length, other.length) < LONGEST) continue;
    responses.push(Float64Array.from({ length: LONGEST }, (_, j) => (j === 0 ? impulse : other[j - 1] - base[j - 1])));
  }
  return responses;
}

function meanOf(responses: readonly Float64Array[]): Float64Array {
  return Float64Array.from(
    { length: LONGEST },
    (_, j) => responses.reduce((all, one) => all + one[j], 0) / responses.length,
  );
}
