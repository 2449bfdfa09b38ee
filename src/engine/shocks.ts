/** Draws the shocks of a run before its months: every stream is named, and keyed by the entity that it affects. */

import type { World } from '../model/world/world.ts';
import type { SeedKey } from '../random/seed.ts';
import { prepareMarketShocks } from './market-shocks.ts';
import { fillNormals, fillUniforms, openStream, type StreamId, type StreamKey, streamId } from '../random/stream.ts';

/** Random draws of one run after another. */
export interface RunShocks {
  /** Begin a run; nothing is drawn yet. */
  open(seed: SeedKey, replication: number): void;
  /** Draw the months before `month` that are not drawn yet. The draws of a month depend on nothing else. */
  drawTo(month: number): void;
}

/** A stream of one number per month, and the array that it fills. */
interface Drawn {
  readonly id: StreamId;
  readonly fill: typeof fillUniforms;
  readonly out: Float64Array;
  /** Whether it can have an effect in this run. */
  readonly matters: () => boolean;
  key: StreamKey;
}

const UNOPENED: StreamKey = { k0: 0, k1: 0 };
const always = (): boolean => true;

/** Names of all streams, with what they are keyed by; docs/ARCHITECTURE.md shows this table. */
export const STREAMS: readonly (readonly [name: string, key: string, what: string])[] = [
  ['demand', '', 'monthly shock of potential AI spending; by customer in a plain supply run'],
  ['core', 'firm', 'monthly shock of core cash flow'],
  ['core-capex', 'firm', 'monthly shock of core capital expenditure'],
  ['ambition', 'firm', "monthly change of a builder's ambition"],
  ['lump', 'firm', "deviation of a builder's orders from its plan"],
  ['delivery', 'firm', "a builder's place in the month's deliveries"],
  ['labs', '', 'whether AI labs renegotiate commitments that they cannot pay'],
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
  [
    'day',
    'equity',
    'how the return of a stressed month is split over its days; common to all shares for the empty key',
  ],
  ['execution', 'firm', 'whether a firm plays the opposite of what it decided'],
  ['observation', 'observer|rival', 'whether a firm misreads a rival'],
  ['strategy', 'firm', "a stochastic strategy's own generator"],
  ['match-length', 'match', 'length of a match of random length'],
  ['match-execution', 'match and player', 'whether a player plays the opposite of what it decided'],
  ['match-observation', 'match, observer and rival', 'whether a player misreads a rival'],
  [
    'calibration',
    'stage and number',
    'quantiles that a draw of a calibration takes, errors of a simulated record, and which posterior draws are run',
  ],
  ['role-order', 'role', 'which player of a role plays which strategy of a profile, in a sampled game'],
  ['match', 'match and player', "a stochastic strategy's own generator in a match"],
  ['parameter-search', 'strategy/parameter', 'parameters that a best-reply search tries'],
  ['spread', 'path', 'value of an uncertain number, drawn once per run'],
  ['latin-hypercube', 'path', 'values of a varied path in a Latin hypercube design'],
  ['sobol', 'path', "scrambling of a varied path in a Sobol' design"],
  ['saltelli', 'path', 'two values of a varied path for each row of a Saltelli design'],
  ['morris', 'path', 'start, direction and turn of a varied path in each trajectory of a Morris design'],
  ['resample', 'purpose', 'order of runs in dummy inputs, permutations and split halves, in analyses of results'],
];

/** Prepare the drawing of a world's shocks. */
export function prepareShocks(world: World): RunShocks {
  const { shocks, scenario, derived, network, supply } = world;
  const T = derived.maxMonths;
  const row = (array: Float64Array, i: number): Float64Array => array.subarray(i * T, (i + 1) * T);
  const stream = (fill: Drawn['fill'], out: Float64Array, id: StreamId, matters = always): Drawn => ({
    id,
    fill,
    out,
    matters,
    key: UNOPENED,
  });
  const drawn: Drawn[] = [
    stream(fillNormals, shocks.demand, streamId('demand')),
    stream(fillUniforms, shocks.labs, streamId('labs')),
    stream(fillUniforms, shocks.exportControl, streamId('export-control')),
    stream(fillUniforms, shocks.antitrust, streamId('antitrust')),
  ];
  scenario.firms.forEach((firm, f) => {
    const normals = (out: Float64Array, id: StreamId, matters: () => boolean) =>
      drawn.push(stream(fillNormals, row(out, f), id, matters));
    normals(shocks.ambition, streamId('ambition', firm.id), () => world.scenario.capex.ambitionVolatilityPerYear > 0);
    normals(shocks.lump, streamId('lump', firm.id), () => world.scenario.capex.lumpSize > 0);
    normals(shocks.delivery, streamId('delivery', firm.id), () => world.scenario.capex.deliveryLumpSize > 0);
    normals(shocks.core, streamId('core', firm.id), () => world.scenario.firms[f].coreVolatilityPerYear > 0);
    normals(
      shocks.coreCapex,
      streamId('core-capex', firm.id),
      () => world.scenario.capex.coreCapexVolatilityPerYear > 0,
    );
  });
  scenario.power.regions.forEach((region, r) => {
    drawn.push(stream(fillUniforms, row(shocks.moratorium, r), streamId('moratorium', region.id)));
    drawn.push(stream(fillUniforms, row(shocks.permitDelay, r), streamId('permit-delay', region.id)));
  });
  network.companyIds.forEach((id, s) => {
    const matters = () => network.outageChance[s] > 0;
    drawn.push(stream(fillUniforms, row(supply.outageUniforms, s), streamId('outage', id), matters));
  });
  const market = world.market && world.marketRules && prepareMarketShocks(world.market, world.marketRules);
  let next = 0;
  return {
    open(seed, replication) {
      next = 0;
      for (const one of drawn) one.key = openStream(seed, replication, one.id);
      market?.open(seed, replication);
    },
    drawTo(month) {
      if (month <= next) return;
      for (const { key, fill, out, matters } of drawn) if (matters()) fill(out, key, month, next);
      market?.draw(next, month);
      next = month;
    },
  };
}
