/** Grudgers: rules that answer a race of rivals with a punishment of fixed, growing or endless length. */

import * as z from 'zod';
import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupCooperated, QuorumParams, quorumField } from './lifting.ts';
import { defineStrategy, type GameView, type Description } from './strategy.ts';

const groupRaced = (view: GameView, quorum: number): boolean => view.decision > 0 && !groupCooperated(view, quorum, 1);

/** Plays one move until the group has raced once (quorum missed), then the other for ever. */
function triggerStrategy(facts: Description, before: number, after: number) {
  return defineStrategy({
    ...facts,
    params: QuorumParams,
    start: () => ({ challenged: false }),
    decide(view, { quorum }, memory) {
      if (groupRaced(view, quorum)) memory.challenged = true;
      return memory.challenged ? after : before;
    },
  });
}

/** After a race of the group (quorum missed), races and then cooperates so many times, whatever rivals do meanwhile. */
function sentenceStrategy<P extends { readonly quorum: number }>(
  facts: Description,
  params: z.ZodType<P>,
  sentenceOf: (params: P) => { readonly races: number; readonly calm: number },
) {
  return defineStrategy({
    ...facts,
    params,
    start: () => ({ left: 0 }),
    decide(view, given, memory) {
      const { races, calm } = sentenceOf(given);
      if (memory.left === 0 && groupRaced(view, given.quorum)) memory.left = races + calm;
      if (memory.left === 0) return COOPERATE;
      memory.left--;
      return memory.left >= calm ? DEFECT : COOPERATE;
    },
  });
}

/** Cooperative decisions that end every punishment of Gradual. */
const CALM = 2;

/**
 * When the group races (quorum missed) while it is at peace, races for as many decisions as the group has faults, then
 * cooperates twice unconditionally. Two readings of "faults" are in use: all races of the group so far, or only those
 * that started a punishment.
 *
 * Names: Gradual [BeaufilsDelahayeMathieu1997], the second reading; the first is that of later tournaments
 * [CristalSmac2018].
 */
function gradualStrategy(id: string, summary: string, countsAll: boolean) {
  return defineStrategy({
    id,
    summary,
    cites: ['BeaufilsDelahayeMathieu1997', 'CristalSmac2018'],
    params: QuorumParams,
    start: () => ({ faults: 0, left: 0 }),
    decide(view, { quorum }, memory) {
      const raced = groupRaced(view, quorum);
      const peace = memory.left === 0;
      if (raced && (countsAll || peace)) memory.faults++;
      if (raced && peace) memory.left = memory.faults + CALM;
      else if (peace) return COOPERATE;
      memory.left--;
      return memory.left >= CALM ? DEFECT : COOPERATE;
    },
  });
}

const length = () => z.number().int().min(1);
const LENGTH = { unit: 'decisions', description: 'Length of the punishment' };

export const GRUDGERS = [
  /**
   * Cooperates until the quorum is missed once, then defects for ever.
   *
   * Names: Grim, Grudger, trigger strategy [Friedman1971].
   */
  triggerStrategy(
    {
      id: 'grim',
      summary: 'Disciplined until a rival races once, then always races.',
      cites: ['Friedman1971'],
    },
    COOPERATE,
    DEFECT,
  ),

  /**
   * Races until the group has raced once (quorum missed), then cooperates for ever: the reverse of Grim.
   *
   * Names: Easy Go [Prison1998].
   */
  triggerStrategy(
    { id: 'easy-go', summary: 'Races until a rival races, then is always disciplined.', cites: ['Prison1998'] },
    DEFECT,
    COOPERATE,
  ),

  /**
   * Once the group races (quorum missed), plays D, D, D, D, C, C unconditionally, then observes again.
   *
   * Names: Soft Grudger [LiHingstonKendall2011].
   */
  sentenceStrategy(
    {
      id: 'soft-grudger',
      summary: 'Answers a race with four races, then two disciplined moves.',
      cites: ['LiHingstonKendall2011'],
    },
    QuorumParams,
    () => ({ races: 4, calm: 2 }),
  ),

  /**
   * Once the group races (quorum missed), races for `memory` decisions in all, then forgets. A race during the
   * punishment does not extend it; a race at its last decision starts another.
   *
   * Names: Forgetful Grudger [AxelrodPython2015].
   */
  sentenceStrategy(
    {
      id: 'forgetful-grudger',
      summary: 'Answers a race with ten of its own, then forgets.',
      cites: ['AxelrodPython2015'],
    },
    z.strictObject({ quorum: quorumField, memory: length().default(10).meta(LENGTH) }),
    ({ memory }) => ({ races: memory, calm: 0 }),
  ),

  /**
   * Cooperates while the group does (quorum). A missed quorum starts `punishment` decisions of racing, during which
   * moves of rivals are ignored; then it cooperates again.
   *
   * Names: trigger strategy with finite reversion [GreenPorter1984]; quorum rule [BoydRicherson1988].
   */
  sentenceStrategy(
    {
      id: 'quorum-with-punishment',
      summary: 'Disciplined while enough rivals are; answers a breach with a fixed number of races.',
      cites: ['BoydRicherson1988', 'GreenPorter1984'],
    },
    z.strictObject({ quorum: quorumField, punishment: length().max(100).default(4).meta(LENGTH) }),
    ({ punishment }) => ({ races: punishment, calm: 1 }),
  ),

  gradualStrategy(
    'gradual',
    'Answers a race with as many races as rivals have played in total, then two disciplined moves.',
    true,
  ),
  gradualStrategy('original-gradual', 'Answers the nth provocation with n races, then two disciplined moves.', false),
];
