/** Explains a plain supply run: demand, duplicate orders, outages, falls of orders by tier, recovery. */

import { airPocket } from '../../metrics/air-pocket.ts';
import { pocketSpan } from './aftermath.ts';
import {
  type Figure,
  highestMonth,
  listed,
  lowestMonth,
  monthsWord,
  of,
  type Part,
  percent,
  type Reader,
  type Sentence,
  scalar,
  sentence,
} from './figures.ts';
import { shortNumber } from '../words.ts';
import { explainOutages } from './supply-chain.ts';

/** Falls and shares below this are not reported. */
const REPORTED_SHARE = 0.05;

export function explainNetwork(reader: Reader): Sentence[] {
  const end = reader.months - 1;
  return [
    ...explainNeeds(reader, end),
    ...explainOutages(reader, end),
    ...explainLeads(reader),
    ...explainBacklogs(reader, end),
    ...explainSwing(reader),
    ...explainService(reader, end),
  ];
}

/** An amount of goods in the unit of the scenario. */
function goodsWord({ trace }: Reader): (amount: number) => string {
  return (amount) => `${shortNumber(amount)} ${trace.goodsUnit ?? 'MW'}`;
}

function explainNeeds(reader: Reader, end: number): Sentence[] {
  const goods = goodsWord(reader);
  const needs = scalar('end_demand_mw');
  const values = reader.series(needs);
  const high = highestMonth(values, [0, end]);
  const low = lowestMonth(values, [high, end]);
  const parts: Part[] = ['customers needed ', reader.at(needs, 0, goods), ' in ', reader.date(0), ', at most '];
  parts.push(reader.at(needs, high, goods), ' in ', reader.date(high));
  if (low > high) parts.push(' and, after that, at least ', reader.at(needs, low, goods), ' in ', reader.date(low));
  return [sentence('demand', high, [...parts, '.'])];
}

/** Lead times up to the month of the largest backlog; later ones reflect idle plants, not a shortage. */
function explainLeads(reader: Reader): Sentence[] {
  const end = highestMonth(reader.series(scalar('end_unmet_mw')), [0, reader.months - 1]);
  const all = reader.trace.entities.node.map((node) => {
    const place = of('node', 'lead_quoted_months', node);
    const values = reader.series(place);
    const month = highestMonth(values, [0, end]);
    return { node, place, month, rise: values[month] / values[0] };
  });
  const [worst] = all.filter(({ rise }) => Number.isFinite(rise)).sort((a, b) => b.rise - a.rise);
  if (worst === undefined || worst.rise < 1 + REPORTED_SHARE) return [];
  return [
    sentence('shortage', worst.month, [
      'the quoted lead time rose most at ',
      { name: worst.node },
      `, from `,
      reader.at(worst.place, 0, monthsWord),
      ' to ',
      reader.at(worst.place, worst.month, monthsWord),
      ' in ',
      reader.date(worst.month),
      '.',
    ]),
  ];
}

function explainBacklogs(reader: Reader, end: number): Sentence[] {
  const shares = reader.trace.entities.node.map((node): Figure => {
    const month = highestMonth(reader.series(of('node', 'backlog_mw', node)), [0, end]);
    return reader.quotient(of('node', 'backlog_phantom_mw', node), 'backlog_mw', month, percent);
  });
  const [most] = shares.filter(({ value }) => value > REPORTED_SHARE).sort((a, b) => b.value - a.value);
  if (most?.entity === undefined) return [];
  return [
    sentence('shortage', most.month, [
      'customers ordered twice: ',
      most,
      ' of the order backlog of ',
      { name: most.entity },
      ' were duplicates at its largest, in ',
      reader.date(most.month),
      '.',
    ]),
  ];
}

/** Falls of orders at each tier, in the order of the chain. */
function explainSwing(reader: Reader): Sentence[] {
  const falls = reader.trace.entities.node.flatMap((node) => {
    const place = of('node', 'orders_mw', node);
    const values = reader.series(place);
    const span = pocketSpan(values, 0);
    return span === undefined || airPocket(values, 1, 0, 0) < REPORTED_SHARE ? [] : [{ node, place, span }];
  });
  if (falls.length === 0) return [];
  const items = falls.map(({ node, place, span }): Part[] => [
    { name: node },
    ' ',
    reader.fall(place, span, percent),
    ' (from the quarter to ',
    reader.date(span[0]),
    ' to that to ',
    reader.date(span[1]),
    ')',
  ]);
  return [
    sentence('air pocket', Math.max(...falls.map(({ span }) => span[1])), [
      'the deepest falls of orders were: ',
      ...listed(items),
      '.',
    ]),
  ];
}

function explainService(reader: Reader, end: number): Sentence[] {
  const goods = goodsWord(reader);
  const unmet = scalar('end_unmet_mw');
  const month = highestMonth(reader.series(unmet), [0, end]);
  const cancelled = reader.trace.entities.node
    .map((node) => reader.sum(of('node', 'cancelled_mw', node), [0, end], goods))
    .sort((a, b) => b.value - a.value);
  const [most] = cancelled;
  const parts: Part[] = [
    'unmet needs of customers were largest in ',
    reader.date(month),
    ', ',
    reader.at(unmet, month, goods),
  ];
  parts.push('; in ', reader.date(end), ' it was ', reader.at(unmet, end, goods));
  if (most?.entity !== undefined && most.value > 0) {
    parts.push(', after ', most, ' of orders had been cancelled at ', { name: most.entity });
  }
  return [sentence('recovery', end, [...parts, '.'])];
}
