/** Response of a quantity to one number: a point with its interval at every simulated value, and the target with its roots. */

import { FAINT, type Frame, type Heading, INK, OKABE_ITO, page, type Spec } from './spec.ts';

export interface ResponsePoint {
  readonly x: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface ResponseAxes {
  readonly x: string;
  readonly y: string;
  readonly isLog?: boolean;
  readonly isShare?: boolean;
}

const WIDTH = 520;
const HEIGHT = 300;

/** Panel of one curve. */
export function responsePanel(
  points: readonly ResponsePoint[],
  axes: ResponseAxes,
  goal?: { readonly target: number; readonly intervals: readonly (readonly [low: number, high: number])[] },
): Spec {
  const x = {
    field: 'x',
    type: 'quantitative',
    scale: { zero: false, nice: true, ...(axes.isLog === true ? { type: 'log' } : {}) },
    axis: { title: axes.x, grid: false, tickCount: 7 },
  };
  const y = {
    field: 'value',
    type: 'quantitative',
    scale: { zero: axes.isShare === true, nice: true },
    axis: { title: axes.y, tickCount: 6, ...(axes.isShare === true ? { format: '.0%' } : {}) },
  };
  const intervals = goal?.intervals ?? [];
  return {
    width: WIDTH,
    height: HEIGHT,
    data: { values: points.filter(({ value }) => Number.isFinite(value)) },
    layer: [
      ...(intervals.length === 0
        ? []
        : [
            {
              data: { values: intervals.map(([low, high]) => ({ x: low, x2: high })) },
              mark: { type: 'rect', color: OKABE_ITO[1], opacity: 0.3 },
              encoding: { x, x2: { field: 'x2' } },
            },
          ]),
      { mark: { type: 'line', color: FAINT, strokeWidth: 1 }, encoding: { x, y } },
      {
        mark: { type: 'rule', color: OKABE_ITO[0], strokeWidth: 1.5 },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      { mark: { type: 'point', filled: true, size: 40, color: OKABE_ITO[0], opacity: 1 }, encoding: { x, y } },
      ...(goal === undefined
        ? []
        : [
            {
              data: { values: [{ value: goal.target }] },
              mark: { type: 'rule', strokeDash: [5, 4], color: INK },
              encoding: { y },
            },
          ]),
    ],
  };
}

/** A page of one curve. */
export function responseCurve(panel: Spec, heading: Heading, frame: Frame): Spec {
  return page([panel], heading, frame);
}
