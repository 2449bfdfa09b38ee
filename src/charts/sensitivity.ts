/** Bar charts of shares of the variance, with intervals and noise floor: one panel per outcome. */

import type { Share } from '../experiment/sensitivity/rank-share.ts';
import { counted } from '../numeric/counted.ts';
import { rowTitles, scenarioTitle } from '../output/change-words.ts';
import { outcomeWords } from '../output/metric-title.ts';
import { hasEffect, rowWord, type SensitivityAbout, type SensitivityOutcome } from '../output/sensitivity-report.ts';
import { percentWord } from '../output/words.ts';
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

type ChartAbout = Pick<SensitivityAbout, 'scenario' | 'evidence' | 'twins' | 'top'>;

function barsOf({ shares, split, indices }: SensitivityOutcome, { evidence, twins, top }: ChartAbout): Bar[] {
  const titles = rowTitles(
    [...(shares?.inputs ?? []), ...(split?.axes ?? []), ...(indices ?? [])].map(({ name }) => name),
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
      .map(({ name, total }) => bar(`${titles.get(name)}, total`, 'varied', total));
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

function panel(outcome: SensitivityOutcome, bars: readonly Bar[]): Spec {
  const values = bars.map(({ name, kind, isSure, value, low, high }) => ({
    name: rowName(name),
    kind,
    opacity: isSure ? 1 : 0.35,
    value: Number(value.toPrecision(6)),
    low: Number(low.toPrecision(6)),
    high: Number(high.toPrecision(6)),
    text: percentWord(value),
  }));
  const y = {
    field: 'name',
    type: 'nominal',
    sort: null,
    axis: { ...ROW_NAMES, ticks: false, domain: false, labelPadding: 8 },
  };
  const x = { type: 'quantitative', axis: { title: 'Share of the variance', format: '%', tickCount: 5 } };
  const kinds = KINDS.filter((kind) => bars.some((one) => one.kind === kind));
  const floor = outcome.shares?.noiseFloor;
  return {
    title: {
      text: outcomeWords(outcome.metric),
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

/** Draw the outcomes that have shares; `undefined` when there is none. */
export function sensitivityChart(
  outcomes: readonly SensitivityOutcome[],
  about: ChartAbout,
  frame: Frame,
): Spec | undefined {
  const panels = outcomes.flatMap((outcome) => {
    const bars = barsOf(outcome, about);
    return bars.length === 0 ? [] : [{ hconcat: [panel(outcome, bars)] }];
  });
  if (panels.length === 0) return undefined;
  return page(
    panels,
    {
      title: `Which numbers decide the outcomes of ${scenarioTitle(about.scenario)}`,
      subtitle: [
        'Bar: share of the variance that would disappear if the number were known. Line: its 95 % interval.',
        ...(outcomes.some(({ shares }) => shares !== undefined)
          ? ['Pale: not significant, because the line reaches 0 or the bar does not reach the noise floor (dashed).']
          : ['Pale: not significant, because the line reaches 0.']),
        'Conditional on the spreads or ranges of the inputs; not a forecast.',
      ],
    },
    frame,
  );
}
