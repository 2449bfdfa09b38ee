/** Columns of the market. */

import { exp } from '../../numeric/elementary.ts';
import type { EntityColumn, ModelColumn } from '../model-column.ts';
import type { World } from '../world.ts';
import type { MarketState } from './state.ts';

type Scalar = (market: MarketState, world: World) => number;
type Values = (market: MarketState, world: World) => ArrayLike<number>;

const NOTHING = new Float64Array(0);

const scalar = (name: string, unit: string, description: string, read: Scalar): ModelColumn => ({
  name,
  unit,
  shape: 'scalar',
  description,
  read: (world) => (world.market === undefined ? Number.NaN : read(world.market, world)),
});

const entity =
  (shape: EntityColumn['shape']) =>
  (name: string, unit: string, description: string, read: Values): ModelColumn => ({
    name,
    unit,
    shape,
    description,
    read: (world) => (world.market === undefined ? NOTHING : read(world.market, world)),
  });

const equity = entity('equity');
const venue = entity('venue');
const firm = entity('firm');

/** Price over normalised earnings: computed when read, because only those who ask for it need it. */
function priceEarnings(market: MarketState): Float64Array {
  return market.capitalisation.map((value, e) => value / exp(market.logNormal[e]));
}

export const MARKET_COLUMNS: readonly ModelColumn[] = [
  scalar('narrative', '1', 'The story that the market tells, in (-1, 1).', (m) => m.narrative),
  scalar('narrative_seen', '1', 'The story as builders see it.', (_, world) => world.conditions.narrative),
  scalar('market_index', '1', 'Index of the lead venue over month 0.', (m) => m.venueIndex[0]),
  scalar('market_drawdown', '1', 'Fall of the lead index from its highest, in [0, 1].', (m) => m.drawdown),
  scalar('market_volatility_per_year', '1/year', 'Volatility of the lead index.', (m) => m.volatility),
  scalar('gamma_feedback', '1', 'Lambda times gamma of dealers: above 0 damps, below 0 amplifies.', (m) => m.gamma),
  equity('price_index', '1', 'Share price over month 0.', (m) => m.priceIndex),
  equity('value_index', '1', 'Value that investors see over month 0.', (m) =>
    m.logValue.map((value, e) => exp(value - m.initialLogValue[e])),
  ),
  equity('capitalisation_usd_bn', 'USD bn', 'Value of all shares at their price.', (m) => m.capitalisation),
  equity('return', '1', 'Log return of the month, without payouts.', (m) => m.logReturn),
  equity('total_return', '1', 'Log return of the month, payouts reinvested.', (m) => m.totalReturn),
  equity('earnings_usd_bn_per_year', 'USD bn/year', 'Normalised earnings.', (m) => m.logNormal.map(exp)),
  equity('expected_earnings_usd_bn_per_year', 'USD bn/year', 'Earnings that investors expect.', (m) =>
    m.logExpected.map(exp),
  ),
  equity('expected_growth_per_year', '1/year', 'Growth of earnings that is priced.', (m) => m.belief),
  equity('reported', '1', '1 in a month of report, else 0.', (m) => m.reported),
  equity('surprise', '1', 'Log of reported over expected earnings; 0 in other months.', (m) => m.surprise),
  equity('consensus_surprise', '1', 'Log of reported earnings over consensus.', (m) => m.consensusSurprise),
  equity('price_earnings_ratio', 'years', 'Price over normalised earnings.', priceEarnings),
  equity('cost_of_equity_per_year', '1/year', 'Return that investors ask.', (m) => m.cost),
  venue('venue_index', '1', 'Index of the venue over month 0.', (m) => m.venueIndex),
  venue('venue_return', '1', 'Log return of its index in the month.', (m) => m.venueReturn),
  venue('sidecars', '1', 'Halts of programme trading in the month.', (m) => m.sidecars),
  venue('breakers', '1', 'Halts of all trading in the month.', (m) => m.breakers),
  firm('wacc_per_year', '1/year', 'Cost of capital that the builder meets.', (_, w) => w.conditions.waccPerYear),
  firm('spread_per_year', '1/year', 'Credit spread that it pays.', (_, w) => w.conditions.spreadPerYear),
  firm('leverage_factor', '1', 'Factor on the leverage that lenders accept.', (_, w) => w.conditions.leverageFactor),
];
