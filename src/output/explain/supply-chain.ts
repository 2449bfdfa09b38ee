/** Explains suppliers before the wall: shortage, duplicate orders, prices, outages, expansion. */

import {
  type Figure,
  highestMonth,
  listed,
  monthsWord,
  of,
  type Part,
  percent,
  plain,
  type Reader,
  type Sentence,
  sentence,
  times,
} from './figures.ts';
import type { ExplainedRun } from './explained-run.ts';

/** Outages described one by one. */
const REPORTED_OUTAGES = 3;
/** Months after an outage in which lead times respond. */
const ANSWER_MONTHS = 6;
/** Lead times that rose by less than this are reported as stable. */
const SHORTAGE = 1.1;
/** Those that rose by less than this did not rise. */
const UNCHANGED = 1.01;

/** Price of a megawatt, from USD bn. */
const dollars = (usdBn: number): string => `USD ${plain(usdBn * 1000)} m`;

export function explainSuppliers(run: ExplainedRun): Sentence[] {
  return [...explainShortage(run), ...explainOutages(run.reader, run.stop), ...explainExpansion(run)];
}

/** The tier with the largest rise of the quoted lead time. */
function explainShortage({ reader, stop, scenario }: ExplainedRun): Sentence[] {
  const tiers = reader.trace.entities.node.map((node) => {
    const lead = reader.series(of('node', 'lead_quoted_months', node));
    const month = highestMonth(lead, [0, stop]);
    return { node, month, rise: lead[month] / lead[0] };
  });
  const [tight] = tiers.filter(({ rise }) => Number.isFinite(rise)).sort((a, b) => b.rise - a.rise);
  if (tight === undefined) return [];
  const { node, month, rise } = tight;
  if (rise < UNCHANGED) return [sentence('shortage', stop, ['no lead time rose up to ', reader.date(stop), '.'])];
  const lead = of('node', 'lead_quoted_months', node);
  const opening: Part[] =
    rise < SHORTAGE
      ? ['lead times hardly rose: most at ', { name: node }, `, from `]
      : ['the shortage was worst at ', { name: node }, `, where the quoted lead time went from `];
  const parts: Part[] = [
    ...opening,
    reader.at(lead, 0, monthsWord),
    ' to ',
    reader.at(lead, month, monthsWord),
    ' in ',
    reader.date(month),
  ];
  const price = scenario.supply.nodes.find(({ id }) => id === node)?.price?.priceUsdBnPerMw;
  if (price !== undefined && rise >= SHORTAGE) {
    const factor = of('node', 'price_factor', node);
    const at = highestMonth(reader.series(factor), [0, stop]);
    parts.push(`; its price rose from `, priced(reader, node, 0, price), ' to ', priced(reader, node, at, price));
    parts.push(' a megawatt by ', reader.date(at));
  }
  if (rise >= SHORTAGE) parts.push(...mostUsed(reader, month));
  return [sentence('shortage', month, [...parts, '.']), ...explainDuplicates(reader, stop)];
}

/** The tier with the highest utilisation in a month: the bottleneck. */
function mostUsed(reader: Reader, month: number): Part[] {
  const used = reader.trace.entities.node
    .map((node) => reader.at(of('node', 'utilisation', node), month, percent))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => b.value - a.value);
  const [most] = used;
  if (most?.entity === undefined) return [];
  return [
    '; in ',
    reader.date(month),
    ' utilisation of capacity was highest at ',
    { name: most.entity },
    ', at ',
    most,
  ];
}

function priced(reader: Reader, node: string, month: number, price: number): Figure {
  const figure = reader.at(of('node', 'price_factor', node), month, plain);
  const value = figure.value * price;
  const per = `supply.nodes[${node}].price.priceUsdBnPerMw`;
  return { ...figure, value, text: dollars(value), measure: 'scaled', per };
}

