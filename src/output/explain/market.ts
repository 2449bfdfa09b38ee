/** Explains the repricing of shares: the fall around the wall, then the deepest fall by value, price over value and hedging. */

import { classGroup, FALL_AFTER_WALL, FALL_AFTER_WALL_EXCESS } from '../../metrics/market-falls.ts';
import {
  highestMonth,
  listed,
  lowestMonth,
  moved,
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
  const aroundWall = isWalled ? explainAroundWall(reader, stop) : [];
  const trough = highestMonth(drawdown, [0, end]);
  if (drawdown[trough] < REPORTED_DRAWDOWN) {
    return [
      ...aroundWall,
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
    ...aroundWall,
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

const SUPPLIERS = classGroup('supplier');
const pointsWord = (share: number): string => percent(share).replace('%', 'points');

/** The fall of suppliers' shares around the wall and the part of the pause, as the row of the run has them. */
function explainAroundWall(reader: Reader, stop: number): Sentence[] {
  const { trace } = reader;
  if (!trace.equityClasses.includes('supplier')) return [];
  const [fall, added] = [FALL_AFTER_WALL, FALL_AFTER_WALL_EXCESS].map((family) =>
    reader.metric(`${family.family}_supplier`, Number(family.of(SUPPLIERS).read(trace)), percent),
  );
  if (!(fall.value > 0)) return [];
  const pause: Part[] = Number.isFinite(added.value)
    ? ['; the pause added ', { ...added, text: pointsWord(added.value) }, ', compared with the same run without it']
    : [];
  return [
    sentence('repricing', stop, [
      'around the wall the share price of the median supplier fell by ',
      fall,
      ', from its highest of the year before to its lowest of the two years after',
      ...pause,
      '.',
    ]),
  ];
}

/** What a listed company is to the build-out, behind its name. */
const CLASSES = { builder: 'builder', supplier: 'supplier', basket: 'companies outside the model' };

/** Companies with the largest falls, and the cause: less value, or a lower price for the same value. */
function explainCompanies(reader: Reader, span: Span): Sentence[] {
  if (!reader.has('price_index', 'equity')) return [];
  const ids = reader.trace.entities.equity ?? [];
  const growth = (column: string, id: string): number => reader.growth(of('equity', column, id), span, percent).value;
  const fallen = ids
    .map((id, at) => ({ id, grown: growth('price_index', id), kind: CLASSES[reader.trace.equityClasses[at]] }))
    .filter(({ grown }) => grown < 1)
    .sort((a, b) => a.grown - b.grown);
  const [worst] = fallen;
  if (worst === undefined) return [];
  const items = fallen
    .slice(0, REPORTED_COMPANIES)
    .map(({ id, kind }): Part[] => [
      { name: id },
      ` (${kind}) by `,
      reader.change(of('equity', 'price_index', id), span),
    ]);
  const parts: Part[] = ['between the two, share prices fell most at ', ...listed(items)];
  if (reader.has('earnings_usd_bn_per_year', 'equity') && reader.has('value_index', 'equity')) {
    const value = growth('value_index', worst.id);
    const [earnings, worth] = ['earnings_usd_bn_per_year', 'value_index'].map((column) =>
      moved(reader, of('equity', column, worst.id), span),
    );
    parts.push('; earnings of ', { name: worst.id }, ' were ', ...earnings);
    parts.push(' and its fundamental value ', ...worth, `; its price went from `);
    const [from, to] = span.map((month) =>
      reader.quotient(of('equity', 'price_index', worst.id), 'value_index', month, times),
    );
    parts.push(from, ' to ', to, ' that value, so most of the fall is due to ');
    parts.push(value < worst.grown / value ? 'the value' : 'market shocks, flows of funds and hedging');
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
  if (reader.has('market_volatility_per_year', 'scalar')) {
    const volatility = scalar('market_volatility_per_year');
    const month = highestMonth(reader.series(volatility), span);
    parts.push(parts.length === 0 ? '' : '; ', 'volatility of the market index was highest in ');
    parts.push(reader.date(month), ', at ', reader.at(volatility, month, percent), ' a year');
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
