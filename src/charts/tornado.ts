/** Tornado chart: effects of each lever or input on the outcomes, the strongest first. */

import { goodsIn } from '../columns/column.ts';
import { HEADLINE_METRICS } from '../experiment/compare-headline.ts';
import { FEWEST_PAIRS } from '../experiment/paired-difference.ts';
import { memberOf } from '../metrics/run-row.ts';
import { changeTitles } from '../output/change-words.ts';
import { inSentence } from '../output/metric-title.ts';
import { changeName } from '../output/scenario-name.ts';
import { capital, differenceWord, plainName, shortNumber, signedNumber } from '../output/words.ts';
import { verdictOf } from './forest-panel.ts';
import {
  FAINT,
  figuresAtRight,
  type Frame,
  INK,
  OKABE_ITO,
  page,
  ROW_NAMES,
  rowName,
  rowStep,
  type Spec,
} from './spec.ts';
import { numberColumn, type Table, textColumn } from './table.ts';

/** Effect of one input on one outcome, with its 95 % interval. */
export interface Effect {
  readonly input: string;
  readonly effect: number;
  readonly low: number;
  readonly high: number;
  /** Number of pairs or runs. */
  readonly runs: number;
  /** Whether the effect is significant. */
  readonly isSignificant: boolean;
}

export interface Outcome {
  /** Axis title with its unit. */
  readonly label: string;
  readonly effects: readonly Effect[];
}

const WIDTH = 430;
const ROW_HEIGHT = 24;

/** Labels of the headline metrics of a comparison, with their units. */
const LABELS: Readonly<Record<(typeof HEADLINE_METRICS)[number], string>> = {
  months_to_wall: 'Mean months to the wall, horizon if none',
  overspend_ratio: 'Overspend over the disciplined target (share)',
  economic_profit_usd_bn: 'Economic profit, all builders (USD bn)',
  investment_fall_after_wall: "Fall of builders' orders in the pause (share)",
  sales_lost_accelerator: 'Sales lost in the pause, accelerators (share)',
  sales_lost_hbm: 'Sales lost in the pause, memory (share)',
  fall_after_wall_supplier: "Fall of suppliers' shares around the wall (share)",
  fall_after_wall_index: 'Fall of the share index around the wall (share)',
};
/** Outcomes of an economy that a tornado shows. */
const OUTCOMES = HEADLINE_METRICS.map((metric) => [metric, LABELS[metric]] as const);

/** The outcome in units of goods. */
export const UNMET = 'unmet_peak_mw';

/** Outcomes of a network, a market or a model of beliefs alone: a metric, or a family of which each node has one. */
const PLAIN_OUTCOMES: readonly (readonly [metric: string, label: string | ((node: string) => string)])[] = [
  ['cost_usd', 'Cost of holding, backlog and transport (USD)'],
  [UNMET, 'Most unmet demand (MW)'],
  ['bullwhip', (node) => `Bullwhip, ${node} (ratio of variances)`],
  ['fill_rate', (node) => `Fill rate, ${node} (share)`],
  ['volatility_index_per_year', 'Volatility of the index (1/year)'],
  ['deviation_mean', 'Mean deviation from the fundamental price'],
  ['swing', 'Swing of the deviation'],
];

/** The outcomes that a tornado of these metrics shows; goods are in MW unless the scenario has another unit. */
export function shownOutcomes(
  metrics: readonly string[],
  goodsUnit?: string,
): (readonly [metric: string, label: string])[] {
  const shown = OUTCOMES.filter(([metric]) => metrics.includes(metric));
  if (metrics.includes('months_to_wall')) return shown;
  const plain = PLAIN_OUTCOMES.flatMap(([named, label]) =>
    metrics.flatMap((metric): [string, string][] => {
      if (typeof label === 'string') return metric === named ? [[metric, goodsIn(label, goodsUnit)]] : [];
      const member = memberOf(metric);
      return member?.family === named ? [[metric, label(plainName(member.entity))]] : [];
    }),
  );
  return [...shown, ...plain];
}

/** Distance of the most significant effect from zero, in half-widths of its interval. */
function significance({ effects }: Outcome): number {
  const sizes = effects.map(({ effect, low, high }) => (high > low ? (2 * Math.abs(effect)) / (high - low) : 0));
  return Math.max(0, ...sizes.filter(Number.isFinite));
}

