/** Which wall stops the race: the probability of each with its interval. */

import type { VNode } from 'preact';
import { Figure } from '../plots/figure.tsx';
import { Svg } from '../plots/svg.tsx';
import { scaleOf } from '../../charts/scale.ts';
import { type Summary, type WallChance, wallColour } from '../summary.ts';
import { chanceWord, dateWord, nameOf, wholePercent } from '../words.ts';

const ROW = 46;
interface Props {
  readonly summary: Summary;
  readonly startMonth: string;
  readonly horizon: number;
  readonly source: string;
}

export function wallsTitle({ walls }: Summary): string {
  const [first, second] = walls.filter(({ wall }) => wall !== 'none');
  if (first === undefined || first.share === 0) return 'No wall stops the race in any run';
  if (second !== undefined && second.high > first.low) {
    return `${nameOf(first.wall)} and ${nameOf(second.wall).toLowerCase()} stop the race most often`;
  }
  return `${nameOf(first.wall)} stops the race most often`;
}

export function WallsFigure({ summary, startMonth, horizon, source }: Props): VNode {
  const { walls } = summary;
  const end = dateWord(startMonth, horizon);
  return (
    <Figure
      id="walls"
      title={wallsTitle(summary)}
      note={`Probability that each wall is the first by ${end}; the bar is the share of runs, the line its 95 % interval`}
      source={source}
      table={() => [
        ['wall', 'share', 'low', 'high', 'median_month'],
        ...walls.map(({ wall, share, low, high, month }) => [wall, share, low, high, month]),
      ]}
      draw={(width) => <Bars {...{ walls, width, startMonth, end }} />}
    />
  );
}

interface BarsProps {
  readonly walls: readonly WallChance[];
  readonly width: number;
  readonly startMonth: string;
  readonly end: string;
}

function Bars({ walls, width, startMonth, end }: BarsProps): VNode {
  const most = Math.max(0.5, ...walls.map(({ high }) => high));
  const x = scaleOf([0, most], [0, width - 150]);
  const height = walls.length * ROW + 4;
  const spoken = walls.map((wall) => `${nameOf(wall.wall)} ${chanceWord(wall)}`).join('; ');
  return (
    <Svg label={`Probability of each wall: ${spoken}`} width={width} height={height}>
      {walls.map((chance, i) => {
        const { wall, share, low, high, month } = chance;
        const y = i * ROW;
        const words =
          wall === 'none'
            ? `the race runs on to ${end}`
            : Number.isFinite(month)
              ? `median ${dateWord(startMonth, month)}`
              : '';
        return (
          <g key={wall}>
            <text x={0} y={y + 13}>
              <tspan class="strong">{nameOf(wall)}</tspan>
              <tspan class="faint" dx="8">
                {words}
              </tspan>
            </text>
            <rect class={`fill ${wallColour(wall)}`} x={0} y={y + 20} width={Math.max(1, x(share))} height={15} />
            <line class="whisker" x1={x(low)} x2={x(high)} y1={y + 27.5} y2={y + 27.5} />
            <text class="strong" x={x(high) + 8} y={y + 32}>
              {wholePercent(share)}
              <tspan class="faint" dx="5">
                ({Math.round(low * 100)} to {Math.round(high * 100)})
              </tspan>
            </text>
          </g>
        );
      })}
    </Svg>
  );
}
