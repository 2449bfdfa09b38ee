/** A fan: median and bands of a monthly series over the runs, with some real runs drawn in it that can be opened. */

import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { monthDates } from '../../output/month-columns.ts';
import { XAxis, YAxis, yearTicks } from '../plots/axes.tsx';
import { Figure } from '../plots/figure.tsx';
import { Svg, Words } from '../plots/svg.tsx';
import { bandPath, linePath, scaleOf } from '../../charts/scale.ts';
import type { RecordedRun } from '../recorded-run.ts';
import { QUANTILES, type Spread } from '../summary.ts';
import { dateWord, nameOf } from '../words.ts';

const HEIGHT = 250;
/** Runs drawn in the fan. */
const DRAWN = 20;

export interface FanProps {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly label: string;
  readonly source: string;
  readonly fan: readonly Spread[];
  readonly runs: readonly RecordedRun[];
  readonly series: (run: RecordedRun) => Float32Array;
  readonly startMonth: string;
  readonly format: (value: number) => string;
  readonly onOpen: (run: number) => void;
}

export function FanFigure(props: FanProps): VNode {
  const { id, title, note, source, fan } = props;
  const dateOf = monthDates(props.startMonth);
  return (
    <Figure
      id={id}
      title={title}
      note={note}
      source={source}
      table={() => [
        ['month', 'date', 'runs', ...QUANTILES],
        ...fan.map((at) => [at.month, dateOf(at.month), at.runs, ...QUANTILES.map((name) => at[name])]),
      ]}
      draw={(width) => <Fan {...props} width={width} />}
    />
  );
}

function Fan({
  fan,
  runs,
  series,
  startMonth,
  format,
  onOpen,
  label,
  title,
  width,
}: FanProps & { readonly width: number }): VNode {
  const [chosen, choose] = useState<RecordedRun | undefined>(undefined);
  const box = { left: 44, right: width - 84, top: 26, bottom: HEIGHT - 24 };
  const last = Math.max(1, fan.length - 1);
  const drawn = runs.slice(0, DRAWN);
  const top = Math.max(...fan.map(({ p95 }) => p95), 1e-9) * 1.12;
  const low = Math.min(0, ...fan.map(({ p5 }) => p5));
  const x = scaleOf([0, last], [box.left, box.right]);
  const y = scaleOf([low, top], [box.bottom, box.top]);
  const band = (from: 'p5' | 'p25', to: 'p75' | 'p95'): string =>
    bandPath(fan, ({ month }) => x(month), [(at) => y(at[from]), (at) => y(at[to])]);
  const end = fan[fan.length - 1];
  const endOf = ({ wall, wallMonth }: RecordedRun): string =>
    wallMonth < 0 ? 'no wall' : `${nameOf(wall).toLowerCase()} wall in ${dateWord(startMonth, wallMonth)}`;
  const path = (run: RecordedRun): string => linePath(series(run).subarray(0, last + 1), x, y);
  return (
    <Svg role="group" label={`${title}. Some runs can be opened.`} width={width} height={HEIGHT}>
      <YAxis {...{ y, box, format, label }} />
      <XAxis x={x} box={box} ticks={yearTicks(startMonth, last + 1, box.right - box.left)} />
      <clipPath id={`clip-${label.length}-${last}`}>
        <rect x={box.left} y={box.top - 14} width={box.right - box.left} height={box.bottom - box.top + 14} />
      </clipPath>
      <g clip-path={`url(#clip-${label.length}-${last})`}>
        <path class="band90" d={band('p5', 'p95')} />
        <path class="band50" d={band('p25', 'p75')} />
        {drawn.map((run) => (
          <path key={run.run} class="run" d={path(run)} />
        ))}
        <path
          class="median"
          d={linePath(
            fan.map(({ p50 }) => p50),
            x,
            y,
          )}
        />
        {chosen !== undefined && <path class="run chosen" d={path(chosen)} />}
        {drawn.map((run) => (
          <path
            key={run.run}
            class="hit"
            d={path(run)}
            role="button"
            tabIndex={0}
            aria-label={`Open run ${run.run}: ${endOf(run)}`}
            onMouseEnter={() => choose(run)}
            onMouseLeave={() => choose(undefined)}
            onFocus={() => choose(run)}
            onBlur={() => choose(undefined)}
            onClick={() => onOpen(run.run)}
            onKeyDown={(event: KeyboardEvent) => {
              if (event.key === 'Enter' || event.key === ' ') onOpen(run.run);
            }}
          />
        ))}
      </g>
      {end !== undefined && (
        <g class="direct" aria-hidden="true">
          <Words kind="strong" x={box.right + 6} y={y(end.p50)} isCentred text="median" />
          <Words x={box.right + 6} y={Math.min(y(end.p75), y(end.p50) - 15)} isCentred text="half of runs" />
          <Words x={box.right + 6} y={Math.max(box.top, Math.min(y(end.p95), y(end.p50) - 30))} isCentred text="90 %" />
        </g>
      )}
      {chosen !== undefined && (
        <Words
          kind="strong"
          x={box.left + 8}
          y={box.top + 2}
          text={`Run ${chosen.run}, ${endOf(chosen)}: click to open`}
        />
      )}
    </Svg>
  );
}
