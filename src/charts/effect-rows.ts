/** Effects of one change on the outcomes: a row each with its level before and after, in per cent of the level before. */

import { counted } from '../numeric/counted.ts';
import { changeTitles, shortTitles } from '../output/change-words.ts';
import { inSentence } from '../output/metric-title.ts';
import {
  countWord,
  decimalsOf,
  differenceDecimals,
  fixedNumber,
  listWord,
  percentWord,
  quantityWord,
} from '../output/words.ts';
import {
  type Effect,
  everydayUnit,
  hasNoInterval,
  type Outcome,
  orderOfInputs,
  pointsOf,
  pointsWord,
  stockNotes,
} from './effects.ts';
import { verdictOf } from './forest-panel.ts';
import {
  FAINT,
  figuresAtRight,
  type Frame,
  INK,
  LETTER_COLOURS,
  OKABE_ITO,
  page,
  PER_CENT,
  ROW_NAMES,
  rowName,
  type Spec,
} from './spec.ts';
import { greyWords, tornadoChart, type TornadoWords } from './tornado.ts';

const WIDTH = 430;
const ROW_HEIGHT = 40;
/** Rows of a slide: more are on further slides. */
const ON_SLIDE = 7;
/** Size of the figures on a sheet and on a slide. */
const [SMALL, LARGE] = [11, 13];
/** Measures without a change that a note names. */
const MOST_NAMES = 4;
/** Larger changes are cut: what is small before the change may grow many times. */
const MOST = 2;
/** Room at each end of the axis, as a share of it. */
const MARGIN = 0.04;
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
  const plain = (value: number): string => quantityWord(factor * value, '');
  const level = (value: number, word = plain): string => {
    if (isShare) return percentWord(value);
    const amount = word(value).replace('-', '−');
    const [, money] = /^USD ?(bn|mn)?$/.exec(scaledUnit) ?? [];
    if (scaledUnit.startsWith('USD')) return `USD ${amount} ${money ?? ''}`.trim();
    return scaledUnit.startsWith('ratio') ? amount : `${amount} ${scaledUnit}`.trim();
  };
  const hasInterval = Number.isFinite(low) && !hasNoInterval(effect);
  const [mean, from, to] = [middle, low, high].map((value) => factor * value);
  // As many digits as the levels have, and as the interval supports.
  const decimals = differenceDecimals(
    { mean, low: from, high: to },
    decimalsOf(Math.max(...levels.map((value) => Math.abs(factor * value)))),
  );
  const exact = (value: number): string => (hasInterval ? fixedNumber(factor * value, decimals) : plain(value));
  const signed = (value: number): string =>
    `${factor * value > 0 && /[1-9]/.test(exact(value)) ? '+' : ''}${exact(value)}`;
  const range = hasInterval ? ` (${signed(low)} to ${signed(high)})`.replaceAll('-', '−') : '';
  const difference = isShare ? pointsWord([middle, low, high]) : `${level(middle, signed)}${range}`;
  const [size, ...ends] = isShare
    ? pointsOf([middle, low, high])
    : [level(Math.abs(middle), exact), ...[low, high].map((end) => exact(Math.abs(end)))];
  const interval = hasInterval ? ` (${(middle < 0 ? ends.reverse() : ends).join(' to ')})` : '';
  const [before, after] = levels.map((value) => level(value));
  return { title, before, after, difference, size: `${size}${isShare ? ' points' : ''}${interval}`, effect };
}

/** Outcomes of a node, and the total, as a sentence names them. */
function named(title: string): string {
  return inSentence(title)
    .replace(/^(cost|bullwhip|fill rate), /, '$1 at ')
    .replace('cost of holding, backlog and transport', 'total cost');
}

/** Where all runs differ alike and other measures do not. */
const alikeWord = ({ effect }: Row, isExact: boolean): string =>
  !isExact && hasNoInterval(effect) && effect.effect !== 0 ? ' in every run' : '';

/** The first effect that is sure, or that there is none. */
function message(
  rows: readonly Row[],
  change: string,
  { isExact, isAll }: { readonly isExact: boolean; readonly isAll: boolean },
): string {
  const sure = rows.find(({ effect }) => (isExact ? effect.effect !== 0 : effect.isSignificant));
  if (sure === undefined)
    return `With ${change}, none of ${isAll ? '' : 'these '}${counted(rows.length, 'measure')} changes${isExact ? '' : ' significantly'}`;
  const { title, before, after, size, effect } = sure;
  return `With ${change}: ${named(title)} ${effect.effect > 0 ? 'up' : 'down'} by ${size}${alikeWord(sure, isExact)}, from ${before} to ${after}`;
}

/** A value in per cent of the level before, cut; null where there is none. */
function shareOf({ effect: { levels } }: Row, value: number): number | null {
  const base = Math.abs(levels?.[0] ?? 0);
  if (value === 0) return 0;
  if (!(base > 0 && Number.isFinite(value))) return null;
  return Number(Math.max(-MOST, Math.min(MOST, value / base)).toPrecision(6));
}

interface PanelFrame {
  readonly isExact: boolean;
  readonly fontSize: number;
  /** Ends of the axis, which panels share. */
  readonly domain: readonly [number, number];
}

