/** Sales of each tier around the wall: a small picture a tier, compared with the same run without the pause. */

import type { VNode } from 'preact';
import { Figure } from '../plots/figure.tsx';
import { Svg, Words } from '../plots/svg.tsx';
import { bandPath, linePath, scaleOf } from '../../charts/scale.ts';
import { AFTER_WALL, BEFORE_WALL } from '../recorded-run.ts';
import { QUANTILES, type Summary, type TierSales } from '../summary.ts';
import { nameOf, percentRange, wholePercent } from '../words.ts';

const HEIGHT = 112;
const GAP = 18;
const TOP = 34;

export function tiersTitle({ tiers, paused }: Summary): string {
  const known = tiers.filter(({ lost }) => Number.isFinite(lost.middle));
  if (paused === 0 || known.length === 0) return 'No run pauses, so no tier loses sales';
  const [worst] = [...known].sort((a, b) => b.lost.middle - a.lost.middle);
  return `${nameOf(worst.node)} lose${isPlural(worst.node) ? '' : 's'} most when the race pauses: ${wholePercent(worst.lost.middle)} of two years' sales`;
}

const isPlural = (node: string): boolean => node === 'server' || node === 'accelerator';

export function TiersFigure({ summary, source }: { readonly summary: Summary; readonly source: string }): VNode {
  const { tiers } = summary;
  return (
    <Figure
      id="tiers"
      isWide
      title={tiersTitle(summary)}
      note="Three-month sales over those of the same run without the pause, by months after the wall; median with half and 90 % of the runs that paused. Loss over two years, with 90 % interval"
      source={source}
      table={() => [
        ['tier', 'months_after_wall', 'runs', ...QUANTILES],
        ...tiers.flatMap(({ node, points }) =>
          points.map((at) => [node, at.month, at.runs, ...QUANTILES.map((name) => at[name])]),
        ),
      ]}
      draw={(width) => <Panels tiers={tiers} width={width} />}
    />
  );
}

function Panels({ tiers, width }: { readonly tiers: readonly TierSales[]; readonly width: number }): VNode {
  const across = Math.max(1, Math.min(tiers.length, Math.floor(width / 132)));
  const panel = (width - GAP * (across - 1)) / across;
  const rows = Math.ceil(tiers.length / across);
  const height = rows * (HEIGHT + GAP);
  const spoken = tiers.map(({ node, lost }) => `${nameOf(node)} ${percentRange(lost)}`).join('; ');
  return (
    <Svg label={`Sales lost in two years: ${spoken}`} width={width} height={height}>
      {tiers.map((tier, i) => (
        <Panel
          key={tier.node}
          tier={tier}
          width={panel}
          left={(i % across) * (panel + GAP)}
          top={Math.floor(i / across) * (HEIGHT + GAP)}
        />
      ))}
    </Svg>
  );
}

interface PanelProps {
  readonly tier: TierSales;
  readonly width: number;
  readonly left: number;
  readonly top: number;
}

function Panel({ tier: { node, points, lost }, width, left, top }: PanelProps): VNode {
  const x = scaleOf([-BEFORE_WALL, AFTER_WALL], [0, width]);
  const y = scaleOf([0, 1.25], [HEIGHT - 16, TOP]);
  const band = (from: 'p5' | 'p25', to: 'p75' | 'p95'): string =>
    bandPath(points, ({ month }) => x(month), [(at) => y(Math.max(0, at[from])), (at) => y(Math.min(1.25, at[to]))]);
  return (
    <g transform={`translate(${left.toFixed(1)},${top})`}>
      <Words kind="strong" x={0} y={12} text={nameOf(node)} />
      <Words kind="faint" x={0} y={27} text={Number.isFinite(lost.middle) ? `−${percentRange(lost)}` : 'no pause'} />
      <path class="band90" d={band('p5', 'p95')} />
      <path class="band50" d={band('p25', 'p75')} />
      <line class="rule" x1={0} x2={width} y1={y(1)} y2={y(1)} />
      <line class="base" x1={0} x2={width} y1={y(0)} y2={y(0)} />
      <line class="wall" x1={x(0)} x2={x(0)} y1={y(1.25)} y2={y(0)} />
      <path
        class="median"
        d={linePath(
          points.map(({ p50 }) => p50),
          (i) => x(points[i].month),
          y,
        )}
      />
      <Words kind="tick" x={x(0)} y={HEIGHT - 3} anchor="middle" text="wall" />
      <Words kind="tick" x={x(24)} y={HEIGHT - 3} anchor="middle" text="+24" />
    </g>
  );
}
