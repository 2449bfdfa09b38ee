/** The volunteer's dilemma: one player who pays suffices for all. */

import type { StageGame } from './stage-game.ts';

export interface VolunteerRule {
  /** Benefit of everybody as soon as one volunteers. */
  readonly benefit: number;
  /** Cost of volunteering; below the benefit it is a dilemma. */
  readonly cost: number;
}

/**
 * A player of intensity a volunteers with probability `1 - a`; expected payoff
 * `benefit (1 - product of all a) - cost (1 - own a)`.
 *
 * Source: [Diekmann1985].
 */
export function volunteersDilemma({ benefit, cost }: VolunteerRule): StageGame {
  return {
    id: 'volunteers-dilemma',
    players: 'any',
    description: `volunteer's dilemma; benefit ${benefit}, cost ${cost}`,
    fillPayoffs(out, intensities) {
      const count = intensities.length;
      let nobody = 1;
      for (let i = 0; i < count; i++) nobody *= intensities[i];
      for (let i = 0; i < count; i++) out[i] = benefit * (1 - nobody) - cost * (1 - intensities[i]);
    },
  };
}
