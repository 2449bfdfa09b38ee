/** Bullwhip chart: variability of orders at each tier, relative to the buyers. */

import { FAINT, type Frame, OKABE_ITO, PAPER, page, type Spec } from './spec.ts';
import { spreadOf } from './spread.ts';

/** Bullwhip of one tier: one value per run. */
export interface TierBullwhip {
  readonly tier: string;
  readonly values: readonly number[];
}

const WIDTH = 560;
const ROW_HEIGHT = 26;

/** Draw one row per tier, in the order given (customers first): thin line p5-p95, thick line p25-p75, mark median. */
export function bullwhipChart(tiers: readonly TierBullwhip[], hasWalls: boolean, frame: Frame): Spec {
  const values = tiers.flatMap(({ tier, values: own }) => {
    const spread = spreadOf(own.filter((value) => value > 0));
    return spread === undefined ? [] : [{ tier, ...spread }];
  });
  const y = {
    field: 'tier',
    type: 'nominal',
    sort: null,
    axis: { title: 'Tier, from the buyers up', grid: true, tickBand: 'extent' },
  };
  const x = {
    type: 'quantitative',
    scale: { type: 'log', nice: false, padding: 10 },
    axis: {
      title: hasWalls
        ? "Variance of the yearly growth of orders over that of the builders' orders (log scale)"
        : 'Variance of orders over variance of end demand, each over its squared mean (log scale)',
      values: [0.01, 0.1, 0.25, 0.5, 1, 2, 4, 10, 100, 1000],
      format: '~g',
    },
  };
  const bar = (low: string, high: string, strokeWidth: number): Spec => ({
    mark: { type: 'rule', color: OKABE_ITO[0], strokeWidth, strokeCap: 'round' },
    encoding: { y, x: { field: low, ...x }, x2: { field: high } },
  });
  const one: Spec = {
    data: { values: [{}] },
    mark: { type: 'rule', color: FAINT, strokeDash: [4, 3] },
    encoding: { x: { datum: 1 } },
  };
  const median: Spec = {
    mark: { type: 'point', filled: true, size: 140, opacity: 1, color: OKABE_ITO[0], stroke: PAPER, strokeWidth: 1.5 },
    encoding: { y, x: { field: 'p50', ...x } },
  };
  return page(
    [
      {
        width: WIDTH,
        height: { step: ROW_HEIGHT },
        data: { values },
        layer: [one, bar('p5', 'p95', 1.5), bar('p25', 'p75', 6), median],
      },
    ],
    {
      title: hasWalls
        ? 'Variability of orders at each tier, up to the wall or the horizon'
        : 'Variability of orders at each tier',
      subtitle: [
        'Right of the dashed line at 1, orders of a tier vary more than those of the buyers.',
        'Mark: median of the runs. Thick line: middle half. Thin line: 90 % interval.',
      ],
    },
    frame,
  );
}
