/** Figures of an explanation: each refers to its recorded column, so that every number can be traced. */

import type { Column, Shape } from '../../columns/column.ts';
import type { Trace } from '../../columns/trace.ts';
import { withUnit } from '../../numeric/counted.ts';
import { calendarMonth, percentWord, shortNumber, inCapitals } from '../words.ts';

/** Months of a quarter. */
export const QUARTER = 3;

/** Operation that computes a figure from its source. */
export type Measure =
  /** The column in `month`. */
  | 'recorded'
  /** e to the column in `month`, minus 1: a logarithmic rate as a rate. */
  | 'rate'
  /** Sum or mean of the column over the months `fromMonth` to `month`. */
  | 'sum'
  | 'mean'
  /** The column in `month` over that in `fromMonth`. */
  | 'growth'
  /** Size of the relative change of the column from `fromMonth` to `month`. */
  | 'change'
  /** The metric of the run that `column` names. */
  | 'metric'
  /** The column in `month` over the column `per` in the same month. */
  | 'quotient'
  /** The column in `month` times the scenario's value at the path `per`. */
  | 'scaled'
  /** 1 - the mean of three months up to `month` over the mean of three months up to `fromMonth`. */
  | 'fall'
  /** Months from `fromMonth` to `month`. */
  | 'months'
  /** The calendar month. */
  | 'date'
  /** Magnitude of entry `event` of the ledger. */
  | 'event'
  /** Number of entries of the ledger of the kinds named by `column` in the months `fromMonth` to `month`. */
  | 'events'
  /** The scenario's value at the path `column`. */
  | 'scenario'
  /** A part of the change of the column from `fromMonth` to `month`, by the factor `per`. */
  | 'part';

/** A number in a sentence and its source. */
export interface Figure {
  /** As formatted in the sentence. */
  readonly text: string;
  /** In the unit of the column, before formatting. */
  readonly value: number;
  readonly measure: Measure;
  readonly column: string;
  readonly month: number;
  readonly fromMonth?: number;
  readonly shape?: Shape;
  readonly entity?: string;
  readonly per?: string;
  /** Place in the ledger. */
  readonly event?: number;
  /** From the branch of the run without the pause. */
  readonly isWithoutPause?: true;
}

/** Literal words without digits, names, and figures. */
export type Part = string | Name | Figure;

/** A name from the scenario, which may hold digits. */
export interface Name {
  readonly name: string;
}

export interface Sentence {
  /** Topic of the sentence. */
  readonly chapter: string;
  /** Month of the run that it describes. */
  readonly month: number;
  readonly text: string;
  readonly names: readonly string[];
  readonly figures: readonly Figure[];
}

/** Join parts to a sentence. */
export function sentence(chapter: string, month: number, parts: readonly Part[]): Sentence {
  const nameOf = ({ name }: Name): string => inCapitals(name);
  const text = parts
    .map((part) => (typeof part === 'string' ? part : 'name' in part ? nameOf(part) : part.text))
    .join('');
  const isFigure = (part: Part): part is Figure => typeof part === 'object' && 'measure' in part;
  const names = parts.flatMap((part) => (typeof part === 'object' && 'name' in part ? [part.name] : []));
  return { chapter, month, text: text.charAt(0).toUpperCase() + text.slice(1), names, figures: parts.filter(isFigure) };
}

/** Parts of a list joined by commas and a last `and`. */
export function listed(items: readonly (readonly Part[])[]): Part[] {
  return items.flatMap((item, i) => {
    if (i === 0) return item;
    return [i === items.length - 1 ? ' and ' : ', ', ...item];
  });
}

/** Formats of values. */
export const percent = (value: number): string => percentWord(value);
/** Per cent to three digits, for comparison with a limit. */
export const finePercent = (value: number): string => `${shortNumber(value * 100)} %`;
export const plain = (value: number): string => shortNumber(value);
export const gigawatts = (mw: number): string => `${shortNumber(mw / 1000)} GW`;
export const billions = (usdBn: number): string => `USD ${shortNumber(usdBn)} bn`;
export const monthsWord = (months: number): string => withUnit(shortNumber(months), 'months');
/** A share in percentage points, with its sign. */
export const points = (share: number): string => {
  const text = (share * 100).toFixed(1);
  if (/^-?0\.0$/.test(text)) return '0.0';
  return share > 0 ? `+${text}` : text;
};
export const times = (ratio: number): string => `${shortNumber(ratio)} times`;

/** A column of the run, or of one entity in it. */
export interface Place {
  readonly column: string;
  readonly shape: Exclude<Shape, 'run'>;
  readonly entity?: string;
  readonly isWithoutPause?: true;
}

export const scalar = (column: string): Place => ({ column, shape: 'scalar' });
export const of = (shape: Place['shape'], column: string, entity: string): Place => ({ column, shape, entity });

