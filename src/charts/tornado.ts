/** Tornado chart: effects of each lever or input on the outcomes, the strongest first. */

import { FEWEST_PAIRS } from '../experiment/paired-difference.ts';
import { changeTitles, shortTitles } from '../output/change-words.ts';
import { countWord, differenceWord, percentWord, quantityWord, shortNumber, signedNumber } from '../output/words.ts';
import { everydayUnit, hasNoInterval, type Outcome, orderOfInputs, stockNotes } from './effects.ts';
import { type ForestLine, forestPanel, verdictOf } from './forest-panel.ts';
import { type Frame, page, type Spec } from './spec.ts';

const WIDTH = 430;

/** Outcomes of the same measure, such as the bullwhip of each node, share a scale; undefined for any other. */
function measureOf(outcome: Outcome): string | undefined {
  const { axis } = everydayUnit(outcome);
  const [, measure, unit] = /^(\w[\w ]*), [^()]*( \([^()]*\))?$/.exec(axis) ?? [];
  return measure === undefined ? undefined : `${measure}${unit ?? ''}`;
}

/** Ends of the scale of each measure that several outcomes share: all effects, intervals and 0. */
function sharedScales(outcomes: readonly Outcome[]): ReadonlyMap<string, readonly [number, number]> {
  const measures = new Set(outcomes.flatMap((outcome) => measureOf(outcome) ?? []));
  return new Map(
    [...measures].flatMap((measure): [string, [number, number]][] => {
      const members = outcomes.filter((outcome) => measureOf(outcome) === measure);
      const ends = members.flatMap((outcome) => {
        const { factor } = everydayUnit(outcome);
        return outcome.effects.flatMap(({ effect, low, high }) => [factor * effect, factor * low, factor * high]);
      });
      const known = [0, ...ends.filter(Number.isFinite)];
      return members.length > 1 ? [[measure, [Math.min(...known), Math.max(...known)]]] : [];
    }),
  );
}

/** What a reader has to know of the scales of several panels. */
function scaleWords(outcomes: readonly Outcome[]): string[] {
  if (outcomes.length < 2) return [];
  const measures = new Set(outcomes.map((outcome) => measureOf(outcome) ?? outcome.label));
  if (measures.size === 1) return [];
  return [measures.size < outcomes.length ? 'Each measure has its own scale.' : 'Each panel has its own scale.'];
}

function panel(
  outcome: Outcome,
  titles: ReadonlyMap<string, string>,
  { most, scales }: { readonly most: number; readonly scales: ReturnType<typeof sharedScales> },
): Spec {
  const { axis, factor } = everydayUnit(outcome);
  const isShare = / \(share\b/.test(outcome.label);
  const levelWord = (level: number): string => (isShare ? percentWord(level) : shortNumber(factor * level));
  const shared = scales.get(measureOf(outcome) ?? '');
  const lines = outcome.effects.map((one): ForestLine => {
    const { input, runs, isSignificant, levels } = one;
    const [mean, low, high] = [one.effect, one.low, one.high].map((value) => factor * value);
    const [from, to] = hasNoInterval(one) ? [Number.NaN, Number.NaN] : [low, high];
    return {
      name: titles.get(input) ?? input,
      mean,
      low: from,
      high: to,
      verdict: verdictOf(mean, isSignificant),
      // With the number of pairs where other rows have more.
      text: `${differenceWord(mean, low, high)}${runs < most ? `, n ${countWord(runs)}` : ''}`,
      levels: levels?.map((level) => levelWord(level).replace('-', '−')).join(' → '),
    };
  });
  // Without any effect there is nothing to scale by.
  const isFlat = lines.every(({ mean, low, high }) => mean === 0 && !low && !high);
  const domain = shared !== undefined && shared[0] < shared[1] ? shared : isFlat ? ([-1, 1] as const) : undefined;
  return forestPanel(lines, { axis, names: [...titles.values()], isNamed: true, domain, width: WIDTH });
}

export interface TornadoWords {
  readonly title: string;
  readonly notes: readonly string[];
}

/** What grey means, where a bar is grey: with few pairs it is although its interval excludes zero. */
export function greyWords(outcomes: readonly Outcome[]): string[] {
  if (outcomes.every(({ effects }) => effects.every(({ isSignificant }) => isSignificant))) return [];
  const isFew = outcomes.some(({ effects }) =>
    effects.some(({ isSignificant, low, high }) => !isSignificant && (low > 0 || high < 0)),
  );
  return [
    `Grey: not significant, the interval contains zero${isFew ? ` or fewer than ${FEWEST_PAIRS} pairs have the outcome` : ''}.`,
  ];
}

/** The largest effect on an outcome with its interval, a significant one if there is any. */
function effectMessage(outcome: Outcome, titles: ReadonlyMap<string, string>): string {
  const [found] = [...outcome.effects].sort(
    (a, b) => Number(b.isSignificant) - Number(a.isSignificant) || Math.abs(b.effect) - Math.abs(a.effect),
  );
  const { axis, factor } = everydayUnit(outcome);
  const [, title, unit = ''] = /^(.*?)(?: \(([^()]*)\))?$/.exec(axis) ?? ['', axis];
  const [effect, low, high] = [found.effect, found.low, found.high].map((value) => factor * value);
  const size = quantityWord(Math.abs(effect), unit.startsWith('ratio') ? '' : unit);
  const interval =
    Number.isFinite(low) && !hasNoInterval(found)
      ? ` (${signedNumber(low)} to ${signedNumber(high)})`.replaceAll('-', '−')
      : '';
  const message = `${title}: ${size} ${effect > 0 ? 'more' : 'less'} with ${titles.get(found.input)}${interval}`;
  return found.isSignificant ? message : `${message}, not significant`;
}

/** Draw one panel per outcome; the inputs have the same order in each. */
export function tornadoChart(outcomes: readonly Outcome[], words: TornadoWords, frame: Frame): Spec {
  const inputs = orderOfInputs(outcomes);
  const titles = (frame.isSlide === true ? shortTitles : changeTitles)(inputs, frame.goodsUnit);
  const differing = outcomes.filter(({ effects }) => effects.some(({ effect }) => effect !== 0));
  const moved = frame.isSlide === true && differing.length > 0 ? differing : outcomes;
  const isSure = moved.some(({ effects }) => effects.some(({ isSignificant }) => isSignificant));
  const hasLevels = moved.some(({ effects }) => effects.some(({ levels }) => levels !== undefined));
  const legend = [
    ...stockNotes(outcomes),
    ...(hasLevels ? ['Right: mean in the base → with the change, and the difference.'] : []),
    ...(isSure ? ['Blue: more. Orange: less.'] : []),
    ...greyWords(moved),
    ...scaleWords(moved),
  ];
  const scales = sharedScales(moved);
  const messages = moved.map((outcome) => effectMessage(outcome, titles));
  const first = moved.findIndex(({ effects }) => effects.some(({ isSignificant }) => isSignificant));
  const most = outcomes.flatMap(({ effects }) => effects).reduce((top, { runs }) => Math.max(top, runs), 0);
  return page(
    moved.map((outcome) => panel(outcome, titles, { most, scales })),
    {
      title: words.title,
      subtitle: [...words.notes, ...(legend.length > 0 ? [legend.join(' ')] : [])],
      slide: {
        message: messages[first] ?? 'No effect is significantly different from zero',
        messages,
        note: [words.notes[0], ...legend].join(' '),
      },
    },
    frame,
  );
}