/** The outcomes that `compare.csv` holds, the most significant first; levers as there, once each. */
export function comparedOutcomes(compare: Table): Outcome[] {
  const [base, other, metric] = ['base', 'other', 'metric'].map((name) => textColumn(compare, name));
  const read = (name: string): number[] => numberColumn(compare, name);
  const [mean, low, high, pairs] = ['difference', 'low_95', 'high_95', 'pairs'].map(read);
  // Earlier versions call the column told_apart.
  const name = ['significant', 'told_apart'].find((one) => compare.header.includes(one));
  const stated = name === undefined ? undefined : read(name);
  const isSignificant = (row: number): boolean =>
    stated === undefined ? pairs[row] >= FEWEST_PAIRS && (low[row] > 0 || high[row] < 0) : stated[row] === 1;
  // The interval that the test uses; there is none before the 30th pair.
  const half = compare.header.includes('always_valid_half_width') ? read('always_valid_half_width') : [];
  const intervalOf = (row: number): Pick<Effect, 'low' | 'high'> =>
    Number.isFinite(half[row])
      ? { low: mean[row] - half[row], high: mean[row] + half[row] }
      : { low: low[row], high: high[row] };
  const units = compare.header.includes('unit') ? textColumn(compare, 'unit') : [];
  const outcomes = shownOutcomes([...new Set(metric)], units[metric.indexOf(UNMET)]).flatMap(([name, label]) => {
    const effects = metric.flatMap((found, row): Effect[] =>
      found === name && Number.isFinite(mean[row])
        ? [
            {
              input: changeName(other[row], base[row]),
              effect: mean[row],
              ...intervalOf(row),
              runs: pairs[row],
              isSignificant: isSignificant(row),
            },
          ]
        : [],
    );
    return effects.length > 0 ? [{ label, effects }] : [];
  });
  return outcomes.sort((a, b) => significance(b) - significance(a));
}

/** Inputs in the order of how strongly they move the outcomes, each outcome measured by its strongest input. */
export function orderOfInputs(outcomes: readonly Outcome[]): string[] {
  const strength = new Map<string, number>();
  for (const { effects } of outcomes) {
    const top = effects.reduce((most, { effect }) => Math.max(most, Math.abs(effect)), 0);
    for (const { input, effect } of effects) {
      const share = top > 0 ? Math.abs(effect) / top : 0;
      strength.set(input, (strength.get(input) ?? 0) + share);
    }
  }
  return [...strength].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([input]) => input);
}

/** From here on an amount in USD is in millions. */
const MANY_USD = 1e6;

