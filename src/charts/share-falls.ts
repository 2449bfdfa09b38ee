/** Chart of falls of share prices around the wall: with the pause, and in the same runs without it. */

import { percentRange, percentWord } from '../output/words.ts';
import { withUnit } from '../numeric/counted.ts';
import { type Frame, OKABE_ITO, page, type Spec } from './spec.ts';
import { type Spread, spreadOf } from './spread.ts';
import { type MeasuredRow, measuredRows } from './tier-losses.ts';

/** Falls of the shares of a class from their peak up to the wall, one value per run that met a wall. */
export interface ShareFalls {
  /** `Suppliers`. */
  readonly group: string;
  /** In [0, 1]. */
  readonly fall: readonly number[];
  /** The same minus the fall of the same run without the pause. */
  readonly excess: readonly number[];
}

const WITH = 'with the pause';
const WITHOUT = 'same runs without the pause';
const MARKS = {
  [WITH]: { colour: OKABE_ITO[3], shape: 'circle' },
  [WITHOUT]: { colour: OKABE_ITO[0], shape: 'square' },
};
const AXIS = 'Fall of the share price from its peak';

interface Fall {
  readonly group: string;
  readonly paused: Spread;
  readonly unpaused: Spread;
  readonly excess: Spread;
}

const points = (share: number): string => percentWord(share).replace(' %', '');

/** Spreads of each group that some run has. */
export function fallsOf(groups: readonly ShareFalls[]): Fall[] {
  return groups.flatMap(({ group, fall, excess }) => {
    const [paused, unpaused, added] = [fall, fall.map((value, run) => value - excess[run]), excess].map(spreadOf);
    if (paused === undefined || unpaused === undefined || added === undefined) return [];
    return [{ group, paused, unpaused, excess: added }];
  });
}

/** A spread of shares as points: `22 points (1.1 to 55)`. */
export function pointsOf({ p5, p50, p95 }: Spread): string {
  const range = p5 === p95 ? '' : ` (${percentRange(p5, p95).replace(' %', '')})`;
  return `${withUnit(points(p50), 'points')}${range}`;
}

/** The fall, and the part of it that is the pause's own: `65 %; pause: 22 points (1.1 to 55)`. */
const excessWord = ({ paused, excess }: Fall): string => `${percentWord(paused.p50)}; pause: ${pointsOf(excess)}`;

/** Draw a row per group; undefined where no run has both falls. */
export function shareFallsChart(groups: readonly ShareFalls[], frame: Frame): Spec | undefined {
  const falls = fallsOf(groups);
  if (falls.length === 0) return undefined;
  const values = falls.flatMap((fall): MeasuredRow[] => [
    { tier: fall.group, measure: WITH, ...fall.paused, figures: excessWord(fall) },
    { tier: fall.group, measure: WITHOUT, ...fall.unpaused, figures: percentWord(fall.unpaused.p50) },
  ]);
  const [{ group, paused, excess }] = falls;
  const how =
    'Fall of the median share of a class, from the highest price of the year up to the wall to the lowest of the two years after it.';
  const marks = 'Mark: median. Thick line: middle half of the runs. Thin line: 90 % interval.';
  const rose = values.some(({ p5 = 0 }) => p5 < 0) ? ' Where prices rose, the line is cut at 0.' : '';
  const right = `Right: medians, and what the pause adds run by run (median, 90 % interval); the marks may lie further apart, as medians do not add up.${rose}`;
  return page(
    [measuredRows(values, { values: AXIS, marks: MARKS, scale: { domainMin: 0, clamp: true } }, frame)],
    {
      title: 'Falls of share prices around the wall',
      subtitle: [how, marks, right],
      slide: {
        message: `${group}' shares fall ${percentWord(paused.p50)} from their peak around the wall; the pause itself adds ${withUnit(points(excess.p50), 'points')} (medians)`,
        note: `${how} ${marks} ${right}`,
      },
    },
    frame,
  );
}
