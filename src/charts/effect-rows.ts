/** Effects of one change on the outcomes: a row each with its level before and after, in per cent of the level before. */

import { counted } from '../numeric/counted.ts';
import { changeTitles } from '../output/change-words.ts';
import { inSentence } from '../output/metric-title.ts';
import { countWord, differenceWord, percentWord, quantityWord } from '../output/words.ts';
import {
  type Effect,
  everydayUnit,
  hasNoInterval,
  type Outcome,
  orderOfInputs,
  points,
  pointsWord,
} from './effects.ts';
import { verdictOf } from './forest-panel.ts';
import { FAINT, figuresAtRight, type Frame, INK, LETTER_COLOURS, OKABE_ITO, page, PER_CENT } from './spec.ts';
import { ROW_NAMES, rowName, type Spec } from './spec.ts';
import { greyWords, tornadoChart, type TornadoWords } from './tornado.ts';

const WIDTH = 430;
const ROW_HEIGHT = 40;
/** Larger changes are cut: what is small before the change may grow many times. */
const MOST = 2;
const COLOURS = { less: OKABE_ITO[3], more: OKABE_ITO[0], open: FAINT };

interface Row {
  readonly title: string;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
  /** The size of the difference and its interval without signs: `39 points (18 to 60)`. */
  readonly size: string;
  readonly effect: Effect;
}

/** Title and unit of an outcome: `Economic profit, all builders (USD bn)`. */
function partsOf({ label }: Outcome): readonly [title: string, unit: string] {
  const [, title, unit = ''] = /^(.*?)(?: \(([^()]*)\))?$/.exec(label) ?? ['', label];
  return [title, unit];
}

function rowOf(outcome: Outcome): Row | undefined {
  const [effect] = outcome.effects;
  if (effect?.levels === undefined) return undefined;
  const [title, unit] = partsOf(outcome);
  const { axis, factor } = everydayUnit(outcome);
  const { effect: middle, low, high, levels } = effect;
  const isShare = unit.startsWith('share');
  const [, scaledUnit = ''] = /\(([^()]*)\)$/.exec(axis) ?? [];
  const level = (value: number): string => {
    if (isShare) return percentWord(value);
    const amount = quantityWord(factor * value, '').replace('-', '−');
    const [, money] = /^USD ?(bn|mn)?$/.exec(scaledUnit) ?? [];
    if (scaledUnit.startsWith('USD')) return `USD ${amount} ${money ?? ''}`.trim();
    return scaledUnit.startsWith('ratio') ? amount : `${amount} ${scaledUnit}`.trim();
  };
  const difference = isShare
    ? pointsWord([middle, low, high])
    : differenceWord(factor * middle, factor * low, factor * high);
  const ends = (middle < 0 ? [high, low] : [low, high]).map((end) =>
    isShare ? points(end) : quantityWord(Math.abs(factor * end), ''),
  );
  const interval = Number.isFinite(low) && !hasNoInterval(effect) ? ` (${ends.join(' to ')})` : '';
  const amount = isShare ? `${points(middle)} points` : level(Math.abs(middle));
  const [before, after] = levels.map(level);
  return { title, before, after, difference, size: `${amount}${interval}`, effect };
}

/** The row that changes most, compared with its base. */
function largest(rows: readonly Row[]): Row | undefined {
  const size = ({ effect: { effect, levels = [0, 0] } }: Row): number =>
    levels[0] === 0 ? 0 : Math.abs(effect / levels[0]);
  return [...rows].sort((a, b) => size(b) - size(a))[0];
}

/** The most significant effect, or that there is none. */
function message(rows: readonly Row[], change: string, isExact: boolean): string {
  const sure = isExact ? largest(rows) : rows.find(({ effect }) => effect.isSignificant);
  if (sure === undefined || sure.effect.effect === 0)
    return `With ${change}, none of ${counted(rows.length, 'measure')} changes${isExact ? '' : ' significantly'}`;
  const { title, before, after, size, effect } = sure;
  return `With ${change}: ${inSentence(title)} ${effect.effect > 0 ? 'up' : 'down'} by ${size}, from ${before} to ${after}`;
}

