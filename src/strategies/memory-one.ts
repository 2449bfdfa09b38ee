/** Rules of the last decision: cooperate with a probability, or with certainty, after each of its four outcomes. */

import * as z from 'zod';
import { COOPERATE, DEFECT, isCooperation } from '../game/action.ts';
import type { MemoryOne } from '../game/memory-one.ts';
import type { Generator } from '../random/generator.ts';
import { forPair, groupCooperated, QuorumParams, quorumField, shareField } from './lifting.ts';
import { defineStrategy, type GameView, type Description } from './strategy.ts';

/** Place in a vector of the last outcome: own move, and whether the group cooperated (quorum). */
function outcomeOf(view: GameView, quorum: number): number {
  return (isCooperation(view.ownRealised(1)) ? 0 : 2) + (groupCooperated(view, quorum, 1) ? 0 : 1);
}

/** Draw the move of a memory-one rule: one draw per decision, for any probability. */
export function drawMove(view: GameView, quorum: number, { first, vector }: MemoryOne, rng: Generator): number {
  return rng.bernoulli(view.decision === 0 ? first : vector[outcomeOf(view, quorum)]) ? COOPERATE : DEFECT;
}

/** A rule that cooperates with certainty or not at all, and so draws nothing. */
function certain(facts: Description, rule: MemoryOne) {
  const { first, vector } = rule;
  return defineStrategy({
    ...facts,
    memoryDepth: 1,
    params: QuorumParams,
    memoryOne: ({ quorum }) => forPair(quorum, rule),
    decide: (view, { quorum }) =>
      (view.decision === 0 ? first : vector[outcomeOf(view, quorum)]) === 1 ? COOPERATE : DEFECT,
  });
}

/** A rule that draws each move. */
function drawn<P extends { readonly quorum: number }>(
  facts: Description,
  params: z.ZodType<P>,
  ruleOf: (params: P) => MemoryOne,
) {
  return defineStrategy({
    ...facts,
    memoryDepth: 1,
    stochastic: true,
    params,
    memoryOne: (given) => forPair(given.quorum, ruleOf(given)),
    decide: (view, given, _memory, rng) => drawMove(view, given.quorum, ruleOf(given), rng),
  });
}

/** The quorum, and one probability by its name. */
type Varied = Readonly<Record<string, number>> & { readonly quorum: number };

/** A rule that cooperates first and then draws each move, with one probability as its parameter. */
function varied(
  facts: Description,
  [name, fallback, description]: readonly [name: string, fallback: number, description: string],
  vectorOf: (probability: number) => MemoryOne['vector'],
) {
  const params: z.ZodType = z.strictObject({ quorum: quorumField, [name]: shareField(fallback, description) });
  return drawn(facts, params as z.ZodType<Varied>, (given) => ({ first: 1, vector: vectorOf(given[name]) }));
}

const chance = (fallback: number, when: string) => shareField(fallback, `Probability of cooperating ${when}`);

