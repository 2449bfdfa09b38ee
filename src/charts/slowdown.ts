/** Chart of a slowdown of builders' orders: orders, sales and profit of every tier, one line for each growth. */

import type { SlowdownReport } from '../experiment/slowdown.ts';
import { counted } from '../numeric/counted.ts';
import { percentWord, spoken } from '../output/words.ts';
import { FAINT, type Frame, INK, OKABE_ITO, page, type Spec, timeAxis, timeOf } from './spec.ts';

const WIDTH = 210;
const HEIGHT = 90;
const TITLES = { orders: 'orders', sales: 'sales', profit: 'operating profit, over sales before' } as const;

/**
 * Draw one row of three panels per tier; values are 1 in the quarter before the slowdown, profit is the margin then.
 */
export function slowdownChart(
  { series, runs, firstMonth }: SlowdownReport,
  { month, before }: { readonly month: number; readonly before: number },
  frame: Frame,
): Spec {
  const growths = [...new Set(series.map(({ growth }) => growth))];
  const label = (growth: number): string =>
    `${percentWord(growth)} a month${growth === before ? ' (no slowdown)' : ''}`;
  const color = {
    field: 'path',
    type: 'nominal',
    scale: { domain: growths.map(label), range: [INK, ...growths.slice(1).map((_, g) => OKABE_ITO[g])] },
    legend: { columns: 3, symbolType: 'stroke' },
  };
  const nodes = [...new Set(series.map(({ node }) => node))];
  const time = timeAxis('time', frame);
  const x = { ...time, axis: { ...(time.axis as Spec), title: null } };
  const panel = (node: string, measure: keyof typeof TITLES): Spec => ({
    title: { text: `${spoken(node)}: ${TITLES[measure]}`, fontSize: 12, offset: 6 },
    width: WIDTH,
    height: HEIGHT,
    data: {
      values: series
        .filter((one) => one.node === node && one.measure === measure)
        .flatMap(({ growth, values }) =>
          Array.from(values, (value, t) => ({
            path: label(growth),
            time: Number(timeOf(firstMonth + t, frame).toFixed(4)),
            value: Number(value.toPrecision(5)),
          })),
        ),
    },
    layer: [
      {
        data: { values: [{ time: Number(timeOf(month, frame).toFixed(4)) }] },
        mark: { type: 'rule', color: FAINT, strokeDash: [4, 3] },
        encoding: { x },
      },
      {
        mark: { type: 'line', strokeWidth: 1.8 },
        encoding: {
          x,
          y: { field: 'value', type: 'quantitative', axis: { title: null, tickCount: 4 } },
          color,
        },
      },
    ],
  });
  return page(
    nodes.map((node) => ({
      spacing: 40,
      hconcat: (Object.keys(TITLES) as (keyof typeof TITLES)[]).map((measure) => panel(node, measure)),
    })),
    {
      title: "Builders' orders slow down: orders, sales and profit of each tier",
      subtitle: [
        `Orders of all builders grow by ${percentWord(before)} a month until the dashed line, then as the legend says.`,
        `Three-month means over the quarter before the slowdown; mean of ${counted(runs, 'run')}. Scales differ between panels.`,
      ],
    },
    frame,
  );
}
