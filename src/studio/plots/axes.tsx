/** Axes of a picture: faint horizontal rules with values, and calendar years or months below. */

import type { VNode } from 'preact';
import { type Scale, ticksOf } from '../../charts/scale.ts';
import { Words } from './svg.tsx';

/** Values that an axis of heights names, about. */
const TICKS = 4;

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface YAxisProps {
  readonly y: Scale;
  readonly box: Box;
  readonly format: (value: number) => string;
  /** What the values are, written above the axis. */
  readonly label: string;
}

export function YAxis({ y, box, format, label }: YAxisProps): VNode {
  return (
    <g class="axis" aria-hidden="true">
      {ticksOf(y.domain, TICKS).map((tick) => (
        <g key={tick}>
          <line class="rule" x1={box.left} x2={box.right} y1={y(tick)} y2={y(tick)} />
          <Words x={box.left - 6} y={y(tick)} isCentred anchor="end" text={format(tick)} />
        </g>
      ))}
      <Words kind="label" x={0} y={box.top - 10} text={label} />
    </g>
  );
}

interface XAxisProps {
  readonly x: Scale;
  readonly box: Box;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

export function XAxis({ x, box, ticks }: XAxisProps): VNode {
  return (
    <g class="axis" aria-hidden="true">
      <line class="base" x1={box.left} x2={box.right} y1={box.bottom} y2={box.bottom} />
      {ticks.map(({ at, text }) => (
        <g key={at}>
          <line class="base" x1={x(at)} x2={x(at)} y1={box.bottom} y2={box.bottom + 4} />
          <Words x={x(at)} y={box.bottom + 17} anchor="middle" text={text} />
        </g>
      ))}
    </g>
  );
}

const MONTHS_PER_YEAR = 12;

/** The beginnings of calendar years among the months of a run; every other one where there is little room. */
export function yearTicks(startMonth: string, months: number, room: number): { at: number; text: string }[] {
  const [year, first] = startMonth.split('-').map(Number);
  const ticks: { at: number; text: string }[] = [];
  for (
    let at = (MONTHS_PER_YEAR + 1 - first) % MONTHS_PER_YEAR, y = first === 1 ? year : year + 1;
    at < months;
    at += MONTHS_PER_YEAR, y++
  ) {
    ticks.push({ at, text: String(y) });
  }
  const every = Math.max(1, Math.ceil((ticks.length * 44) / room));
  return ticks.filter((_, i) => i % every === 0);
}
