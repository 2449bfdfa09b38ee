/** Explains the pause of a run, the air pocket by tier, and the recovery. */

import { airPocket, monthsToRecover } from '../../metrics/air-pocket.ts';
import { LOSS_MONTHS } from '../../metrics/node-metrics.ts';
import {
  billions,
  gigawatts,
  listed,
  lowestMonth,
  of,
  type Part,
  percent,
  type Place,
  QUARTER,
  quarterMean,
  type Reader,
  type Sentence,
  scalar,
  sentence,
  type Span,
  times,
} from './figures.ts';
import type { ExplainedRun } from './explained-run.ts';

/** Smallest reported contribution of the pause to a fall. */
const REPORTED_EXCESS = 0.02;

export function explainAftermath(run: ExplainedRun): Sentence[] {
  const { reader, stop, isWalled } = run;
  if (!isWalled || reader.trace.outcome.stopReason !== 'aftermath' || reader.months - stop < 2 * QUARTER) return [];
  return [...explainPause(run), ...explainPocket(run), ...explainCancelled(run), ...explainRecovery(run)];
}

/** Last month of the pause, within the simulated months. */
function pauseEnd({ trace: { events }, months }: Reader): number {
  return Math.min(events.find(({ kind }) => kind === 'pause-end')?.month ?? months - 1, months - 1);
}

/** Builders' orders in the pause, compared with the same run without it. */
function explainPause({ reader, stop }: ExplainedRun): Sentence[] {
  const orders = scalar('investment_mw');
  const end = pauseEnd(reader);
  const values = reader.series(orders);
  const quarters = Float64Array.from(values, (_, month) => (month < QUARTER - 1 ? 0 : quarterMean(values, month)));
  const months: Span = [stop + 1, end];
  const parts: Part[] = [
    'the race paused for ',
    reader.lasting('pause', [stop, end]),
    ', to ',
    reader.date(end),
    ': builders ordered ',
    reader.sum(orders, months, gigawatts),
    ' of systems during the pause',
  ];
  if (reader.trace.counterfactual !== undefined) {
    parts.push(', against ', reader.sum({ ...orders, isWithoutPause: true }, months, gigawatts));
    parts.push(' in the same run without the pause');
  }
  // As `investment_fall_after_wall` has it, so that the explanation agrees with the row.
  const last = Math.min(end + QUARTER, reader.months - 1);
  if (last >= stop + QUARTER && stop >= QUARTER - 1) {
    const lowest = lowestMonth(quarters, [stop + QUARTER, last]);
    const fall = reader.fall(orders, [stop, lowest], percent);
    if (fall.value > 0)
      parts.push(
        '; orders were lowest in the quarter to ',
        reader.date(lowest),
        ', ',
        fall,
        ' below those in the quarter to the wall',
      );
  }
  return [sentence('pause', stop + 1, [...parts, '.'])];
}

/** Quarters between which orders fell furthest after a month, as `airPocket` finds them. */
export function pocketSpan(values: ArrayLike<number>, from: number): Span | undefined {
  let peak = QUARTER - 1;
  let depth = 0;
  let best: Span | undefined;
  for (let month = QUARTER - 1; month < values.length; month++) {
    if (quarterMean(values, month) > quarterMean(values, peak)) peak = month;
    if (month - QUARTER + 1 < from) continue;
    const fall = 1 - quarterMean(values, month) / quarterMean(values, peak);
    if (fall > depth) {
      depth = fall;
      best = [peak, month];
    }
  }
  return best;
}

interface Tier {
  readonly node: string;
  readonly place: Place;
  readonly span: Span;
  readonly depth: number;
}

function tiers(reader: Reader, stop: number): Tier[] {
  return reader.trace.entities.node.flatMap((node): Tier[] => {
    const place = of('node', 'orders_mw', node);
    const values = reader.series(place);
    const span = pocketSpan(values, stop + 1);
    return span === undefined ? [] : [{ node, place, span, depth: airPocket(values, 1, 0, stop + 1) }];
  });
}

