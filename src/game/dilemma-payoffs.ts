/** The four payoffs of a symmetric two-move game, and the kind of game that they define. */

/** Payoffs to oneself: temptation (D against C), reward (C, C), punishment (D, D), sucker (C against D). */
export interface DilemmaPayoffs {
  readonly T: number;
  readonly R: number;
  readonly P: number;
  readonly S: number;
}

/** The payoffs of the computer tournaments [Axelrod1980]. */
export const AXELROD_PAYOFFS: DilemmaPayoffs = { T: 5, R: 3, P: 1, S: 0 };

export type DilemmaKind =
  | 'prisoners-dilemma'
  | 'chicken'
  | 'stag-hunt'
  | 'harmony'
  | 'deadlock'
  | 'degenerate'
  | 'other';

/**
 * Name the game: prisoner's dilemma T > R > P > S, chicken T > R > S > P, stag hunt R > T >= P > S, harmony R > T and
 * S > P with R > P, deadlock T > P > R > S; degenerate where a tie leaves the best response open.
 */
export function classifyDilemma({ T, R, P, S }: DilemmaPayoffs): DilemmaKind {
  if (T === R || P === S) return 'degenerate';
  if (T > R && R > P && P > S) return 'prisoners-dilemma';
  if (T > R && R > S && S > P) return 'chicken';
  if (R > T && T >= P && P > S) return 'stag-hunt';
  if (R > T && S > P && R > P) return 'harmony';
  if (T > P && P > R && R > S) return 'deadlock';
  return 'other';
}

/** Whether taking turns at exploiting each other pays less than cooperating: 2R > T + S. */
export function rewardsSteadiness({ T, R, S }: DilemmaPayoffs): boolean {
  return 2 * R > T + S;
}
