/** The four lines: default base and your base, each without and with the levers, by the share of runs stopped so far. */

import type { VNode } from 'preact';
import { monthDates } from '../../output/month-columns.ts';
import { XAxis, YAxis, yearTicks } from '../plots/axes.tsx';
import { Figure } from '../plots/figure.tsx';
import { Svg, Words } from '../plots/svg.tsx';
import { spreadPositions, linePath, scaleOf } from '../../charts/scale.ts';
import { CASE_NAMES, type CaseName } from '../study.ts';
import type { Summary } from '../summary.ts';
import { chanceWord, dateWord, percentRange, rangeWord, wholePercent } from '../words.ts';

const HEIGHT = 210;
/** Below this width a line has its short name. */
const NARROW = 560;

const SHORT: Readonly<Record<CaseName, string>> = {
  default: 'default',
  defaultLevers: 'default, levers',
  yours: 'yours',
  yoursLevers: 'yours, levers',
};
/** How a sentence about a line begins. */
const OPENING: Readonly<Record<CaseName, string>> = {
  default: 'On the default base',
  defaultLevers: 'With the levers',
  yours: 'On your base',
  yoursLevers: 'On your base with the levers',
};

export interface Line {
  readonly name: CaseName;
  readonly summary: Summary | undefined;
}

interface Props {
  readonly lines: readonly Line[];
  readonly startMonth: string;
  readonly source: string;
}

function linesTitle(known: readonly (Line & { readonly summary: Summary })[], startMonth: string): string {
  if (known.length < 2) {
    const half = known[0]?.summary.stopped.findIndex((share) => share >= 0.5) ?? -1;
    return half < 0
      ? 'A wall stops less than half of the runs'
      : `A wall has stopped half of the runs by ${dateWord(startMonth, half)}`;
  }
  const [first, last] = [known[0].summary, known[known.length - 1].summary];
  const [a, b] = [first.anyWall, last.anyWall];
  const now = OPENING[known[known.length - 1].name];
  const later = last.wallMonth - first.wallMonth;
  if (b.low > a.high)
    return `${now} a wall is more likely: ${wholePercent(b.share)} instead of ${wholePercent(a.share)}`;
  if (b.high < a.low)
    return `${now} a wall is less likely: ${wholePercent(b.share)} instead of ${wholePercent(a.share)}`;
  if (Math.abs(later) >= 3) {
    return `${now} the wall comes ${Math.abs(Math.round(later))} months ${later > 0 ? 'later' : 'sooner'} in the median run`;
  }
  return `${now} a wall is about as likely as before, at about the same time`;
}

export function LinesFigure({ lines, startMonth, source }: Props): VNode {
  const known = lines.filter((line): line is Line & { readonly summary: Summary } => line.summary !== undefined);
  const dateOf = monthDates(startMonth);
  return (
    <Figure
      id="lines"
      isWide
      title={linesTitle(known, startMonth)}
      note={`Share of runs that a wall has stopped by each month; ${known.length < 2 ? 'change an assumption or pull a lever, and its line appears beside this one' : 'every line has the same random draws'}`}
      source={source}
      table={() => [
        ['month', 'date', ...known.map(({ name }) => CASE_NAMES[name])],
        ...(known[0]?.summary.stopped ?? []).map((_, month) => [
          month,
          dateOf(month),
          ...known.map(({ summary }) => summary.stopped[month]),
        ]),
      ]}
      draw={(width) => <Lines {...{ known, startMonth, width }} />}
    >
      <div class="scroll" tabIndex={0} role="region" aria-label="The lines in numbers">
        <table>
          <caption class="hidden">The lines in numbers</caption>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">A wall, 95 % interval</th>
              <th scope="col">Median wall</th>
              <th scope="col">Peak capex, USD bn a year, 90 % of runs</th>
              <th scope="col">Memory sales lost, 90 % of runs</th>
            </tr>
          </thead>
          <tbody>
            {known.map(({ name, summary }) => (
              <tr key={name}>
                <th scope="row">
                  <span class={`line-${name}`} aria-hidden="true" />
                  {CASE_NAMES[name]}
                </th>
                <td>{chanceWord(summary.anyWall)}</td>
                <td>{dateWord(startMonth, summary.wallMonth)}</td>
                <td>{metricWord(summary, 'peak_capex_usd_bn_per_year')}</td>
                <td>{lostWord(summary)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}

function metricWord({ metrics }: Summary, name: string): string {
  const range = metrics.get(name);
  return range === undefined ? '–' : rangeWord(range);
}

function lostWord({ tiers }: Summary): string {
  const hbm = tiers.find(({ node }) => node === 'hbm');
  return hbm === undefined || !Number.isFinite(hbm.lost.middle) ? '–' : percentRange(hbm.lost);
}

interface LinesProps {
  readonly known: readonly (Line & { readonly summary: Summary })[];
  readonly startMonth: string;
  readonly width: number;
}

function Lines({ known, startMonth, width }: LinesProps): VNode {
  const box = { left: 44, right: width - (width < NARROW ? 104 : 186), top: 24, bottom: HEIGHT - 24 };
  const months = Math.max(2, ...known.map(({ summary }) => summary.stopped.length));
  const x = scaleOf([0, months - 1], [box.left, box.right]);
  const y = scaleOf([0, 1], [box.bottom, box.top]);
  const ends = known.map(({ summary }) => y(summary.stopped[summary.stopped.length - 1]));
  const labels = spreadPositions(ends, 15, [box.top, box.bottom]);
  const spoken = known.map(({ name, summary }) => `${CASE_NAMES[name]} ${chanceWord(summary.anyWall)}`).join('; ');
  return (
    <Svg label={`Share of runs stopped by the horizon: ${spoken}`} width={width} height={HEIGHT}>
      <YAxis y={y} box={box} format={(value) => `${Math.round(value * 100)} %`} label="of runs stopped" />
      <XAxis x={x} box={box} ticks={yearTicks(startMonth, months, box.right - box.left)} />
      {known.map(({ name, summary }, i) => (
        <g key={name} class={`line-${name}`}>
          <path class="line" d={linePath(summary.stopped, x, y)} />
          <line class="leader" x1={x(summary.stopped.length - 1)} x2={box.right + 8} y1={ends[i]} y2={labels[i]} />
          <Words x={box.right + 11} y={labels[i]} isCentred text={width < NARROW ? SHORT[name] : CASE_NAMES[name]} />
        </g>
      ))}
    </Svg>
  );
}
