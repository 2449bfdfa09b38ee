/** Race intensities of the stage game: its two poles, and what counts as cooperation. */

/** Race intensity of a fully disciplined firm: cooperate, C. */
export const COOPERATE = 0;
/** Race intensity of a fully racing firm: defect, D. */
export const DEFECT = 1;

/** A rival counts as having cooperated when its observed intensity is below this. */
export const COOPERATION_THRESHOLD = 0.5;

/** Whether an observed intensity in [0, 1] counts as cooperation. */
export function isCooperation(intensity: number): boolean {
  return intensity < COOPERATION_THRESHOLD;
}
