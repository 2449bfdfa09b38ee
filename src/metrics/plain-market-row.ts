/** The metrics of one plain market run: what stands in its row of `runs.csv`. */

import type { Column } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import { maxDrawdown, shuffledDrawdown } from './drawdown.ts';
import { readMarket } from './market-series.ts';
import { MARKET_RUN_COLUMNS, marketRunMetrics } from './market-run-row.ts';
import { annualVolatility } from './return-facts.ts';
import { runColumn } from './run-column.ts';

/** Metrics of an economy's market that need a wall, or builders and suppliers apart from the rest. */
const NEEDS_AN_ECONOMY = /^repricing_|_(?:builder|supplier|basket)(?:_per_year)?$/;

const COMMON: readonly Column[] = MARKET_RUN_COLUMNS.filter(({ name }) => !NEEDS_AN_ECONOMY.test(name));

function equityColumns(equity: string): Column[] {
  const id = equity.replaceAll('-', '_');
  return [
    runColumn(`price_end_${id}`, '1', `Price of ${equity} in the last month over month 0.`),
    runColumn(`drawdown_${id}`, '1', `Largest fall of the price from its peak: ${equity}.`),
    runColumn(
      `drawdown_excess_${id}`,
      '1',
      `The same less the median fall of the same months in 15 shuffled orders: ${equity}.`,
    ),
    runColumn(`volatility_${id}_per_year`, '1/year', `Standard deviation of monthly log returns: ${equity}.`),
  ];
}

/** Columns of a plain market run in which these are listed. */
export function plainMarketColumns(equities: readonly string[]): readonly Column[] {
  return [runColumn('months', 'months', 'Months simulated.', 'integer'), ...COMMON, ...equities.flatMap(equityColumns)];
}

/** Metrics of a plain market run by column name; NaN where it has none. */
export function plainMarketMetrics(trace: Trace): Record<string, number> {
  const { returns, prices } = readMarket(trace);
  const all = marketRunMetrics(trace);
  const row: Record<string, number> = { months: trace.months };
  for (const { name } of COMMON) row[name] = all[name];
  for (const [e, equity] of trace.entities.equity.entries()) {
    const id = equity.replaceAll('-', '_');
    const drawdown = maxDrawdown(returns[e]);
    row[`price_end_${id}`] = prices[e][trace.months - 1];
    row[`drawdown_${id}`] = drawdown;
    row[`drawdown_excess_${id}`] = drawdown - shuffledDrawdown(returns[e]);
    row[`volatility_${id}_per_year`] = annualVolatility(returns[e]);
  }
  return row;
}

/** Scalar series of a market whose monthly quantiles a batch reports. */
export const MARKET_FAN_COLUMNS: readonly string[] = ['market_index', 'market_volatility_per_year', 'narrative'];