/** The tier that loses most sales in two years, compared with the same run without the pause. */
function explainShortfall(reader: Reader, stop: number): Sentence[] {
  if (reader.trace.counterfactual === undefined) return [];
  // As `sales_lost` has it, so that the explanation agrees with the row.
  const months: Span = [stop + 1, Math.min(stop + LOSS_MONTHS, reader.months - 1)];
  const missed = reader.trace.entities.node.map((node) => {
    const place = of('node', 'sales_usd_bn', node);
    const got = reader.sum(place, months, billions);
    const would = reader.sum({ ...place, isWithoutPause: true }, months, billions);
    return { node, got, would, share: would.value > 0 ? 1 - got.value / would.value : 0 };
  });
  const [most] = missed.sort((a, b) => b.share - a.share);
  if (most === undefined) return [];
  const gap =
    most.share > 0 ? 'the pause cost most sales at ' : 'the pause cost no tier any sales; the smallest gain was at ';
  return [
    sentence('air pocket', months[1], [
      gap,
      { name: most.node },
      ', relative to its size: up to ',
      reader.date(months[1]),
      ' it sold ',
      most.got,
      ', against ',
      most.would,
      ' in the same run without the pause.',
    ]),
  ];
}

function explainPocket({ reader, stop }: ExplainedRun): Sentence[] {
  const all = tiers(reader, stop);
  const [deepest, ...others] = [...all].sort((a, b) => b.depth - a.depth);
  if (deepest === undefined) return [];
  const { node, place, span } = deepest;
  const fall = reader.fall(place, span, percent);
  const first: Part[] = [
    'in the ',
    reader.lasting('followed', [stop, reader.months - 1]),
    ' simulated after the wall orders fell most at ',
    { name: node },
    ': by ',
    fall,
    ' from the quarter to ',
    reader.date(span[0]),
    ' to the quarter to ',
    reader.date(span[1]),
  ];
  const own: Place = { ...place, isWithoutPause: true };
  const without = reader.trace.counterfactual === undefined ? undefined : pocketSpan(reader.series(own), stop + 1);
  if (without !== undefined) {
    const anyway = reader.fall(own, without, percent);
    first.push(', and by ', anyway, ' in the same run without the pause', depthWords(fall.value - anyway.value));
  }
  const sentences = [...explainShortfall(reader, stop), sentence('air pocket', span[1], [...first, '.'])];
  if (others.length > 0) {
    const items = others.map((tier): Part[] => [
      { name: tier.node },
      ' ',
      reader.fall(tier.place, tier.span, percent),
      ' (',
      reader.date(tier.span[1]),
      ')',
    ]);
    sentences.push(
      sentence('air pocket', Math.max(...others.map((tier) => tier.span[1])), [
        'elsewhere orders fell in those months, to their lowest quarter, by: ',
        ...listed(items),
        ...excessWords(reader, stop, others),
        '.',
      ]),
    );
  }
  return sentences;
}

/** Share of the pause in the depth. */
function depthWords(excess: number): string {
  if (excess > REPORTED_EXCESS) return ', so the pause made it deeper';
  if (excess < -REPORTED_EXCESS) return ', so the pause made it shallower';
  return ', so the fall would have been nearly as deep without the pause, but in other months';
}

/** The tier, other than the deepest, with the largest contribution of the pause. */
function excessWords(reader: Reader, stop: number, others: readonly Tier[]): Part[] {
  if (reader.trace.counterfactual === undefined) return [];
  const added = others.flatMap((tier) => {
    const own: Place = { ...tier.place, isWithoutPause: true };
    const span = pocketSpan(reader.series(own), stop + 1);
    return span === undefined ? [] : [{ tier, anyway: reader.fall(own, span, percent) }];
  });
  const [most] = added.sort((a, b) => b.tier.depth - b.anyway.value - (a.tier.depth - a.anyway.value));
  if (most === undefined || most.tier.depth - most.anyway.value < REPORTED_EXCESS) return [];
  return [
    '; the pause added most at ',
    { name: most.tier.node },
    ', which would have fallen by ',
    most.anyway,
    ' without it',
  ];
}

