/** Draws the luck of a run before month 0: every stream is named and keyed by the entity it strikes. */

import type { World } from '../model/world.ts';
import type { SeedKey } from '../random/seed.ts';
import { prepareMarketShocks } from './market-shocks.ts';
import { fillNormals, fillUniforms, openStream, type StreamId, streamId } from '../random/stream.ts';

type Fill = typeof fillUniforms;

interface Drawn {
  readonly id: StreamId;
  readonly fill: Fill;
  readonly out: Float64Array;
}

/** Names of all streams, with what they are keyed by; docs/ARCHITECTURE.md shows this table. */
export const STREAMS: readonly (readonly [name: string, key: string, what: string])[] = [
  ['demand', '', 'monthly shock of potential AI spending; by customer in a plain supply run'],
  ['core', 'firm', 'monthly shock of core cash flow'],
  ['moratorium', 'region', 'whether a moratorium begins'],
  ['permit-delay', 'region', 'whether a permit delay begins'],
  ['export-control', '', 'whether an export control begins'],
  ['antitrust', '', 'whether an antitrust remedy begins'],
  ['outage', 'node/company', 'whether a supplier company fails'],
  ['disruption', 'node', 'whether a node of a plain supply run fails'],
  ['market', '', 'monthly return common to all shares; shocks to the price in a plain run of beliefs'],
  ['share', 'equity', "monthly return of a share's own"],
  ['venue', 'venue', "monthly return of a venue's own"],
  ['report', 'equity', 'noise in reported quarterly earnings'],
  ['earnings', 'equity', 'monthly change of earnings in a plain market run'],
  ['day', 'equity', 'how a stressed month falls on its days; common to all for the empty key'],
  ['execution', 'firm', 'whether a firm plays the opposite of what it decided'],
  ['observation', 'observer|rival', 'whether a firm misreads a rival'],
  ['strategy', 'firm', "a stochastic strategy's own generator"],
  ['match-length', 'match', 'length of a match of random length'],
  ['match-execution', 'match and player', 'whether a player plays the opposite of what it decided'],
  ['match-observation', 'match, observer and rival', 'whether a player misreads a rival'],
  ['match', 'match and player', "a stochastic strategy's own generator in a match"],
  ['latin-hypercube', 'path', 'values of a varied path in a Latin hypercube design'],
  ['sobol', 'path', "scrambling of a varied path in a Sobol' design"],
];

/** Prepare the filling of a world's shocks; the returned function fills them for a run. */
export function prepareShocks(world: World): (seed: SeedKey, replication: number) => void {
  const { shocks, scenario, derived, network, supply } = world;
  const T = derived.maxMonths;
  const row = (array: Float64Array, i: number): Float64Array => array.subarray(i * T, (i + 1) * T);
  const drawn: Drawn[] = [
    { id: streamId('demand'), fill: fillNormals, out: shocks.demand },
    { id: streamId('export-control'), fill: fillUniforms, out: shocks.exportControl },
    { id: streamId('antitrust'), fill: fillUniforms, out: shocks.antitrust },
  ];
  scenario.firms.forEach((firm, f) => {
    if (firm.coreVolatilityPerYear > 0)
      drawn.push({ id: streamId('core', firm.id), fill: fillNormals, out: row(shocks.core, f) });
  });
  scenario.power.regions.forEach((region, r) => {
    drawn.push({ id: streamId('moratorium', region.id), fill: fillUniforms, out: row(shocks.moratorium, r) });
    drawn.push({ id: streamId('permit-delay', region.id), fill: fillUniforms, out: row(shocks.permitDelay, r) });
  });
  network.companyIds.forEach((id, s) => {
    if (network.outageChance[s] > 0) {
      drawn.push({ id: streamId('outage', id), fill: fillUniforms, out: row(supply.outageUniforms, s) });
    }
  });
  const fillMarket = world.market && world.marketRules && prepareMarketShocks(world.market, world.marketRules);
  return (seed, replication) => {
    for (const { id, fill, out } of drawn) fill(out, openStream(seed, replication, id));
    fillMarket?.(seed, replication);
  };
}
