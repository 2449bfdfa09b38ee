/** The answer on one screen: what stops the race, how far spending goes, who loses, and what share prices do. */

import type { VNode } from 'preact';
import { counted } from '../../numeric/counted.ts';
import type { State, Store } from '../store.ts';
import type { Range, Summary } from '../summary.ts';
import { dateWord, nameOf, shortWord, wholePercent } from '../words.ts';
import { FanFigure } from './fan-figure.tsx';
import { LinesFigure } from './lines-figure.tsx';
import { TiersFigure } from './tiers-figure.tsx';
import { WallsFigure } from './walls-figure.tsx';

/** The answer in a sentence. */
export function answerWord({ anyWall, walls, runs }: Summary, end: string): string {
  const [first] = walls;
  if (anyWall.share === 0) return `In none of ${counted(runs, 'run')} does a wall stop the race before ${end}.`;
  return `A wall stops the race in ${wholePercent(anyWall.share)} of ${shortWord(runs)} runs before ${end}, most often ${nameOf(first.wall).toLowerCase()} (${wholePercent(first.share)}).`;
}

export function AnswerPage({ state, store }: { readonly state: State; readonly store: Store }): VNode {
  const { summary, sample, current, lines } = state;
  if (summary === undefined || sample === undefined || current === undefined) {
    return <p class="wait">Simulating the first runs …</p>;
  }
  const { startMonth, horizonMonths } = current;
  const source = `overbuild ${store.shipped.version}, model ${current.modelVersion}, ${current.name} (${current.hash}), seed ${state.study.seed}, ${shortWord(summary.runs)} runs`;
  const open = (run: number): void => store.go('run', run);
  const fan = { runs: sample.runs, startMonth, source, onOpen: open };
  return (
    <div class={`figures ${state.isStale ? 'stale' : ''}`}>
      <WallsFigure {...{ summary, startMonth, horizon: horizonMonths, source }} />
      <FanFigure
        {...fan}
        id="capex"
        title={capexTitle(summary, startMonth)}
        note="AI and other capital expenditure of the six builders: sums of three months as a yearly rate. Thin lines are single runs: click one"
        label="USD bn a year"
        fan={summary.capex}
        series={({ capex }) => capex}
        format={shortWord}
      />
      <LinesFigure {...{ lines, startMonth, source }} />
      <TiersFigure summary={summary} source={source} />
      {summary.index.length > 0 && (
        <FanFigure
          {...fan}
          id="index"
          title={indexTitle(summary)}
          note="Index of leading share prices, first month = 1. Prices fall at another date in each run, so the median falls less than a run does"
          label="index"
          fan={summary.index}
          series={({ index }) => index}
          format={(value) => String(value)}
        />
      )}
      <RunList state={state} store={store} />
    </div>
  );
}

function capexTitle({ metrics, capex }: Summary, startMonth: string): string {
  const peak: Range | undefined = metrics.get('peak_capex_usd_bn_per_year');
  if (peak === undefined || capex.length === 0) return 'Capital expenditure of the builders';
  return `Spending peaks at ${shortWord(peak.middle)} USD bn a year in the median run, from ${shortWord(capex[0].p50)} in ${dateWord(startMonth, 0)}`;
}

function indexTitle({ metrics }: Summary): string {
  const fall = metrics.get('fall_after_wall_index');
  if (fall === undefined || !Number.isFinite(fall.middle)) return 'Share prices of the build-out';
  return `Around the wall the index of leading share prices falls by ${wholePercent(fall.middle)} in the median run (90 %: ${Math.round(fall.low * 100)} to ${Math.round(fall.high * 100)})`;
}

/** Runs to open, as a list that a keyboard reaches. */
function RunList({ state, store }: { readonly state: State; readonly store: Store }): VNode {
  const { sample, current } = state;
  const runs = sample?.runs.slice(0, 12) ?? [];
  return (
    <section class="run-list" aria-labelledby="open-a-run">
      <h2 id="open-a-run">Open one run: its months, its events, and why it ended as it did</h2>
      <ul>
        {runs.map(({ run, wall, wallMonth }) => (
          <li key={run}>
            <button type="button" onClick={() => store.go('run', run)}>
              <b>Run {run}</b>{' '}
              {wallMonth < 0 ? 'no wall' : `${nameOf(wall)}, ${dateWord(current?.startMonth ?? '2025-10', wallMonth)}`}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