function explainCancelled({ reader, stop }: ExplainedRun): Sentence[] {
  const span: Span = [stop + 1, reader.months - 1];
  const cancelled = reader.trace.entities.node
    .map((node) => ({ node, figure: reader.sum(of('node', 'cancelled_mw', node), span, gigawatts) }))
    .sort((a, b) => b.figure.value - a.figure.value);
  const [first, second] = cancelled;
  if (first === undefined || first.figure.value < 1) return [];
  const items = [first, ...(second === undefined ? [] : [second])].map(({ node, figure }): Part[] => [
    figure,
    ' at ',
    { name: node },
  ]);
  const waves = reader.events(['cancellation-wave'], span);
  const idle = reader.trace.entities.node
    .map((node) => ({ node, figure: reader.growth(of('node', 'capacity_mw_per_month', node), [stop, span[1]], times) }))
    .filter(({ figure }) => Number.isFinite(figure.value))
    .sort((a, b) => b.figure.value - a.figure.value);
  const parts: Part[] = [
    `from `,
    reader.date(span[0]),
    ' to ',
    reader.date(span[1]),
    ' customers cancelled most, ',
    ...listed(items),
  ];
  if (waves.value > 0) parts.push(`, with `, waves, ` ${waves.value === 1 ? 'wave' : 'waves'} of cancellation`);
  const used = idle.length === 0 ? undefined : lowestUse(reader, span);
  if (used !== undefined) parts.push('; utilisation was lowest at ', ...used);
  return [sentence('air pocket', lowestOf(reader, cancelled[0].node, span), [...parts, '.'])];
}

function lowestOf(reader: Reader, node: string, span: Span): number {
  return lowestMonth(reader.series(of('node', 'orders_mw', node)), span);
}

/** The tier and month of lowest utilisation. */
function lowestUse(reader: Reader, span: Span): Part[] | undefined {
  if (!reader.has('utilisation', 'node')) return undefined;
  const all = reader.trace.entities.node.map((node) => {
    const place = of('node', 'utilisation', node);
    return reader.at(place, lowestMonth(reader.series(place), span), percent);
  });
  const [least] = all.sort((a, b) => a.value - b.value);
  if (least?.entity === undefined) return undefined;
  return [{ name: least.entity }, ', at ', least, ' of capacity in ', reader.date(least.month)];
}

function explainRecovery({ reader, stop }: ExplainedRun): Sentence[] {
  const end = reader.months - 1;
  const after = reader.trace.entities.node.map((node) => {
    const values = reader.series(of('node', 'orders_mw', node));
    return { node, months: monthsToRecover(values, 1, 0, stop + 1) };
  });
  const back = after.filter(({ months }) => months > 0).sort((a, b) => a.months - b.months);
  const not = after.filter(({ months }) => Number.isNaN(months));
  const names = (list: readonly { readonly node: string }[]): Part[] =>
    listed(list.map(({ node }) => [{ name: node }]));
  const parts: Part[] = [];
  if (back.length > 0) {
    parts.push('orders were back at their earlier peak at ');
    parts.push(...listed(back.map(({ node, months }) => [{ name: node }, ' by ', reader.date(stop + 1 + months)])));
  }
  if (not.length > 0 && back.length > 0) parts.push('; up to ', reader.date(end), ' they were not at ', ...names(not));
  if (not.length > 0 && back.length === 0) {
    parts.push('up to ', reader.date(end), ' orders were not back at their earlier peak at ', ...names(not));
  }
  if (parts.length > 0) parts.push('; ');
  const roi = scalar('roi_per_year');
  const change = reader.at(roi, end, percent);
  parts.push(
    'by ',
    reader.date(end),
    ' the return was ',
    change,
    ' a year, after ',
    reader.at(roi, stop, percent),
    ' at the wall, ',
  );
  parts.push(
    'and AI capex of that month was ',
    reader.growth(scalar('ai_capex_usd_bn'), [stop, end], times),
    ' that of the month of the wall',
  );
  return [sentence('recovery', end, [...parts, '.'])];
}