function panel(rows: readonly Row[], isExact: boolean): Spec {
  const most = Math.max(...rows.map(({ effect }) => effect.runs));
  const values = rows.map(({ title, before, after, difference, effect: one }) => {
    const base = Math.abs(one.levels?.[0] ?? 0);
    const share = (value: number): number | null =>
      value === 0
        ? 0
        : base > 0 && Number.isFinite(value)
          ? Number(Math.max(-MOST, Math.min(MOST, value / base)).toPrecision(6))
          : null;
    const isAlike = hasNoInterval(one);
    const verdict = verdictOf(one.effect, one.isSignificant || (isExact && one.effect !== 0));
    return {
      name: rowName(title),
      effect: share(one.effect),
      low: isAlike ? null : share(one.low),
      high: isAlike ? null : share(one.high),
      colour: COLOURS[verdict],
      letters: LETTER_COLOURS[COLOURS[verdict]] ?? FAINT,
      levels: `${before} → ${after}`,
      text: `${difference}${one.runs < most ? `, n ${countWord(one.runs)}` : ''}`,
    };
  });
  const y = {
    field: 'name',
    type: 'nominal',
    scale: { domain: values.map(({ name }) => name) },
    axis: { ...ROW_NAMES, ticks: false, domain: false },
  };
  const x = { type: 'quantitative', axis: { title: 'Change in per cent of the base', tickCount: 5, ...PER_CENT } };
  const color = { field: 'colour', type: 'nominal', scale: null };
  const side = (text: string, align: string, fill: string): Spec => ({
    data: { values: [{ text }] },
    mark: { type: 'text', align, dx: align === 'left' ? 6 : -6, fontSize: 11, fontWeight: 600, color: fill },
    encoding: { x: { datum: 0 }, y: { value: 0 }, text: { field: 'text' } },
  });
  const figures = figuresAtRight(y, 'text', 8);
  return {
    width: WIDTH,
    height: { step: ROW_HEIGHT },
    data: { values },
    layer: [
      { data: { values: [{}] }, mark: { type: 'rule', color: INK }, encoding: { x: { datum: 0 } } },
      {
        mark: { type: 'rule', strokeWidth: 2.5 },
        encoding: { y, x: { field: 'low', ...x }, x2: { field: 'high' }, color },
      },
      {
        mark: { type: 'point', filled: true, size: 110, opacity: 1 },
        encoding: { y, x: { field: 'effect', ...x }, color },
      },
      side('less', 'right', LETTER_COLOURS[COLOURS.less]),
      side('more', 'left', LETTER_COLOURS[COLOURS.more]),
      figuresAtRight(y, 'levels', -7),
      {
        ...figures,
        encoding: { ...(figures.encoding as Spec), color: { field: 'letters', type: 'nominal', scale: null } },
      },
    ],
  };
}

/** Draw effects: rows with levels for one change, else a tornado of every outcome. */
export function effectsChart(outcomes: readonly Outcome[], words: TornadoWords, frame: Frame): Spec {
  const inputs = orderOfInputs(outcomes);
  const rows = outcomes.flatMap((outcome) => rowOf(outcome) ?? []);
  if (inputs.length !== 1 || rows.length !== outcomes.length) return tornadoChart(outcomes, words, frame);
  const change = changeTitles(inputs, frame.goodsUnit).get(inputs[0]) ?? inputs[0];
  const sure = rows.filter(({ effect }) => effect.isSignificant).length;
  const isCut = rows.some(({ effect: { effect, low, high, levels } }) =>
    [effect, low, high].some((value) => Math.abs(value) > MOST * Math.abs(levels?.[0] ?? 0)),
  );
  const [how] = words.notes;
  const right = `Right: mean in the base → with the change, and the difference.${isCut ? ` Changes beyond ${percentWord(MOST)} are cut.` : ''}`;
  // What is the same in all runs needs no test.
  const isExact = rows.every(({ effect }) => hasNoInterval(effect));
  const grey = isExact ? [] : greyWords(outcomes);
  const count = isExact
    ? []
    : [`${countWord(sure)} of ${counted(rows.length, 'measure')} ${sure === 1 ? 'changes' : 'change'} significantly.`];
  return page(
    [panel(rows, isExact)],
    {
      title: `What changes with ${change}`,
      subtitle: [how, right, ...grey],
      slide: { message: message(rows, change, isExact), note: [...count, how, right, ...grey].join(' ') },
    },
    frame,
  );
}
