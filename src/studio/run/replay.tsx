/** Replays one run month by month: the schematic, a time line of spending with the wall, and the ways to move. */

import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { useWidth } from '../hooks.ts';
import type { InspectedRun } from '../inspected-run.ts';
import { XAxis, yearTicks } from '../plots/axes.tsx';
import { Svg, Words } from '../plots/svg.tsx';
import { linePath, scaleOf } from '../../charts/scale.ts';
import { yearlyRate } from '../recorded-run.ts';
import { dateWord, shortWord } from '../words.ts';
import { Schematic } from './schematic.tsx';
import { layOut } from './schematic-layout.ts';

const TICK = 140;
const STRIP = 92;

interface Props {
  readonly run: InspectedRun;
  readonly month: number;
  readonly onMonth: (month: number) => void;
}

export function Replay({ run, month, onMonth }: Props): VNode {
  const [isPlaying, setPlaying] = useState(false);
  const layout = useMemo(() => layOut(run), [run]);
  const last = run.months - 1;
  useEffect(() => setPlaying(false), [run]);
  useEffect(() => {
    if (!isPlaying) return undefined;
    if (month >= last) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => onMonth(month + 1), TICK);
    return () => clearTimeout(timer);
  }, [isPlaying, month, last, onMonth]);
  return (
    <section class="replay" aria-label="Replay month by month">
      <div class="scroll" tabIndex={0} role="region" aria-label="Schematic of suppliers, builders and sites">
        <Schematic run={run} layout={layout} month={Math.min(month, last)} />
      </div>
      <p class="key">
        <span class="chip c1" /> order backlog <span class="chip hatched" /> of that, duplicate orders{' '}
        <span class="chip c0" /> shipments as a share of capacity <span class="stroke c0" /> deliveries{' '}
        <span class="stroke c1" /> orders
      </p>
      <div class="tools">
        <button
          type="button"
          onClick={() => {
            if (!isPlaying && month >= last) onMonth(0);
            setPlaying(!isPlaying);
          }}
        >
          {isPlaying ? 'Pause' : 'Replay'}
        </button>
        <button type="button" onClick={() => onMonth(0)}>
          Start
        </button>
        <button type="button" disabled={run.wallMonth < 0} onClick={() => onMonth(run.wallMonth)}>
          Wall
        </button>
        <label class="grow">
          <span class="hidden">Month</span>
          <input
            type="range"
            min={0}
            max={last}
            value={month}
            aria-valuetext={dateWord(run.startMonth, month)}
            onInput={(event) => onMonth(Number(event.currentTarget.value))}
          />
        </label>
        <b class="month">{dateWord(run.startMonth, month)}</b>
      </div>
      <Strip run={run} month={month} />
    </section>
  );
}

/** Spending over the whole run, with the wall, the pause, and the month on show. */
function Strip({ run, month }: Pick<Props, 'run' | 'month'>): VNode {
  const [ref, width] = useWidth(600);
  const monthly = run.series['scalar/capex_usd_bn'] ?? new Float32Array(run.months);
  const yearly = yearlyRate(monthly);
  const box = { left: 4, right: width - 4, top: 14, bottom: STRIP - 22 };
  const x = scaleOf([0, run.months - 1], [box.left, box.right]);
  const y = scaleOf([0, Math.max(...yearly)], [box.bottom, box.top]);
  const pauseEnd = run.pauseEnd < 0 ? run.months - 1 : run.pauseEnd;
  return (
    <div ref={ref}>
      <Svg
        label={`Capital expenditure in ${dateWord(run.startMonth, month)}: ${shortWord(yearly[month])} USD bn a year`}
        width={width}
        height={STRIP}
      >
        {run.wallMonth >= 0 && (
          <rect
            class="pause"
            x={x(run.wallMonth)}
            y={box.top}
            width={Math.max(1, x(pauseEnd) - x(run.wallMonth))}
            height={box.bottom - box.top}
          />
        )}
        <path class="median" d={linePath(yearly, x, y)} />
        <XAxis x={x} box={box} ticks={yearTicks(run.startMonth, run.months, box.right - box.left)} />
        <line class="cursor" x1={x(month)} x2={x(month)} y1={box.top - 8} y2={box.bottom} />
        <Words
          kind="strong"
          x={Math.min(x(month) + 5, width - 190)}
          y={12}
          text={`${shortWord(yearly[month])} USD bn a year of capex`}
        />
      </Svg>
    </div>
  );
}