function panel(rows: readonly Row[], { isExact, fontSize, domain }: PanelFrame): Spec {
  const most = Math.max(...rows.map(({ effect }) => effect.runs));
  const values = rows.map((row) => {
    const { title, before, after, difference, effect: one } = row;
    const isAlike = hasNoInterval(one);
    const verdict = verdictOf(one.effect, one.isSignificant || (isExact && one.effect !== 0));
    return {
      name: rowName(title),
      effect: shareOf(row, one.effect),
      low: isAlike ? null : shareOf(row, one.low),
      high: isAlike ? null : shareOf(row, one.high),
      colour: COLOURS[verdict],
      letters: LETTER_COLOURS[COLOURS[verdict]] ?? FAINT,
      levels: `${before} → ${after}`,
      text: `${difference}${alikeWord(row, isExact)}${one.runs < most ? `, n ${countWord(one.runs)}` : ''}`,
    };
  });
  const y = {
    field: 'name',
    type: 'nominal',
    scale: { domain: values.map(({ name }) => name) },
    axis: { ...ROW_NAMES, ticks: false, domain: false },
  };
  const x = {
    type: 'quantitative',
    scale: { domain, nice: false },
    axis: { title: 'Relative difference (per cent of the base)', tickCount: 5, ...PER_CENT },
  };
  const color = { field: 'colour', type: 'nominal', scale: null };
  const side = (text: string, align: string, fill: string): Spec => ({
    data: { values: [{ text }] },
    mark: { type: 'text', align, dx: align === 'left' ? 6 : -6, fontSize, fontWeight: 600, color: fill },
    encoding: { x: { datum: 0 }, y: { value: 0 }, text: { field: 'text' } },
  });
  const letters = { field: 'letters', type: 'nominal', scale: null };
  const figures = (field: string, below: number): Spec => {
    const { mark, encoding } = figuresAtRight(y, field, below) as { readonly mark: Spec; readonly encoding: Spec };
    const colour = field === 'text' ? { color: letters } : {};
    return { mark: { ...mark, fontSize }, encoding: { ...encoding, ...colour } };
  };
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
      figures('levels', -7),
      figures('text', 8),
    ],
  };
}

/** What the marks leave out: changes that are too large, and rows without a level before. */
function markNotes(rows: readonly Row[]): string[] {
  const ends = rows.flatMap((row) =>
    [row.effect.effect, row.effect.low, row.effect.high].map((value) => [row, value] as const),
  );
  const isCut = ends.some(([{ effect }, value]) => {
    const base = Math.abs(effect.levels?.[0] ?? 0);
    return base > 0 && Math.abs(value) > MOST * base;
  });
  const isBare = rows.some((row) => shareOf(row, row.effect.effect) === null);
  return [
    ...(isCut ? [`Changes beyond ${percentWord(MOST)} are cut.`] : []),
    ...(isBare ? ['A row without a mark is 0 in the base.'] : []),
  ];
}

/** Draw effects: rows with levels for one change, else a tornado of every outcome. */
export function effectsChart(outcomes: readonly Outcome[], words: TornadoWords, frame: Frame): Spec {
  const inputs = orderOfInputs(outcomes);
  const all = outcomes.flatMap((outcome) => rowOf(outcome) ?? []);
  if (inputs.length !== 1 || all.length !== outcomes.length) return tornadoChart(outcomes, words, frame);
  const isSlide = frame.isSlide === true;
  const change = (isSlide ? shortTitles : changeTitles)(inputs, frame.goodsUnit).get(inputs[0]) ?? inputs[0];
  const differing = all.filter(({ effect: { effect, low, high } }) => effect !== 0 || low < high);
  const rows = isSlide && differing.length > 0 ? differing : all;
  const sure = all.filter(({ effect }) => effect.isSignificant).length;
  const [how] = words.notes;
  const right = ['Right: mean in the base → with the change, and the absolute difference.', ...markNotes(rows)].join(
    ' ',
  );
  // What is the same in all runs needs no test.
  const isExact = all.every(({ effect }) => hasNoInterval(effect));
  const grey = isExact ? [] : greyWords(outcomes);
  const unmoved = all.filter((row) => !rows.includes(row)).map(({ title }) => named(title));
  const same = unmoved.length;
  const count = [
    ...(isExact
      ? []
      : [
          `${countWord(sure)} of ${counted(all.length, 'measure')} ${sure === 1 ? 'changes' : 'change'} significantly${isSlide && differing.length > ON_SLIDE ? ' (all slides)' : ''}.`,
        ]),
    ...(same > 0
      ? [
          `Not shown, as ${same === 1 ? 'it does' : 'they do'} not change: ${listWord(same > MOST_NAMES ? [...unmoved.slice(0, MOST_NAMES - 1), `${same - MOST_NAMES + 1} more`] : unmoved)}.`,
        ]
      : []),
  ];
  const ends = rows.flatMap((row) =>
    [row.effect.effect, row.effect.low, row.effect.high].map((value) => shareOf(row, value) ?? 0),
  );
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  // Marks at the ends have room beside names and figures.
  const room = MARGIN * (most - least);
  const domain = [least - room, most + room] as const;
  const each = Math.ceil(rows.length / Math.ceil(rows.length / (isSlide ? ON_SLIDE : rows.length)));
  const parts = Array.from({ length: Math.ceil(rows.length / each) }, (_, at) =>
    rows.slice(at * each, (at + 1) * each),
  );
  const stock = stockNotes(outcomes);
  return page(
    parts.map((part) => panel(part, { isExact, fontSize: isSlide ? LARGE : SMALL, domain })),
    {
      title: `What changes with ${change}`,
      subtitle: [how, right, ...grey, ...stock],
      slide: {
        message: message(rows, change, { isExact, isAll: true }),
        messages: parts.map((part) => message(part, change, { isExact, isAll: parts.length === 1 })),
        panelsEach: 1,
        note: [...count, how, right, ...grey, ...stock].join(' '),
      },
    },
    frame,
  );
}
