/** Explains the repricing of shares: contributions of earnings, multiples and hedging. */

import {
  highestMonth,
  listed,
  lowestMonth,
  of,
  type Part,
  percent,
  plain,
  type Reader,
  type Sentence,
  scalar,
  sentence,
  type Span,
  times,
} from './figures.ts';
import type { ExplainedRun } from './explained-run.ts';

/** A fall of the index below this share is not a repricing. */
const REPORTED_DRAWDOWN = 0.1;
/** Listed companies reported one by one. */
const REPORTED_COMPANIES = 3;

export function explainRepricing({ reader, stop, isWalled }: ExplainedRun): Sentence[] {
  if (!reader.has('market_index', 'scalar') || !reader.has('market_drawdown', 'scalar')) return [];
  const end = reader.months - 1;
  const drawdown = reader.series(scalar('market_drawdown'));
  if (!Number.isFinite(drawdown[0])) return [];
  const trough = highestMonth(drawdown, [0, end]);
  if (drawdown[trough] < REPORTED_DRAWDOWN) {
    return [
      sentence('repricing', end, [
        'share prices were not repriced: the index never fell by more than ',
        reader.at(scalar('market_drawdown'), trough, percent),
        ' from its highest (',
        reader.date(trough),
        ').',
      ]),
    ];
  }
  const peak = highestMonth(reader.series(scalar('market_index')), [0, trough]);
  const span: Span = [peak, trough];
  const relation: Part[] = [];
  if (isWalled) relation.push(`, ${peak <= stop ? 'before' : 'after'} the wall of `, reader.date(stop));
  return [
    sentence('repricing', trough, [
      'before its deepest fall the market index was highest in ',
      reader.date(peak),
      ', at ',
      reader.at(scalar('market_index'), peak, times),
      ' its start',
      ...relation,
      ', and had fallen by ',
      reader.at(scalar('market_drawdown'), trough, percent),
      ' by ',
      reader.date(trough),
      ...(isWalled ? [', against ', reader.at(scalar('market_drawdown'), stop, percent), ' at the wall'] : []),
      '.',
    ]),
    ...explainCompanies(reader, span),
    ...explainAmplifiers(reader, span),
  ];
}

/** Companies with the largest falls, and the cause: earnings or the multiple (price is earnings times multiple). */
function explainCompanies(reader: Reader, span: Span): Sentence[] {
  if (!reader.has('price_index', 'equity')) return [];
  const ids = reader.trace.entities.equity ?? [];
  const all = ids
    .map((id) => reader.growth(of('equity', 'price_index', id), span, percent))
    .sort((a, b) => a.value - b.value);
  const items = all
    .slice(0, REPORTED_COMPANIES)
    .map((figure): Part[] => [{ name: figure.entity ?? '' }, ' to ', figure]);
  const [worst] = all;
  if (worst?.entity === undefined) return [];
  const parts: Part[] = ['between the two, share prices fell most at ', ...listed(items), ' of their level'];
  if (reader.has('earnings_usd_bn_per_year', 'equity') && reader.has('price_earnings_ratio', 'equity')) {
    const earnings = reader.growth(of('equity', 'earnings_usd_bn_per_year', worst.entity), span, percent);
    const multiple = reader.growth(of('equity', 'price_earnings_ratio', worst.entity), span, percent);
    parts.push('; earnings of ', { name: worst.entity }, ' went to ', earnings);
    parts.push(' and the price-earnings multiple to ', multiple);
    parts.push(`, so the main cause was ${earnings.value < multiple.value ? 'earnings' : 'the multiple'}`);
  }
  return [sentence('repricing', span[1], [...parts, '.'])];
}

/** Narrative, dealer hedging, and trading halts during the fall. */
function explainAmplifiers(reader: Reader, span: Span): Sentence[] {
  const parts: Part[] = [];
  if (reader.has('narrative', 'scalar')) {
    const story = scalar('narrative');
    parts.push(`the strength of the market narrative went from `, reader.at(story, span[0], plain));
    parts.push(' to ', reader.at(story, span[1], plain), ' on a scale from minus to plus one');
  }
  if (reader.has('gamma_feedback', 'scalar')) {
    const gamma = scalar('gamma_feedback');
    const month = lowestMonth(reader.series(gamma), span);
    const lowest = reader.at(gamma, month, plain);
    parts.push(parts.length === 0 ? '' : '; ');
    parts.push(
      lowest.value < 0 ? 'hedging by dealers amplified moves most in ' : 'hedging by dealers damped moves, least in ',
    );
    parts.push(reader.date(month), ' (feedback ', lowest, '; negative values amplify)');
  }
  for (const [column, words] of [
    ['sidecars', 'halts of programme trading'],
    ['breakers', 'halts of all trading'],
  ] as const) {
    if (!reader.has(column, 'venue')) continue;
    const venues = (reader.trace.entities.venue ?? [])
      .map((venue) => reader.sum(of('venue', column, venue), span, String))
      .filter(({ value }) => value > 0)
      .map((figure): Part[] => [figure, ' in ', { name: figure.entity ?? '' }]);
    if (venues.length > 0) parts.push(parts.length === 0 ? '' : '; ', `${words}: `, ...listed(venues));
  }
  return parts.length === 0 ? [] : [sentence('repricing', span[1], [...parts, '.'])];
}
