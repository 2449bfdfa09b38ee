/** Sorts firms and regions by id, whatever their order in the scenario. */

import type { Economy } from '../scenario/economy.ts';

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/**
 * A scenario with its firms and regions in order of id, so that every sum over them runs in that order and listing
 * them otherwise changes no bit of a run (test/laws/random-draws.test.ts).
 */
export function inOrderOfIds(scenario: Economy): Economy {
  return {
    ...scenario,
    firms: [...scenario.firms].sort(byId),
    power: { ...scenario.power, regions: [...scenario.power.regions].sort(byId) },
  };
}
