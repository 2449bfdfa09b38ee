/** Explains the race: intensity, capex, and constraints. */

import {
  billions,
  highestMonth,
  listed,
  lowestMonth,
  of,
  type Part,
  percent,
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

/** A builder is mentioned as restrained when its intensity is this far below the mean. */
const HOLDS_BACK = 0.1;
/** A fall of orders before the wall is reported beyond this share. */
const REPORTED_FALL = 0.15;

/** Columns of what holds orders back, in words, and the orders of which they are a share. */
const LIMITS: readonly (readonly [column: string, words: string, whole: string])[] = [
  ['bound_finance', 'finance', 'wanted orders with a site'],
  ['refused_for_sites', 'a lack of sites with power', 'wanted orders'],
];

export function explainRace(run: ExplainedRun): Sentence[] {
  return [...explainIntensity(run), ...explainCapex(run), ...explainFallBefore(run), ...explainLimits(run)];
}

function explainIntensity({ reader, stop }: ExplainedRun): Sentence[] {
  const span = [0, stop] as const;
  const race = reader.mean(scalar('mean_intensity'), span, percent);
  const overspend = reader.mean(scalar('overspend_ratio'), span, percent);
  const firms = reader.trace.entities.firm.map((firm) => reader.mean(of('firm', 'intensity', firm), span, percent));
  const [least] = [...firms].sort((a, b) => a.value - b.value);
  const parts: Part[] = [
    `from `,
    reader.date(0),
    ' to ',
    reader.date(stop),
    ' the builders played ',
    race,
    ' of a full race on average, and their capacity targets were ',
    overspend,
    ' above the disciplined targets',
  ];
  if (least?.entity !== undefined && least.value < race.value - HOLDS_BACK) {
    parts.push('; ', { name: least.entity }, ' raced least, at ', least);
  }
  return [sentence('race', 0, [...parts, '.'])];
}

function explainCapex({ reader, stop }: ExplainedRun): Sentence[] {
  if (stop < 2 * QUARTER) return [];
  const capex = scalar('ai_capex_usd_bn');
  const values = reader.series(capex);
  const quarters = Float64Array.from(values, (_, month) => (month < QUARTER - 1 ? 0 : quarterMean(values, month)));
  const peak = highestMonth(quarters, [QUARTER - 1, stop]);
  if (peak < 2 * QUARTER) return [];
  const quarter = (month: number) => reader.sum(capex, [month - QUARTER + 1, month], billions);
  const spent = reader.trace.entities.firm.map((firm) =>
    reader.sum(of('firm', 'ai_capex_usd_bn', firm), [0, peak], billions),
  );
  const [most] = [...spent].sort((a, b) => b.value - a.value);
  return [
    sentence('race', peak, [
      `AI capex rose from `,
      quarter(QUARTER - 1),
      ' in the quarter to ',
      reader.date(QUARTER - 1),
      ' to ',
      quarter(peak),
      ' in the quarter to ',
      reader.date(peak),
      ', its highest; ',
      { name: most.entity ?? '' },
      ' spent most until then, ',
      most,
      ' of ',
      reader.sum(capex, [0, peak], billions),
      '.',
    ]),
  ];
}

/** Falls of orders before any wall, and their main cause: a limit or lower targets. */
function explainFallBefore({ reader, stop }: ExplainedRun): Sentence[] {
  const orders = scalar('investment_mw');
  const values = reader.series(orders);
  const quarters = Float64Array.from(values, (_, month) => (month < QUARTER - 1 ? 0 : quarterMean(values, month)));
  if (stop < 2 * QUARTER) return [];
  const peak = highestMonth(quarters, [QUARTER - 1, stop]);
  const trough = lowestMonth(quarters, [peak, stop]);
  const fall = reader.fall(orders, [peak, trough], percent);
  if (fall.value < REPORTED_FALL) return [];
  return [
    sentence('race', trough, [
      "builders' orders for systems were highest in the quarter to ",
      reader.date(peak),
      ' and fell by ',
      fall,
      ' to the quarter to ',
      reader.date(trough),
      ', before any wall; ',
      ...causeOfFall(reader, [peak, trough], Math.log(1 - fall.value)),
      '.',
    ]),
  ];
}

/** The main cause of a fall of orders, in logs: a tighter limit, or lower wanted orders. */
function causeOfFall(reader: Reader, [peak, trough]: Span, logFall: number): Part[] {
  const quarter = (month: number): Span => [month - QUARTER + 1, month];
  const limits = LIMITS.map(([column, words, whole]) => {
    const before = reader.mean(scalar(column), quarter(peak), percent);
    const after = reader.mean(scalar(column), quarter(trough), percent);
    return { words, whole, before, after, log: Math.log((1 - after.value) / (1 - before.value)) };
  }).sort((a, b) => a.log - b.log);
  const [first] = limits;
  const wish = logFall - limits.reduce((sum, { log }) => sum + log, 0);
  if (first.log < wish) {
    return [`mostly because ${first.words} held back `, first.after, ` of ${first.whole}, after `, first.before];
  }
  const belief = scalar('growth_belief_per_year');
  return [
    'mostly because they wanted fewer systems, with expected yearly growth of AI revenue at ',
    reader.rate(belief, trough, percent),
    ', after ',
    reader.rate(belief, peak, percent),
  ];
}

function explainLimits({ reader, stop }: ExplainedRun): Sentence[] {
  const shares = LIMITS.map(([column, words, whole]) => ({
    words,
    whole,
    figure: reader.mean(scalar(column), [0, stop], percent),
  }));
  const [first, ...others] = shares.sort((a, b) => b.figure.value - a.figure.value);
  const rest = others.map(({ words, whole, figure }): Part[] => [`${words} `, figure, ` of ${whole}`]);
  return [
    sentence('limits', stop, [
      `the tightest limit on investment was ${first.words}: `,
      first.figure,
      ` of ${first.whole} were not placed, on average up to `,
      reader.date(stop),
      '; the others: ',
      ...listed(rest),
      ...covenants({ reader, stop }),
      '.',
    ]),
  ];
}

/** The first builder above its covenant. */
function covenants({ reader, stop }: Pick<ExplainedRun, 'reader' | 'stop'>): Part[] {
  const index = reader.trace.events.findIndex(({ kind, month }) => kind === 'covenant-breach' && month <= stop);
  if (index < 0) return [];
  const { month, entity } = reader.trace.events[index];
  const all = reader.events(['covenant-breach'], [0, stop]);
  return [
    '; net debt of ',
    { name: entity },
    ' went above its covenant in ',
    reader.date(month),
    ', at ',
    reader.event(index, times),
    ' EBITDA',
    ...(all.value > 1 ? [', the first of ', all, ' breaches'] : []),
  ];
}
