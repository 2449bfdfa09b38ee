/** Chart of a backtest: the fan of each series over the runs by quarter, with the recorded data. */

import type { BacktestRun } from '../experiment/backtest.ts';
import type { RecordedSeries } from '../experiment/record-tables.ts';
import { counted } from '../numeric/counted.ts';
import { fanChart } from './fan.ts';
import type { Frame, Spec } from './spec.ts';
import { spreadOf } from './spread.ts';

/** Recorded quarters drawn before the start. */
const BEFORE = 6;
/** A quarter is drawn at its middle, months after its first. */
const MIDDLE = 1.5;
const QUARTER = 3;

/** Draw capex of all builders and of each, first what is added up. */
export function backtestChart(series: readonly RecordedSeries[], runs: readonly BacktestRun[], frame: Frame): Spec {
  const fans = series
    .map((one, s) => ({ one, s }))
    .filter(({ one }) => one.unit === 'USD bn')
    .sort((a, b) => Number(a.one.isFirm) - Number(b.one.isFirm))
    .map(({ one: { name, history, points }, s }) => ({
      label: `${name === 'all' ? 'All together' : name}, USD bn a quarter`,
      points: points.flatMap(({ horizon }, p) => {
        const spread = spreadOf(runs.map(({ values }) => values[s][p]));
        return spread === undefined ? [] : [{ month: QUARTER * (horizon - 1) + MIDDLE, ...spread }];
      }),
      record: [
        ...history.slice(-BEFORE).map((value, at, last) => ({ month: QUARTER * (at - last.length) + MIDDLE, value })),
        ...points.map(({ horizon, value }) => ({ month: QUARTER * (horizon - 1) + MIDDLE, value })),
      ],
    }));
  const heading = {
    title: `Cash capex from ${frame.startMonth ?? 'month 0'} on: ${counted(runs.length, 'run')} and recorded data`,
    note: 'Points: recorded data, by quarter. The runs use no fact later than their start.',
  };
  return fanChart(heading, fans, frame);
}
