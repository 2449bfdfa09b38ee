/** Backtest: scores forecasts of a scenario that starts in the past, and naive forecasts, on the same data. */

import { type Forecast, type ForecastScore, scoreForecasts } from './forecast-scores.ts';
import { NAIVE, naiveForecasts } from './naive-forecasts.ts';
import type { RecordedSeries } from './record-tables.ts';

/** Values scored together: one series, or all builders pooled. */
export interface BacktestRow {
  readonly name: string;
  readonly unit: string;
  /** Whether it is one builder. */
  readonly isFirm: boolean;
  readonly model: ForecastScore;
  /** Scores of `NAIVE` on the same values; empty where the history is too short. */
  readonly naive: readonly ForecastScore[] | undefined;
  /** Scores of the model by quarters ahead. */
  readonly horizons: readonly { readonly horizon: number; readonly model: ForecastScore }[];
}

export interface BacktestResult {
  readonly rows: readonly BacktestRow[];
  /** Share of runs without a wall up to the last recorded quarter, in which none was reached. */
  readonly noWallShare: number;
}

/** Values of one run: by series, then by point; and the month of its first wall, -1 for none. */
export interface BacktestRun {
  readonly values: readonly (readonly number[])[];
  readonly wallMonth: number;
}

export const POOLED = 'builders, each';
const QUARTER = 3;

/**
 * The same series from a month of the run on: what came before it is history, which naive forecasts know, and quarters
 * ahead are counted from it.
 */
export function seriesFrom(series: readonly RecordedSeries[], month: number): RecordedSeries[] {
  return series.flatMap((one) => {
    const [past, points] = [one.points.filter((p) => p.month < month), one.points.filter((p) => p.month >= month)];
    if (points.length === 0) return [];
    const first = Math.min(...points.map(({ horizon }) => horizon));
    const history = one.history.length === 0 ? [] : [...one.history, ...past.map(({ value }) => value)];
    return [{ ...one, history, points: points.map((p) => ({ ...p, horizon: p.horizon - first + 1 })) }];
  });
}

/** Score the runs on the recorded data. */
export function scoreBacktest(series: readonly RecordedSeries[], runs: readonly BacktestRun[]): BacktestResult {
  const models = series.map((one, s) => forecastsOf(one, (point) => sampleOf(runs, s, point)));
  const naives = series.map((one) =>
    NAIVE.map((_, rule) => forecastsOf(one, (_point, horizon) => naiveForecasts(one.history, horizon)?.[rule])),
  );
  const firms = series.flatMap(({ isFirm }, s) => (isFirm ? [s] : []));
  const pooled = rowOf(
    { name: POOLED, unit: 'USD bn', isFirm: false },
    firms.flatMap((s) => models[s]),
    NAIVE.map((_, rule) => firms.flatMap((s) => naives[s][rule])),
  );
  const rows = series.map((one, s) => rowOf(one, models[s], naives[s]));
  const quarters = series.flatMap(({ points }) => points.map(({ horizon }) => horizon));
  const last = QUARTER * quarters.reduce((most, horizon) => Math.max(most, horizon), 0);
  const free = runs.filter(({ wallMonth }) => wallMonth < 0 || wallMonth >= last).length;
  return {
    rows: [...rows.slice(0, firms.length), pooled, ...rows.slice(firms.length)],
    noWallShare: free / runs.length,
  };
}

function sampleOf(runs: readonly BacktestRun[], series: number, point: number): Float64Array {
  return Float64Array.from(runs, ({ values }) => values[series][point]).filter((value) => !Number.isNaN(value));
}

function forecastsOf(
  { name, points }: RecordedSeries,
  sampleAt: (point: number, horizon: number) => Float64Array | undefined,
): Forecast[] {
  return points.flatMap(({ horizon, value }, point) => {
    const sample = sampleAt(point, horizon);
    return sample === undefined ? [] : [{ series: name, horizon, observed: value, sample }];
  });
}

function rowOf(
  { name, unit, isFirm }: Pick<BacktestRow, 'name' | 'unit' | 'isFirm'>,
  model: readonly Forecast[],
  naive: readonly (readonly Forecast[])[],
): BacktestRow {
  const horizons = [...new Set(model.map(({ horizon }) => horizon))].sort((a, b) => a - b);
  return {
    name,
    unit,
    isFirm,
    model: scoreForecasts(model),
    naive: naive.every(({ length }) => length === model.length) ? naive.map(scoreForecasts) : undefined,
    horizons: horizons.map((horizon) => ({
      horizon,
      model: scoreForecasts(model.filter((forecast) => forecast.horizon === horizon)),
    })),
  };
}