/** A label and a factor for its effects: differences of shares are percentage points, much money is in millions. */
export function everydayUnit({ label, effects }: Outcome): { readonly axis: string; readonly factor: number } {
  if (/ \(share\b/.test(label)) return { axis: label.replace(' (share', ' (percentage points'), factor: 100 };
  const isMuch = effects.some(({ effect }) => Math.abs(effect) >= MANY_USD);
  if (isMuch && label.endsWith('(USD)')) return { axis: label.replace('(USD)', '(USD mn)'), factor: 1e-6 };
  return { axis: label, factor: 1 };
}

function panel(outcome: Outcome, titles: ReadonlyMap<string, string>, most: number): Spec {
  const { axis, factor } = everydayUnit(outcome);
  const values = outcome.effects.map(({ input, effect, low, high, runs, isSignificant }) => {
    const scaled = (value: number): number | null =>
      Number.isFinite(value) ? Number((factor * value).toPrecision(6)) : null;
    return {
      input: rowName(titles.get(input) ?? input),
      effect: scaled(effect),
      low: scaled(low),
      high: scaled(high),
      direction: verdictOf(effect, isSignificant),
      text: differenceWord(factor * effect, factor * low, factor * high),
      // Number of pairs of a bar, where fewer than for others.
      ...(runs < most ? { pairs: `n ${shortNumber(runs)}` } : {}),
    };
  });
  const domain = [...titles.values()].map(rowName);
  const y = {
    field: 'input',
    type: 'nominal',
    scale: { domain, paddingInner: 0.35 },
    axis: ROW_NAMES,
  };
  // Without any effect there is nothing to scale by.
  const isFlat = values.every(({ effect, low, high }) => effect === 0 && !low && !high);
  const x = {
    type: 'quantitative',
    ...(isFlat ? { scale: { domain: [-1, 1] } } : {}),
    axis: { title: axis, ...(isFlat ? { values: [0], format: 'd' } : { tickCount: 5 }) },
  };
  return {
    width: WIDTH,
    height: { step: rowStep(domain, ROW_HEIGHT) },
    data: { values },
    layer: [
      {
        mark: { type: 'bar', opacity: 0.55 },
        encoding: {
          y,
          x: { field: 'effect', ...x },
          color: {
            field: 'direction',
            type: 'nominal',
            scale: { domain: ['less', 'more', 'open'], range: [OKABE_ITO[3], OKABE_ITO[0], FAINT] },
            legend: null,
          },
        },
      },
      {
        mark: { type: 'rule', color: INK, strokeWidth: 1.5 },
        encoding: { y, x: { field: 'low', ...x }, x2: { field: 'high' } },
      },
      { mark: { type: 'tick', color: INK, thickness: 1.5, size: 8 }, encoding: { y, x: { field: 'low', ...x } } },
      { mark: { type: 'tick', color: INK, thickness: 1.5, size: 8 }, encoding: { y, x: { field: 'high', ...x } } },
      { data: { values: [{}] }, mark: { type: 'rule', color: FAINT }, encoding: { x: { datum: 0 } } },
      figuresAtRight(y, 'text'),
      { transform: [{ filter: 'isValid(datum.pairs)' }], ...figuresAtRight(y, 'pairs', 12) },
    ],
  };
}

export interface TornadoWords {
  readonly title: string;
  readonly notes: readonly string[];
}

/** What grey means: with few pairs a bar is grey though its interval excludes zero. */
function greyWords(outcomes: readonly Outcome[]): string {
  const isFew = outcomes.some(({ effects }) =>
    effects.some(({ isSignificant, low, high }) => !isSignificant && (low > 0 || high < 0)),
  );
  return `Grey: not significant, the interval contains zero${isFew ? ` or fewer than ${FEWEST_PAIRS} pairs have the outcome` : ''}.`;
}

/** The largest effect on an outcome with its interval, a significant one if there is any. */
function effectMessage(outcome: Outcome, titles: ReadonlyMap<string, string>): string {
  const [found] = [...outcome.effects].sort(
    (a, b) => Number(b.isSignificant) - Number(a.isSignificant) || Math.abs(b.effect) - Math.abs(a.effect),
  );
  const { axis, factor } = everydayUnit(outcome);
  const [, title, unit = ''] = /^(.*?)(?: \(([^()]*)\))?$/.exec(axis) ?? ['', axis];
  const [effect, low, high] = [found.effect, found.low, found.high].map((value) => factor * value);
  const interval = Number.isFinite(low) ? ` (${signedNumber(low)} to ${signedNumber(high)})` : '';
  const size = `${signedNumber(effect)}${unit === '' ? '' : ` ${unit}`}${interval}`.replaceAll('-', '−');
  const message = `${capital(titles.get(found.input) ?? found.input)}: ${inSentence(title)} ${size}`;
  return found.isSignificant ? message : `${message}, not significant`;
}

/** Draw one panel per outcome; the inputs have the same order in each. */
export function tornadoChart(outcomes: readonly Outcome[], words: TornadoWords, frame: Frame): Spec {
  const inputs = orderOfInputs(outcomes);
  const titles = changeTitles(inputs);
  const differing = outcomes.filter(({ effects }) => effects.some(({ effect }) => effect !== 0));
  const moved = frame.isSlide === true && differing.length > 0 ? differing : outcomes;
  const grey = greyWords(outcomes);
  const messages = moved.map((outcome) => effectMessage(outcome, titles));
  const most = outcomes.flatMap(({ effects }) => effects).reduce((top, { runs }) => Math.max(top, runs), 0);
  return page(
    moved.map((outcome) => panel(outcome, titles, most)),
    {
      title: words.title,
      subtitle: [...words.notes, grey],
      slide: {
        message: messages[0],
        messages,
        note: `${words.notes[0]} ${grey}`,
      },
    },
    frame,
  );
}
