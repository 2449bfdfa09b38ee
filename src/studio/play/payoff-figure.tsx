/** Payoff to date of the player and of the two plain ways to play, quarter by quarter. */

import type { VNode } from 'preact';
import type { GameOutcome, Line } from '../game.ts';
import { XAxis, YAxis, yearTicks } from '../plots/axes.tsx';
import { Figure } from '../plots/figure.tsx';
import { Svg } from '../plots/svg.tsx';
import { spreadPositions, linePath, scaleOf } from '../../charts/scale.ts';
import { dateWord, nameOf, shortWord } from '../words.ts';

const HEIGHT = 260;
const QUARTER = 3;
const FIRST = 4;

interface Props {
  readonly outcome: GameOutcome;
  readonly played: number;
  readonly startMonth: string;
  readonly isOver: boolean;
  readonly source: string;
}

export function PayoffFigure({ outcome, played, startMonth, isOver, source }: Props): VNode {
  const { you, racing, disciplined } = outcome;
  return (
    <Figure
      id="payoff"
      isWide
      title={isOver ? 'What each choice would have paid' : 'What each choice has paid so far'}
      note="Payoff to date, USD bn, discounted; same builder, same random draws"
      source={source}
      table={() => [
        ['quarter', 'you', 'always_race', 'always_disciplined', 'rivals_intensity'],
        ...you.payoff
          .slice(0, played)
          .map((mine, q) => [q, mine, racing.payoff[q], disciplined.payoff[q], you.rivals[q]]),
      ]}
      draw={(width) => <Payoffs {...{ outcome, played, startMonth, width }} />}
    />
  );
}

function Payoffs({
  outcome,
  played,
  startMonth,
  width,
}: Omit<Props, 'source' | 'isOver'> & { readonly width: number }): VNode {
  const { you, racing, disciplined } = outcome;
  const quarters = Math.max(2, you.payoff.length);
  const box = { left: 52, right: width - 140, top: 26, bottom: HEIGHT - 24 };
  const lines: readonly (readonly [key: string, text: string, line: Line])[] = [
    ['racing', 'always race', racing],
    ['disciplined', 'always disciplined', disciplined],
    ['you', 'you', you],
  ];
  const shown = lines.map(([key, text, line]) => ({ key, text, line, values: line.payoff.slice(0, played) }));
  const all = shown.flatMap(({ values }) => values);
  const x = scaleOf([0, quarters - 1], [box.left, box.right]);
  const y = scaleOf([Math.min(0, ...all), Math.max(10, ...all) * 1.08], [box.bottom, box.top]);
  const ends = shown.map(({ values }) => y(values[values.length - 1] ?? 0));
  const labels = spreadPositions(ends, 16, [box.top, box.bottom]);
  const wall = you.wallQuarter;
  const months = FIRST + (quarters - 1) * QUARTER;
  const spoken = shown.map(({ text, values }) => `${text} ${shortWord(values[values.length - 1] ?? 0)} USD bn`);
  return (
    <Svg label={spoken.join('; ')} width={width} height={HEIGHT}>
      <YAxis y={y} box={box} format={shortWord} label="USD bn" />
      <XAxis
        x={scaleOf([FIRST, months], [box.left, box.right])}
        box={box}
        ticks={yearTicks(startMonth, months + 1, box.right - box.left).filter(({ at }) => at >= FIRST)}
      />
      {wall >= 0 && wall < played && (
        <g>
          <line class="wall" x1={x(wall)} x2={x(wall)} y1={box.top - 8} y2={box.bottom} />
          <text class="faint" x={x(wall) + 5} y={box.top - 1}>
            {nameOf(you.wall)} wall, {dateWord(startMonth, FIRST + wall * QUARTER)}
          </text>
        </g>
      )}
      {played > 0 &&
        shown.map(({ key, text, values }, i) => (
          <g key={key} class={`line-${key}`}>
            <path class="line" d={linePath(values, x, y)} />
            <circle class="end" cx={x(values.length - 1)} cy={ends[i]} r={3.5} />
            <text x={Math.min(x(values.length - 1) + 9, box.right + 9)} y={labels[i]} dy="0.32em">
              {text} {shortWord(values[values.length - 1])}
            </text>
          </g>
        ))}
    </Svg>
  );
}
