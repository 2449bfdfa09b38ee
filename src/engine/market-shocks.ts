/** Draws the shocks of a market: common and own returns, noise in reports, the order of stressed days. */

import type { MarketRules } from '../model/market/rules.ts';
import type { MarketState } from '../model/market/state.ts';
import { quartersOf } from '../model/market/state.ts';
import type { SeedKey } from '../random/seed.ts';
import { fillNormals, fillStudentT, openStream, type StreamKey, streamId } from '../random/stream.ts';
import { fillStudentScores } from '../random/student-scores.ts';

/** Random draws of a market. */
export interface MarketShocks {
  open(seed: SeedKey, replication: number): void;
  /** Draw the months `from .. to - 1`; quarters that begin before `from` must have been drawn. */
  draw(from: number, to: number): void;
}

/** Prepare the drawing of a market's shocks: Student t returns of unit variance, normal noise in reports. */
export function prepareMarketShocks(state: MarketState, rules: MarketRules): MarketShocks {
  const { months: T, market, equityIds } = rules;
  const quarters = quartersOf(T);
  const unopened: StreamKey = { k0: 0, k1: 0 };
  const common = { id: streamId('market'), key: unopened };
  const days = ['', ...equityIds].map((id) => streamId('day', id));
  const normals = (id: ReturnType<typeof streamId>, out: Float64Array) => ({ id, out, key: unopened });
  const returns = [
    ...equityIds.map((id, e) => normals(streamId('share', id), state.ownShock.subarray(e * T, (e + 1) * T))),
    ...rules.venueIds.map((id, v) => normals(streamId('venue', id), state.venueShock.subarray(v * T, (v + 1) * T))),
  ];
  const reports = equityIds.map((id, e) =>
    normals(streamId('report', id), state.reportShock.subarray(e * quarters, (e + 1) * quarters)),
  );
  return {
    open(seed, replication) {
      common.key = openStream(seed, replication, common.id);
      for (const one of returns) one.key = openStream(seed, replication, one.id);
      for (const one of reports) one.key = openStream(seed, replication, one.id);
      for (let s = 0; s < days.length; s++) {
        const { k0, k1 } = openStream(seed, replication, days[s]);
        state.dayStreams[2 * s] = k0;
        state.dayStreams[2 * s + 1] = k1;
      }
    },
    draw(from, to) {
      const dof = market.price.degreesOfFreedom;
      fillStudentT(state.commonShock.subarray(0, to), common.key, dof, from);
      for (const { out, key } of returns) {
        fillNormals(out, key, to, from);
        fillStudentScores(out, dof, to, from);
      }
      for (const { out, key } of reports) fillNormals(out, key, quartersOf(to), quartersOf(from));
    },
  };
}
