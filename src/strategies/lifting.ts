/** Extends two-player rules to many players: ways to treat all rivals as one opponent. */

import * as z from 'zod';
import type { DilemmaPayoffs } from '../game/dilemma-payoffs.ts';
import type { MemoryOne } from '../game/memory-one.ts';
import type { GameView } from './strategy.ts';

/** A parameter that is a share or a probability, in [0, 1]. */
export const shareField = (fallback: number, description: string) =>
  z.number().min(0).max(1).default(fallback).meta({ unit: '1', description });

/** Parameter of every rule lifted by quorum; 1 means that all rivals must cooperate, as with two players. */
export const quorumField = shareField(
  1,
  'Share of rivals that must have cooperated for the group to count as cooperating',
);

/** Parameters of a rule without others. */
export const QuorumParams = z.strictObject({ quorum: quorumField });

/** Quorum rule: whether at least that share of rivals was seen to cooperate. Source: [BoydRicherson1988]. */
export function groupCooperated(view: GameView, quorum: number, lag: number): boolean {
  return view.cooperatingShare(lag) >= quorum;
}

/** Mean-intensity rule: the mean race intensity of rivals, in [0, 1]; 0 without rivals. */
export function meanIntensity(view: GameView, lag: number): number {
  if (view.rivals.length === 0) return 0;
  let total = 0;
  for (const rival of view.rivals) total += view.rivalIntensity(rival, lag);
  return total / view.rivals.length;
}

/** Worst-rival rule: the highest race intensity of a rival, in [0, 1]; 0 without rivals. */
export function worstIntensity(view: GameView, lag: number): number {
  let worst = 0;
  for (const rival of view.rivals) worst = Math.max(worst, view.rivalIntensity(rival, lag));
  return worst;
}

/** Payoffs of the stage game at the poles, all rivals moving together; for two players its T, R, P, S. */
export function polePayoffs(view: GameView): DilemmaPayoffs {
  const { stage } = view;
  return { T: stage.own(1, 0), R: stage.own(0, 0), P: stage.own(1, 1), S: stage.own(0, 1) };
}

/** A two-player vector under a quorum: with a quorum of 0 every rival counts as a cooperator. */
export function forPair(quorum: number, { first, vector: [cc, cd, dc, dd] }: MemoryOne): MemoryOne {
  return { first, vector: quorum > 0 ? [cc, cd, dc, dd] : [cc, cc, dc, dc] };
}
