/** Elements of a picture: the picture itself, and words in it. */

import type { ComponentChildren, VNode } from 'preact';

interface SvgProps {
  readonly width: number;
  readonly height: number;
  /** What it shows, for those who do not see it. */
  readonly label: string;
  /** `group` where parts of it can be reached. */
  readonly role?: 'img' | 'group';
  readonly children: ComponentChildren;
}

export function Svg({ width, height, label, role = 'img', children }: SvgProps): VNode {
  return (
    <svg role={role} aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      {children}
    </svg>
  );
}

interface WordsProps {
  readonly kind?: string;
  readonly x: number;
  readonly y: number;
  readonly anchor?: 'middle' | 'end';
  /** Whether their middle, and not their foot, is at this height. */
  readonly isCentred?: boolean;
  readonly text: string | number;
}

export function Words({ kind, x, y, anchor, isCentred = false, text }: WordsProps): VNode {
  return (
    <text class={kind} x={x} y={y} dy={isCentred ? '0.32em' : undefined} text-anchor={anchor}>
      {text}
    </text>
  );
}