/** Reads a trace by column and makes figures. */
export interface Reader {
  readonly trace: Trace;
  readonly months: number;
  /** Whether the run recorded a column. */
  has(column: string, shape: Shape): boolean;
  /** Monthly values of a column, of one entity where it has them. */
  series(place: Place): Float64Array;
  date(month: number): Figure;
  at(place: Place, month: number, word: Format): Figure;
  rate(place: Place, month: number, word: Format): Figure;
  sum(place: Place, span: Span, word: Format): Figure;
  mean(place: Place, span: Span, word: Format): Figure;
  growth(place: Place, span: Span, word: Format): Figure;
  change(place: Place, span: Span): Figure;
  metric(column: string, value: number, word: Format): Figure;
  quotient(place: Place, per: string, month: number, word: Format): Figure;
  fall(place: Place, span: Span, word: Format): Figure;
  lasting(column: string, span: Span): Figure;
  event(index: number, word: Format): Figure;
  events(kinds: readonly string[], span: Span): Figure;
}

export type Format = (value: number) => string;
/** Months from and to, both included. */
export type Span = readonly [fromMonth: number, month: number];

export interface ReadRun {
  readonly trace: Trace;
  readonly columns: readonly Column[];
  /** First calendar month, `2025-10`. */
  readonly startMonth: string;
}

/** Make the reader of a run. */
export function openReader({ trace, columns, startMonth }: ReadRun): Reader {
  const recorded = new Set(columns.map(({ shape, name }) => `${shape}/${name}`));

  function series({ column, shape, entity, isWithoutPause }: Place): Float64Array {
    const source = isWithoutPause === true ? trace.counterfactual : trace;
    if (source === undefined) return new Float64Array(0);
    const values = source.column(column, shape);
    if (shape === 'scalar' || entity === undefined) return values;
    const ids = trace.entities[shape];
    const offset = ids.indexOf(entity);
    return Float64Array.from({ length: trace.months }, (_, month) => values[month * ids.length + offset]);
  }

  function made(place: Place, measure: Measure, span: Span, value: number): Omit<Figure, 'text'> {
    return { value, measure, ...place, month: span[1], fromMonth: span[0] };
  }

  function total(place: Place, [from, to]: Span): number {
    return series(place)
      .subarray(from, to + 1)
      .reduce((sum, value) => sum + value, 0);
  }

  return {
    trace,
    months: trace.months,
    has: (column, shape) => recorded.has(`${shape}/${column}`),
    series,
    date: (month) => ({
      text: calendarMonth(startMonth, month),
      value: month,
      measure: 'date',
      column: 'month',
      month,
    }),
    at(place, month, word) {
      const value = series(place)[month];
      return { text: word(value), value, measure: 'recorded', ...place, month };
    },
    rate(place, month, word) {
      const value = Math.exp(series(place)[month]) - 1;
      return { text: word(value), value, measure: 'rate', ...place, month };
    },
    sum: (place, span, word) => worded(made(place, 'sum', span, total(place, span)), word),
    mean: (place, span, word) => worded(made(place, 'mean', span, total(place, span) / (span[1] - span[0] + 1)), word),
    growth(place, span, word) {
      const values = series(place);
      return worded(made(place, 'growth', span, values[span[1]] / values[span[0]]), word);
    },
    change(place, span) {
      const values = series(place);
      return worded(made(place, 'change', span, Math.abs(values[span[1]] / values[span[0]] - 1)), percent);
    },
    metric: (column, value, word) => ({ text: word(value), value, measure: 'metric', column, month: trace.months - 1 }),
    quotient(place, per, month, word) {
      const value = series(place)[month] / series({ ...place, column: per })[month];
      return { text: word(value), value, measure: 'quotient', ...place, per, month };
    },
    fall(place, span, word) {
      const values = series(place);
      return worded(made(place, 'fall', span, 1 - quarterMean(values, span[1]) / quarterMean(values, span[0])), word);
    },
    lasting(column, [from, to]) {
      const value = to - from;
      return { text: monthsWord(value), value, measure: 'months', column, month: to, fromMonth: from };
    },
    event(index, word) {
      const { magnitude, month, kind, entity } = trace.events[index];
      return { text: word(magnitude), value: magnitude, measure: 'event', column: kind, entity, month, event: index };
    },
    events(kinds, [from, to]) {
      const value = trace.events.filter(
        ({ kind, month }) => kinds.includes(kind) && month >= from && month <= to,
      ).length;
      return { text: String(value), value, measure: 'events', column: kinds.join(' '), month: to, fromMonth: from };
    },
  };
}

/** How much higher or lower a column is than it was: `13 % lower`. */
export function moved(reader: Reader, place: Place, span: Span): Part[] {
  const values = reader.series(place);
  return [reader.change(place, span), values[span[1]] < values[span[0]] ? ' lower' : ' higher'];
}

function worded(figure: Omit<Figure, 'text'>, word: Format): Figure {
  return { text: word(figure.value), ...figure };
}

/** Mean of the three months up to a month. */
export function quarterMean(values: ArrayLike<number>, month: number): number {
  let sum = 0;
  for (let k = 0; k < QUARTER; k++) sum += values[month - k] / QUARTER;
  return sum;
}

/** Month of the largest value within a span; the first of equals. */
export function highestMonth(values: ArrayLike<number>, [from, to]: Span): number {
  let best = from;
  for (let month = from; month <= to; month++) if (values[month] > values[best]) best = month;
  return best;
}

/** Month of the smallest value within a span; the first of equals. */
export function lowestMonth(values: ArrayLike<number>, [from, to]: Span): number {
  let best = from;
  for (let month = from; month <= to; month++) if (values[month] < values[best]) best = month;
  return best;
}
