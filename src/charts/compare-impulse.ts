/** Impulse responses: monthly differences of series from the base, one panel per series. */

import type { Impulse } from '../experiment/compare-ledger.ts';
import { counted } from '../numeric/counted.ts';
import { metricTitle } from '../output/metric-title.ts';
import { type Frame, INK, OKABE_ITO, page, type Spec, timeAxis, timeOf } from './spec.ts';

/** One series of every scenario that is compared with the base. */
export interface ImpulsePanel {
  readonly series: string;
  readonly unit: string;
  readonly lines: readonly { readonly name: string; readonly impulse: Impulse }[];
}

export interface ImpulseWords {
  readonly base: string;
  readonly pairs: number;
}

const WIDTH = 275;
const HEIGHT = 130;
const COLUMNS = 2;
const GAP = 85;
/** A month that fewer of the pairs reach is left out: the mean would be that of other pairs. */
const LEAST_SHARE_OF_PAIRS = 0.5;

const rounded = (value: number): number => Number(value.toPrecision(6));

/** Series of one thing in other units differ by the unit alone: `Staged (MW)` and `Staged (months)`. */
function titleOf(series: string, unit: string): string {
  const title = metricTitle(series, unit);
  return unit === '1' || unit === '' ? title : `${title} (${unit})`;
}

function panel({ series, unit, lines }: ImpulsePanel, frame: Frame): Spec {
  const names = lines.map(({ name }) => name);
  const values = lines.flatMap(({ name, impulse: { months, low, high, pairs } }) => {
    const most = pairs.reduce((a, b) => Math.max(a, b), 0);
    return Array.from(months, (mean, month) => ({ name, month, mean, low: low[month], high: high[month] }))
      .filter(({ month, mean }) => pairs[month] >= LEAST_SHARE_OF_PAIRS * most && Number.isFinite(mean))
      .map((point) => ({
        name,
        time: Number(timeOf(point.month, frame).toFixed(4)),
        mean: rounded(point.mean),
        ...(Number.isFinite(point.low) ? { low: rounded(point.low), high: rounded(point.high) } : {}),
      }));
  });
  const x = timeAxis('time', frame);
  const y = { type: 'quantitative', axis: { title: null, tickCount: 4 } };
  const color = {
    field: 'name',
    type: 'nominal',
    scale: { domain: names, range: names.map((_, at) => OKABE_ITO[at % OKABE_ITO.length]) },
    legend: names.length > 1 ? { columns: 3, symbolType: 'stroke' } : null,
  };
  return {
    title: { text: titleOf(series, unit), fontSize: 12, offset: 6 },
    width: WIDTH,
    height: HEIGHT,
    data: { values },
    layer: [
      { data: { values: [{ zero: 0 }] }, mark: { type: 'rule', color: INK }, encoding: { y: { field: 'zero', ...y } } },
      {
        mark: { type: 'area', opacity: 0.15 },
        encoding: { x, y: { field: 'low', ...y }, y2: { field: 'high' }, color },
      },
      { mark: { type: 'line', strokeWidth: 2 }, encoding: { x, y: { field: 'mean', ...y }, color } },
    ],
  };
}

/** Draw one panel per series, two side by side, with one legend for all. */
export function compareImpulseChart(panels: readonly ImpulsePanel[], words: ImpulseWords, frame: Frame): Spec {
  const rows: Spec[] = [];
  for (let at = 0; at < panels.length; at += COLUMNS) {
    rows.push({
      spacing: GAP,
      bounds: 'flush',
      hconcat: panels.slice(at, at + COLUMNS).map((one) => panel(one, frame)),
    });
  }
  const names = panels[0]?.lines.map(({ name }) => name) ?? [];
  return page(
    rows,
    {
      title:
        names.length === 1
          ? `${names[0]} minus ${words.base}, month by month`
          : `Difference from ${words.base}, month by month`,
      subtitle: [
        `Mean difference over at most ${counted(words.pairs, 'pair')} of runs with common random numbers; band: its 95 % interval.`,
        'The series are those with the largest differences; of two similar series one is shown.',
        'A month uses pairs in which both runs reach it; months that fewer than half of them reach are left out.',
        'Conditional on the assumptions of the scenarios; not a forecast.',
      ],
    },
    frame,
  );
}