export const MEMORY_ONE = [
  /**
   * Cooperates with a probability that depends on its own last played move and on whether the group cooperated
   * (quorum). The defaults are Win-Stay Lose-Shift. For two players every outcome has an exact expectation.
   *
   * Source: [NowakSigmund1993]; quorum rule for n players [BoydRicherson1988].
   */
  drawn(
    {
      id: 'memory-one',
      summary: 'Cooperates with a given probability for each outcome of the last decision.',
      cites: ['BoydRicherson1988', 'NowakSigmund1993'],
    },
    z.strictObject({
      first: chance(1, 'at the first decision'),
      afterCC: chance(1, 'after both cooperated'),
      afterCD: chance(0, 'after cooperating against a race'),
      afterDC: chance(0, 'after racing against cooperation'),
      afterDD: chance(1, 'after both raced'),
      quorum: quorumField,
    }),
    ({ first, afterCC, afterCD, afterDC, afterDD }) => ({ first, vector: [afterCC, afterCD, afterDC, afterDD] }),
  ),

  /**
   * Cooperates at the first decision, then whenever at least `quorum` of the rivals were seen to cooperate at the last.
   * With two firms and quorum 1 it is the classic rule.
   *
   * Names: Tit For Tat [Axelrod1980]; quorum rule for n players [BoydRicherson1988].
   */
  certain(
    {
      id: 'tit-for-tat',
      summary: 'Starts disciplined, then repeats the last move of rivals.',
      cites: ['Axelrod1980', 'BoydRicherson1988'],
    },
    { first: 1, vector: [1, 0, 1, 0] },
  ),

  /**
   * Races first, then cooperates whenever the group did at the last decision (quorum).
   *
   * Names: Suspicious Tit For Tat, Mistrust [BeaufilsDelahayeMathieu1997]; quorum rule [BoydRicherson1988].
   */
  certain(
    {
      id: 'suspicious-tit-for-tat',
      summary: 'Races first, then repeats the last move of rivals.',
      cites: ['BeaufilsDelahayeMathieu1997', 'BoydRicherson1988'],
    },
    { first: 0, vector: [1, 0, 1, 0] },
  ),

  /**
   * Cooperates first, then races exactly when the group cooperated at the last decision (quorum).
   *
   * Names: Anti Tit For Tat, psychopath [HilbeNowakTraulsen2013].
   */
  certain(
    {
      id: 'anti-tit-for-tat',
      summary: 'Starts disciplined, then does the opposite of what rivals did.',
      cites: ['HilbeNowakTraulsen2013'],
    },
    { first: 1, vector: [0, 1, 0, 1] },
  ),

  /**
   * Races first, then cooperates only when the group raced at the last decision (quorum missed).
   *
   * Names: Bully, Reverse Tit For Tat [Nachbar1992].
   */
  certain(
    { id: 'bully', summary: 'Races against discipline and gives way to racing.', cites: ['Nachbar1992'] },
    { first: 0, vector: [0, 1, 0, 1] },
  ),

  /**
   * Repeats its last move when the rivals cooperated, and plays the other one when they did not.
   *
   * Names: Win-Stay Lose-Shift, Pavlov [NowakSigmund1993].
   */
  certain(
    {
      id: 'win-stay-lose-shift',
      summary: 'Repeats its move after rivals were disciplined, otherwise switches (Pavlov).',
      cites: ['NowakSigmund1993'],
    },
    { first: 1, vector: [1, 0, 0, 1] },
  ),

  /**
   * Races first; then changes its last played move when the group cooperated (quorum) and repeats it when it did not.
   *
   * Names: Win-Shift Lose-Stay [LiHingstonKendall2011].
   */
  certain(
    {
      id: 'win-shift-lose-stay',
      summary: 'Changes its move after rivals cooperate, repeats it after they race.',
      cites: ['LiHingstonKendall2011'],
    },
    { first: 0, vector: [0, 1, 1, 0] },
  ),

  /**
   * Win-Stay Lose-Shift (quorum) that does the opposite with probability `error`.
   *
   * Names: Stochastic WSLS [AmaralEtAl2016].
   */
  varied(
    {
      id: 'stochastic-win-stay-lose-shift',
      summary: 'Repeats a move after success, otherwise switches, with a small probability of error.',
      cites: ['AmaralEtAl2016'],
    },
    ['error', 0.05, 'Probability of the opposite move'],
    (error) => [1 - error, error, error, 1 - error],
  ),

  /**
   * Cooperates at the first decision and whenever the quorum was met; when it was not, still cooperates with
   * probability `generosity`, which lets a group recover from one mistake. Generosity 0 is Tit For Tat; the default is
   * the largest that still punishes, `min(1 - (T-R)/(R-S), (R-P)/(T-P))`, at 5, 3, 1, 0.
   *
   * Names: Generous Tit For Tat [NowakSigmund1992]; quorum rule for n players [BoydRicherson1988].
   */
  varied(
    {
      id: 'generous-tit-for-tat',
      summary: 'Tit for tat that forgives a race with some probability.',
      cites: ['BoydRicherson1988', 'NowakSigmund1992'],
    },
    ['generosity', 1 / 3, 'Probability of cooperating when the quorum was missed'],
    (generosity) => [1, generosity, 1, generosity],
  ),

  /**
   * Cooperates after the group cooperated (quorum); after it raced, races with probability `firmness`.
   *
   * Names: Soft Joss [Prison1998].
   */
  varied(
    { id: 'soft-joss', summary: 'Tit for tat that answers a race with probability 9/10.', cites: ['Prison1998'] },
    ['firmness', 0.9, 'Probability of answering a race'],
    (firmness) => [1, 1 - firmness, 1, 1 - firmness],
  ),

  /**
   * Cooperates first; races after the group raced (quorum missed), and after it cooperated cooperates with probability
   * `honesty` only.
   *
   * Names: First by Joss [Axelrod1980].
   */
  varied(
    {
      id: 'first-by-joss',
      summary: 'Tit for tat that races against discipline with probability 1/10.',
      cites: ['Axelrod1980'],
    },
    ['honesty', 0.9, 'Probability of cooperating after cooperation'],
    (honesty) => [honesty, 0, honesty, 0],
  ),

  /**
   * Cooperates after the group cooperated (quorum), races after being let down, and after everybody raced cooperates
   * with probability `forgiveness`.
   *
   * Names: Firm But Fair [Frean1994].
   */
  varied(
    {
      id: 'firm-but-fair',
      summary: 'Cooperates unless its cooperation was exploited; forgives mutual racing with probability 2/3.',
      cites: ['Frean1994'],
    },
    ['forgiveness', 2 / 3, 'Probability of cooperating after everybody raced'],
    (forgiveness) => [1, 0, 1, forgiveness],
  ),
];
