/** Draws the luck of a market: a common return, one of each share's own, noise in reports, the order of stressed days. */

import type { MarketRules } from '../model/market/rules.ts';
import type { MarketState } from '../model/market/state.ts';
import { quartersOf } from '../model/market/state.ts';
import type { SeedKey } from '../random/seed.ts';
import { fillNormals, fillStudentT, openStream, streamId } from '../random/stream.ts';
import { fillStudentScores } from '../random/student-scores.ts';

/** Prepare the filling of a market's shocks: Student t returns of unit variance, normal noise in reports. */
export function prepareMarketShocks(
  state: MarketState,
  rules: MarketRules,
): (seed: SeedKey, replication: number) => void {
  const { months: T, market, equityIds } = rules;
  const dof = market.price.degreesOfFreedom;
  const quarters = quartersOf(T);
  const common = streamId('market');
  const days = ['', ...equityIds].map((id) => streamId('day', id));
  const drawn = equityIds.map((id, e) => ({
    share: streamId('share', id),
    report: streamId('report', id),
    own: state.ownShock.subarray(e * T, (e + 1) * T),
    noise: state.reportShock.subarray(e * quarters, (e + 1) * quarters),
  }));
  const venues = rules.venueIds.map((id, v) => ({
    id: streamId('venue', id),
    own: state.venueShock.subarray(v * T, (v + 1) * T),
  }));
  return (seed, replication) => {
    fillStudentT(state.commonShock, openStream(seed, replication, common), dof);
    for (const { share, report, own, noise } of drawn) {
      fillNormals(own, openStream(seed, replication, share));
      fillNormals(noise, openStream(seed, replication, report));
    }
    for (const { id, own } of venues) fillNormals(own, openStream(seed, replication, id));
    fillStudentScores(state.ownShock, dof);
    fillStudentScores(state.venueShock, dof);
    for (let s = 0; s < days.length; s++) {
      const { k0, k1 } = openStream(seed, replication, days[s]);
      state.dayStreams[2 * s] = k0;
      state.dayStreams[2 * s + 1] = k1;
    }
  };
}
