/** Columns of the market, in an economy and alone. */

import { CORRELATION, NUMBER, quantity, RATIO, SHARE, signed } from '../../columns/measure.ts';
import { type ColumnOf, columnsFrom } from '../../columns/column.ts';
import { exp } from '../../numeric/elementary.ts';
import type { MarketState } from './state.ts';

type MarketColumn = ColumnOf<MarketState>;

const { scalar, equity, venue } = columnsFrom<MarketState>();

/** Price over normalised earnings; computed on reading, because few readers need it. */
function priceEarnings(market: MarketState): Float64Array {
  return market.capitalisation.map((value, e) => value / exp(market.logNormal[e]));
}

/** Log return with payouts: price, and the mean of the yields at both ends of the month. */
function totalReturn(market: MarketState): Float64Array {
  return market.logReturn.map((gain, e) => gain + (exp(market.startLogYield[e]) + exp(market.logYield[e])) / 24);
}

export const MARKET_COLUMNS: readonly MarketColumn[] = [
  scalar('narrative', CORRELATION, 'Strength of the AI narrative in the market.', (m) => m.narrative),
  scalar(
    'market_index',
    RATIO,
    'Market index, that of the lead venue, the rest of its market included, relative to the start of month 0.',
    (m) => m.venueIndex[0],
  ),
  scalar('market_drawdown', SHARE, 'Drawdown of the market index from its peak.', (m) => m.drawdown),
  scalar('market_volatility_per_year', quantity('1/year'), 'Volatility of the market index.', (m) => m.volatility),
  scalar(
    'gamma_feedback',
    NUMBER,
    'Price impact times gamma of option dealers: above 0 hedging damps returns, below 0 it amplifies them.',
    (m) => m.gamma,
  ),
  equity('price_index', RATIO, 'Share price, relative to the start of month 0.', (m) => m.priceIndex),
  equity('value_index', RATIO, 'Fundamental value as investors see it, relative to the start of month 0.', (m) =>
    m.logValue.map((value, e) => exp(value - m.initialLogValue[e])),
  ),
  equity(
    'capitalisation_usd_bn',
    quantity('USD bn'),
    'Value of the modelled business at the price of its shares.',
    (m) => m.capitalisation,
  ),
  equity('return', NUMBER, 'Log return of the month, without payouts.', (m) => m.logReturn),
  equity('total_return', NUMBER, 'Log return of the month, payouts reinvested.', totalReturn),
  equity('earnings_usd_bn_per_year', quantity('USD bn/year'), 'Normalised earnings.', (m) => m.logNormal.map(exp)),
  equity('expected_earnings_usd_bn_per_year', quantity('USD bn/year'), 'Earnings that investors expect.', (m) =>
    m.logExpected.map(exp),
  ),
  equity('expected_growth_per_year', signed('1/year'), 'Earnings growth that is priced.', (m) => m.belief),
  equity('reported', SHARE, '1 in a month of report, else 0.', (m) => m.reported),
  equity('surprise', NUMBER, 'Log of reported over expected earnings; 0 in other months.', (m) => m.surprise),
  equity('consensus_surprise', NUMBER, 'Log of reported earnings over consensus.', (m) => m.consensusSurprise),
  equity('price_earnings_ratio', quantity('years'), 'Price over normalised earnings.', priceEarnings),
  equity('cost_of_equity_per_year', signed('1/year'), 'Return that investors require.', (m) => m.cost),
  venue('venue_index', RATIO, 'Index of the venue, relative to the start of month 0.', (m) => m.venueIndex),
  venue('venue_return', NUMBER, 'Log return of its index in the month.', (m) => m.venueReturn),
  venue('sidecars', RATIO, 'Halts of programme trading in the month.', (m) => m.sidecars),
  venue('breakers', RATIO, 'Halts of all trading in the month.', (m) => m.breakers),
];
