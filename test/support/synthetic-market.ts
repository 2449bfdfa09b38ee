/** A trace with a market and nothing else, made of drawn returns, for metrics that need no model. */

import type { Shape } from '../../src/columns/column.ts';
import type { Trace } from '../../src/columns/trace.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { fillNormals, openStream, streamId } from '../../src/random/stream.ts';

const EQUITIES = ['AMZN', 'MSFT', 'ORCL', 'accelerator', 'foundry', 'micron', 'beneficiaries'];
const VENUES = ['us', 'japan'];

function normals(count: number, k: number): Float64Array {
  const out = new Float64Array(count);
  fillNormals(out, openStream(expandSeed('synthetic'), k, streamId('market')));
  return out;
}

export interface SyntheticMarket {
  readonly months: number;
  readonly wallMonth?: number;
  /** Columns to stand in for the drawn ones, keyed `shape/name`. */
  readonly columns?: Readonly<Record<string, Float64Array>>;
  /** The same of the branch without the pause, where there is one. */
  readonly unpaused?: Readonly<Record<string, Float64Array>>;
}

/** A trace whose shares and venues follow a common return with noise of their own. */
export function syntheticMarket({ months, wallMonth = -1, columns = {}, unpaused }: SyntheticMarket): Trace {
  const common = normals(months, 0);
  const fill = (width: number, read: (month: number, e: number) => number): Float64Array =>
    Float64Array.from({ length: months * width }, (_, i) => read(Math.floor(i / width), i % width));
  const levels = (returns: Float64Array, width: number): Float64Array => {
    const prices = returns.map(Math.exp);
    for (let i = width; i < prices.length; i++) prices[i] *= prices[i - width];
    return prices;
  };
  const own = EQUITIES.map((_, e) => normals(months, e + 1));
  const shares = fill(EQUITIES.length, (month, e) => 0.01 + 0.05 * common[month] + 0.08 * own[e][month]);
  const venues = fill(VENUES.length, (month, v) => 0.006 + 0.045 * common[month] + 0.03 * own[v][month]);
  const noise = normals(months * EQUITIES.length, 99);
  const reported = fill(EQUITIES.length, (month, e) => (month % 3 === e % 3 ? 1 : 0));
  const all: Readonly<Record<string, Float64Array>> = {
    'equity/return': shares,
    'equity/price_index': levels(shares, EQUITIES.length),
    'equity/reported': reported,
    'equity/surprise': noise.map((z, i) => 0.05 * z * reported[i]),
    'equity/consensus_surprise': noise.map((z, i) => (0.04 + 0.05 * z) * reported[i]),
    'venue/venue_return': venues,
    'venue/venue_index': levels(venues, VENUES.length),
    'venue/sidecars': fill(VENUES.length, (month, v) => (v === 1 && month === 5 ? 2 : 0)),
    'venue/breakers': fill(VENUES.length, () => 0),
    'scalar/narrative': common.map((z) => 0.3 + 0.1 * z),
    'scalar/market_index': levels(
      fill(1, (month) => venues[month * VENUES.length]),
      1,
    ),
    'scalar/market_volatility_per_year': common.map((z, t) => 0.15 + 0.01 * Math.abs(z) + (t > months / 2 ? 0.1 : 0)),
    'scalar/gamma_feedback': common.map((z) => (z < 0 ? -0.1 : 0.05)),
    ...columns,
  };
  const reader =
    (values: Readonly<Record<string, Float64Array>>) =>
    (name: string, shape: Shape = 'scalar'): Float64Array => {
      const found = values[`${shape}/${name}`];
      if (found === undefined) throw new RangeError(`column not recorded: ${shape}/${name}`);
      return found;
    };
  return {
    months,
    ...(unpaused && { counterfactual: { firstMonth: wallMonth + 1, column: reader({ ...all, ...unpaused }) } }),
    entities: {
      firm: ['AMZN', 'MSFT', 'ORCL'],
      node: ['accelerator', 'foundry', 'hbm'],
      supplier: ['hbm/micron'],
      region: [],
      equity: EQUITIES,
      venue: VENUES,
    },
    kind: 'market',
    equityClasses: ['builder', 'builder', 'builder', 'supplier', 'supplier', 'supplier', 'basket'],
    column: reader(all),
    events: [],
    outcome: {
      stopReason: wallMonth < 0 ? 'horizon' : 'aftermath',
      wall: wallMonth < 0 ? 'none' : 'power',
      wallMonth,
      wallReading: Number.NaN,
      nextWall: 'none',
      worstResidual: 0,
    },
  };
}
