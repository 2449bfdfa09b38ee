/** Chart of orders around the wall: each tier before and after, with and without the pause. */

import { type Frame, FAINT, INK, OKABE_ITO, page, type Spec, PER_CENT } from './spec.ts';

/** One month of one tier, by its distance from the wall; values relative to the tier's peak up to the wall. */
export interface AroundPoint {
  /** Months after the wall; negative before. */
  readonly month: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  /** Median of the same runs without the pause. */
  readonly unpaused: number;
}

export interface AroundWall {
  readonly tier: string;
  readonly points: readonly AroundPoint[];
}

const WIDTH = 620;
const HEIGHT = 130;

function panel({ tier, points }: AroundWall, isLast: boolean): Spec {
  const x = {
    field: 'month',
    type: 'quantitative',
    scale: { nice: false },
    axis: { title: isLast ? 'Months after the wall' : null, grid: false, values: [-12, -6, 0, 6, 12, 18, 24] },
  };
  const y = { type: 'quantitative', axis: { title: `${tier}, share of peak`, ...PER_CENT, tickCount: 4 } };
  const line = (field: string, strokeDash: readonly number[], color: string): Spec => ({
    mark: { type: 'line', color, strokeWidth: 2, strokeDash },
    encoding: { x, y: { field, ...y } },
  });
  return {
    width: WIDTH,
    height: HEIGHT,
    data: { values: points },
    layer: [
      {
        mark: { type: 'area', color: OKABE_ITO[0], opacity: 0.25 },
        encoding: { x, y: { field: 'p25', ...y }, y2: { field: 'p75' } },
      },
      line('p50', [1, 0], INK),
      line('unpaused', [5, 3], OKABE_ITO[3]),
      {
        data: { values: [{}] },
        mark: { type: 'rule', color: FAINT, strokeDash: [2, 2] },
        encoding: { x: { datum: 0 } },
      },
    ],
  };
}

/** Draw one panel a tier. */
export function aroundWallChart(tiers: readonly AroundWall[], runs: string, frame: Frame): Spec {
  return page(
    tiers.map((tier, at) => panel(tier, at === tiers.length - 1)),
    {
      title: 'Orders before and after the wall, tier by tier',
      subtitle: [
        `Three-month orders over their peak up to the wall, in ${runs}, aligned at the wall.`,
        'Line: median; band: middle half. Dashed: median of the same runs without the pause.',
      ],
    },
    frame,
  );
}
