/** Loop gain of an economy: two runs with common random numbers, one with a small impulse to the narrative. */

import { createSimulator } from '../engine/simulate.ts';
import { loopGain, reversal } from '../metrics/loop-gain.ts';
import { sum } from '../numeric/sum.ts';
import type { Economy } from '../scenario/economy.ts';
import { withoutSpreads } from '../scenario/spread.ts';
import type { Estimate } from './jackknife.ts';
import { type PairedRuns, pairedDifference } from './paired-difference.ts';

/** Windows of the gain, months: in longer ones a boom and its bust cancel. */
const WINDOWS = [6, 12, 18] as const;
const LONGEST = 18;

export interface ImpulseDesign extends PairedRuns {
  /** Month and size of the impulse. */
  readonly month: number;
  readonly impulse: number;
}

export interface WindowGain {
  readonly months: number;
  /** Gain of the mean response. */
  readonly total: Estimate;
  /** Gain at reflexivity 0, from herding alone: the same in every run. */
  readonly herding: number;
  /** The rest of the gain: from prices, reports, spending and walls. */
  readonly prices: Estimate;
}

export interface LoopGainReport {
  /** Pairs of runs that reach the end of the longest window. */
  readonly pairs: number;
  /** Monthly decay of the narrative. */
  readonly decayPerMonth: number;
  readonly gains: readonly WindowGain[];
  /** Mean response of the narrative by month: the impulse, then its remainder. */
  readonly response: Float64Array;
  /** Overshoot of the response below 0, over its peak. */
  readonly reversal: number;
}

/**
 * Measure the gain of the loop from narrative to prices to spending and back, and that of herding alone.
 *
 * Month 0 of a window is that of the impulse and counts fully in both sums of the ratio: without feedback `impulse (1 -
 * decay)^j` remains after j months. The narrative is recorded after a month of decay, so month j of a response is in
 * row `month + j - 1`. With herding alone and a small impulse the gain has a closed form
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
      // The gain is 1 - own / mean, so the ends of the mean's interval give those of the gain.
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

/** Monthly decay of the narrative; undefined where the narrative is fixed. */
function decayOf({ market }: Economy): number {
  return market?.mechanisms.narrative === true ? market.narrative.decayPerMonth : 0;
}

/** The same economy without any effect of prices: the narrative evolves by itself, with no random draws. */
function withoutReflexivity(scenario: Economy): Economy {
  const { market } = scenario;
  if (market === undefined) return scenario;
  return withoutSpreads({ ...scenario, market: { ...market, reflexivity: 0 } }, ['market.reflexivity']);
}

/** The scenario with an impulse to the narrative in a month. */
function pushed(scenario: Economy, { month, impulse }: ImpulseDesign): Economy {
  const push = { kind: 'narrative-impulse' as const, month, change: impulse };
  return { ...scenario, interventions: [...scenario.interventions, push] };
}

/** Responses of the first pairs, `most` at most, that last to the end of the longest window. */
function measureResponses(scenario: Economy, design: ImpulseDesign, most: number): Float64Array[] {
  const { seed, runs, month, impulse, onRun } = design;
  const columns = new Set(['scalar/narrative']);
  const simulators = [createSimulator(scenario, columns), createSimulator(pushed(scenario, design), columns)];
  const responses: Float64Array[] = [];
  for (let k = 0; k < runs && responses.length < most; k++) {
    const [base, other] = simulators.map((one) => one.run(seed, k).column('narrative', 'scalar').slice(month));
    onRun?.();
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
