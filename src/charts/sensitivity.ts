/** Bar charts of shares of the variance, with intervals and noise floor: one panel per outcome. */

import { FEWEST_EFFECTS } from '../experiment/sensitivity/designed.ts';
import type { Share } from '../experiment/sensitivity/rank-share.ts';
import { goodsIn } from '../columns/column.ts';
import { counted } from '../numeric/counted.ts';
import { rowTitles, scenarioTitle } from '../output/change-words.ts';
import { outcomeWords } from '../output/metric-title.ts';
import { hasEffect, rowWord, type SensitivityAbout, type SensitivityOutcome } from '../output/sensitivity-report.ts';
import { percentWord, shortNumber } from '../output/words.ts';
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

const WIDTH = 420;
const ROW_HEIGHT = 22;

interface Bar extends Share {
  readonly name: string;
  readonly kind: string;
  readonly isSure: boolean;
}

const KINDS = [
  'assumed',
  'estimated',
  'derived',
  'reported',
  'unlabelled',
  'varied',
  'random draws',
  'interaction',
  'calibrated',
];
const COLOURS = [3, 1, 0, 2, 4, 0, 5, 4, 5].map((i) => OKABE_ITO[i]);

type ChartAbout = Pick<SensitivityAbout, 'scenario' | 'goodsUnit' | 'evidence' | 'twins' | 'top'>;

function barsOf({ shares, split, indices, effects }: SensitivityOutcome, { evidence, twins, top }: ChartAbout): Bar[] {
  const titles = rowTitles(
    [...(shares?.inputs ?? []), ...(split?.axes ?? []), ...(indices ?? []), ...(effects ?? [])].map(({ name }) => name),
  );
  if (shares !== undefined) {
    return [...shares.inputs]
      .sort((a, b) => b.value - a.value)
      .slice(0, top)
      .map(({ name, value, low, high }) => {
        const share = { value, low, high };
        return {
          name: rowWord(name, titles, twins),
          kind: evidence.get(name) ?? 'unlabelled',
          isSure: hasEffect(share, shares.noiseFloor),
          ...share,
        };
      });
  }
  const bar = (name: string, kind: string, share: Share): Bar => ({ name, kind, isSure: share.low > 0, ...share });
  if (indices !== undefined) {
    return [...indices]
      .sort((a, b) => b.total.value - a.total.value)
      .slice(0, top)
      .map(({ name, total }) => bar(titles.get(name) ?? name, 'varied', total));
  }
  if (effects !== undefined) {
    return effects
      .filter(({ count }) => count >= FEWEST_EFFECTS)
      .sort((a, b) => b.muStar.value - a.muStar.value)
      .slice(0, top)
      .map(({ name, muStar }) => bar(titles.get(name) ?? name, 'varied', muStar));
  }
  if (split === undefined) return [];
  return [
    bar('assumptions', 'varied', split.assumptions),
    bar('random draws', 'random draws', split.draws),
    bar('interaction', 'interaction', split.both),
    ...[...split.axes]
      .sort((a, b) => b.total.value - a.total.value)
      .slice(0, top)
      .map(({ name, total }) => bar(`${titles.get(name)}, total`, 'varied', total)),
  ];
}

function panel(outcome: SensitivityOutcome, bars: readonly Bar[], goodsUnit: string | undefined): Spec {
  const isEffect = outcome.effects !== undefined;
  const values = bars.map(({ name, kind, isSure, value, low, high }) => ({
    name: rowName(name),
    kind,
    opacity: isSure ? 1 : 0.35,
    value: Number(value.toPrecision(6)),
    low: Number(low.toPrecision(6)),
    high: Number(high.toPrecision(6)),
    text: isEffect ? shortNumber(value) : percentWord(value),
  }));
  const y = {
    field: 'name',
    type: 'nominal',
    sort: null,
    axis: { ...ROW_NAMES, ticks: false, domain: false, labelPadding: 8 },
  };
  const axis = isEffect
    ? { title: 'Mean size of the effect, in the unit of the outcome', tickCount: 5 }
    : { title: 'Share of the variance', format: '%', tickCount: 5 };
  const x = { type: 'quantitative', axis };
  const kinds = KINDS.filter((kind) => bars.some((one) => one.kind === kind));
  const floor = outcome.shares?.noiseFloor;
  return {
    title: {
      text: goodsIn(outcomeWords(outcome.metric), goodsUnit),
      subtitle: `${counted(outcome.rows, 'run')}${floor === undefined ? '' : `; dashed: noise floor ${percentWord(floor)}`}`,
      fontSize: 12,
      subtitleFontSize: 11,
      offset: 6,
    },
    width: WIDTH,
    height: {
      step: rowStep(
        bars.map(({ name }) => name),
        ROW_HEIGHT,
      ),
    },
    data: { values },
    layer: [
      {
        mark: { type: 'bar', height: { band: 0.6 } },
        encoding: {
          y,
          x: { field: 'value', ...x },
          opacity: { field: 'opacity', type: 'quantitative', scale: null, legend: null },
          color: {
            field: 'kind',
            type: 'nominal',
            scale: { domain: kinds, range: kinds.map((kind) => COLOURS[KINDS.indexOf(kind)]) },
            ...(kinds.length < 2 ? { legend: null } : {}),
          },
        },
      },
      {
        mark: { type: 'rule', strokeWidth: 1.5, color: INK },
        encoding: { y, x: { field: 'low', ...x }, x2: { field: 'high' } },
      },
      ...(floor === undefined
        ? []
        : [
            {
              data: { values: [{ floor }] },
              mark: { type: 'rule', strokeDash: [4, 3], color: FAINT },
              encoding: { x: { field: 'floor', ...x } },
            },
          ]),
      figuresAtRight(y, 'text'),
    ],
  };
}

/** What a bar is. */
function barWords(outcomes: readonly SensitivityOutcome[]): string {
  if (outcomes.some(({ effects }) => effects !== undefined)) {
    return 'mean size of the elementary effect over the whole range of the number (mu*)';
  }
  if (outcomes.some(({ indices }) => indices !== undefined)) {
    return 'total index, the share of the variance of the mean over runs that the number has alone and in interactions';
  }
  if (outcomes.some(({ shares }) => shares !== undefined)) {
    return 'share of the variance that would disappear if the number were known (first order)';
  }
  return 'share of the variance; of a number with its interactions (total)';
}

/** Draw the outcomes that have shares; `undefined` when there is none. */
export function sensitivityChart(
  outcomes: readonly SensitivityOutcome[],
  about: ChartAbout,
  frame: Frame,
): Spec | undefined {
  const panels = outcomes.flatMap((outcome) => {
    const bars = barsOf(outcome, about);
    return bars.length === 0 ? [] : [{ hconcat: [panel(outcome, bars, about.goodsUnit)] }];
  });
  if (panels.length === 0) return undefined;
  return page(
    panels,
    {
      title: `Which numbers decide the outcomes of ${scenarioTitle(about.scenario, about.goodsUnit)}`,
      subtitle: [
        `Bar: ${barWords(outcomes)}. Line: its 95 % interval.`,
        ...(outcomes.some(({ shares }) => shares !== undefined)
          ? ['Pale: not significant, because the line reaches 0 or the bar does not reach the noise floor (dashed).']
          : ['Pale: not significant, because the line reaches 0.']),
        'Conditional on the spreads or ranges of the inputs; not a forecast.',
      ],
    },
    frame,
  );
}