/** Duplicate orders in each backlog at its largest. */
function explainDuplicates(reader: Reader, stop: number): Sentence[] {
  const tiers = reader.trace.entities.node.map((node) => {
    const book = of('node', 'backlog_mw', node);
    const month = highestMonth(reader.series(book), [0, stop]);
    return {
      node,
      month,
      share: reader.quotient(of('node', 'backlog_phantom_mw', node), 'backlog_mw', month, percent),
    };
  });
  const [first, second] = tiers.filter(({ share }) => share.value > 0.05).sort((a, b) => b.share.value - a.share.value);
  if (first === undefined) return [];
  const item = ({ node, month, share }: typeof first): Part[] => [
    share,
    ' at ',
    { name: node },
    ' in ',
    reader.date(month),
  ];
  const items = second === undefined ? [item(first)] : [item(first), item(second)];
  return [
    sentence('shortage', first.month, [
      'customers ordered twice in the shortage: at the largest order backlogs, duplicates were ',
      ...listed(items),
      '.',
    ]),
  ];
}

/** Outages before the wall, the largest first, and the effect of the largest on lead times. */
export function explainOutages(reader: Reader, stop: number): Sentence[] {
  const { events } = reader.trace;
  const outages = events
    .map((event, index) => ({ ...event, index }))
    .filter(({ kind, month }) => kind === 'outage' && month <= stop);
  if (outages.length === 0) return [];
  const largest = [...outages].sort((a, b) => b.magnitude - a.magnitude || a.month - b.month);
  const shown = largest.slice(0, REPORTED_OUTAGES).sort((a, b) => a.month - b.month);
  const items = shown.map(({ index, month, entity }): Part[] => [
    { name: entity },
    ' (',
    reader.event(index, percent),
    ' of its capacity in ',
    reader.date(month),
    ')',
  ]);
  const more: Part[] =
    outages.length > shown.length ? [', the largest of ', reader.events(['outage'], [0, stop]), ' outages'] : [];
  const parts: Part[] = ['outages struck ', ...listed(items), ...more];
  const [worst] = shown;
  const [node] = worst.entity.split('/');
  if (reader.trace.entities.node.includes(node)) {
    const lead = of('node', 'lead_quoted_months', node);
    const values = reader.series(lead);
    const from = Math.max(0, worst.month - 1);
    const to = highestMonth(values, [worst.month, Math.min(stop, worst.month + ANSWER_MONTHS)]);
    if (values[to] > values[from] * SHORTAGE) {
      parts.push('; after the first the lead time of ', { name: node }, ` went from `);
      parts.push(reader.at(lead, from, monthsWord), ' to ', reader.at(lead, to, monthsWord), ' by ', reader.date(to));
    }
  }
  return [sentence('shortage', worst.month, [...parts, '.'])];
}

function explainExpansion({ reader, stop }: ExplainedRun): Sentence[] {
  const { events, entities } = reader.trace;
  const expansions = events
    .map((event, index) => ({ ...event, index }))
    .filter(({ kind, month }) => kind === 'expansion' && month <= stop);
  if (expansions.length === 0) return [];
  const [first] = expansions;
  const [largest] = [...expansions].sort((a, b) => b.magnitude - a.magnitude);
  const isOne = expansions.length === 1;
  const opening = isOne ? ` large expansion, at ` : ` large expansions, from `;
  const parts: Part[] = ['suppliers decided on ', reader.events(['expansion'], [0, stop]), opening];
  parts.push({ name: first.entity }, ' in ', reader.date(first.month));
  if (!isOne && largest === first) parts.push(' on');
  if (largest !== first) {
    parts.push(' on; the largest was by ', reader.event(largest.index, percent), ' within a year at ');
    parts.push({ name: largest.entity }, ' in ', reader.date(largest.month));
  }
  const grown = entities.node
    .map((node) => ({ node, figure: reader.growth(of('node', 'capacity_mw_per_month', node), [0, stop], times) }))
    .filter(({ figure }) => Number.isFinite(figure.value))
    .sort((a, b) => b.figure.value - a.figure.value);
  if (grown.length > 0) {
    const [most] = grown;
    parts.push(
      '; by ',
      reader.date(stop),
      ' capacity at ',
      { name: most.node },
      ' was ',
      most.figure,
      ' that of the start',
    );
  }
  return [sentence('expansion', first.month, [...parts, '.'])];
}
