/** Explains power and regulation before the wall. */

import type { EventKind } from '../../columns/event.ts';
import {
  type Figure,
  gigawatts,
  highestMonth,
  listed,
  monthsWord,
  of,
  type Part,
  percent,
  plain,
  type Reader,
  type Sentence,
  scalar,
  sentence,
  times,
} from './figures.ts';
import type { ExplainedRun } from './explained-run.ts';

/** Unpowered systems are reported beyond this many months of deliveries. */
const REPORTED_STAGED_MONTHS = 0.5;
const YEAR = 12;
/** Waits and prices that rose by less than this factor are not reported. */
const MOVED = 1.1;

const RESTRICTIONS: readonly (readonly [kind: EventKind, one: string, many: string])[] = [
  ['moratorium', 'moratorium', 'moratoria'],
  ['permit-delay', 'permit delay', 'permit delays'],
  ['export-control', 'export control', 'export controls'],
  ['antitrust', 'antitrust remedy', 'antitrust remedies'],
];

export function explainConstraints(run: ExplainedRun): Sentence[] {
  return [...explainUnpowered(run), ...explainQueues(run), ...explainRestrictions(run)];
}

function explainUnpowered({ reader, stop }: ExplainedRun): Sentence[] {
  const staged = scalar('staged_mw');
  const month = highestMonth(reader.series(staged), [0, stop]);
  const longest = reader.at(scalar('staged_months'), month, monthsWord);
  if (longest.value === 0) {
    return [
      sentence('power', month, [
        'power kept pace: no delivered system waited for power up to ',
        reader.date(stop),
        '.',
      ]),
    ];
  }
  if (longest.value < REPORTED_STAGED_MONTHS) {
    return [
      sentence('power', month, [
        'power kept pace with deliveries: up to ',
        reader.date(stop),
        ' at most ',
        reader.at(staged, month, gigawatts),
        ' of delivered systems waited for power.',
      ]),
    ];
  }
  const year = [Math.max(0, month - YEAR + 1), month] as const;
  const delivered = reader.sum(scalar('delivered_mw'), year, gigawatts);
  const energised = reader.sum(scalar('newly_energised_mw'), year, gigawatts);
  return [
    sentence('power', month, [
      'power fell behind: by ',
      reader.date(month),
      ' ',
      reader.at(staged, month, gigawatts),
      ' of systems were without power, ',
      longest,
      ` of deliveries; from `,
      reader.date(year[0]),
      ' on ',
      delivered,
      ' of systems were delivered while the grid energised sites for ',
      energised,
      '.',
    ]),
  ];
}

/** Queues for the grid, reported when they or the price of power moved. */
function explainQueues({ reader, stop }: ExplainedRun): Sentence[] {
  const wait = scalar('queue_wait_months');
  const values = reader.series(wait);
  const month = highestMonth(values, [0, stop]);
  const price = reader.growth(scalar('power_price_index'), [0, month], percent);
  if (values[month] < values[0] * MOVED && price.value < MOVED) return [];
  const regions = reader.trace.entities.region.map((region) =>
    reader.at(of('region', 'wait_months', region), month, monthsWord),
  );
  const [longest] = regions.filter(({ value }) => Number.isFinite(value)).sort((a, b) => b.value - a.value);
  const parts: Part[] = [
    `the wait for a grid connection went from `,
    reader.at(wait, 0, monthsWord),
    ' at the start to ',
    reader.at(wait, month, monthsWord),
    ' in ',
    reader.date(month),
  ];
  if (longest?.entity !== undefined) parts.push(', longest in ', { name: longest.entity }, ' with ', longest);
  return [sentence('power', month, [...parts, '; power then cost ', price, ' of its price at the start.'])];
}

function explainRestrictions({ reader, stop }: ExplainedRun): Sentence[] {
  const counts = RESTRICTIONS.map(([kind, one, many]) => ({ one, many, figure: reader.events([kind], [0, stop]) }));
  const some = counts.filter(({ figure }) => figure.value > 0);
  if (some.length === 0)
    return [sentence('regulation', stop, ['no restriction was imposed up to ', reader.date(stop), '.'])];
  const month = highestMonth(reader.series(scalar('stringency')), [0, stop]);
  const items = some.map(({ one, many, figure }): Part[] => [figure, ` ${figure.value === 1 ? one : many}`]);
  const pressure = scalar('regulatory_pressure');
  return [
    sentence('regulation', month, [
      'up to ',
      reader.date(stop),
      ' regulators answered with ',
      ...listed(items),
      '; stringency was highest in ',
      reader.date(month),
      ', at ',
      reader.at(scalar('stringency'), month, plain),
      ', with pressure at ',
      reader.at(pressure, month, plain),
      ' above the start and AI load ',
      reader.growth(scalar('live_mw'), [0, month], times),
      ' that of the start.',
    ]),
  ];
}

/** Restrictions in force in a month, the oldest first. */
export function restrictionsInForce(reader: Reader, month: number): Part[][] {
  const open = new Map<string, { readonly words: string; readonly begun: Figure; readonly entity: string }>();
  for (const event of reader.trace.events) {
    if (event.month > month) break;
    for (const [kind, one] of RESTRICTIONS) {
      const key = `${kind} ${event.entity}`;
      if (event.kind === kind) open.set(key, { words: one, begun: reader.date(event.month), entity: event.entity });
      else if (event.kind === `${kind}-end`) open.delete(key);
    }
  }
  return [...open.values()].map(({ words, begun, entity }): Part[] => [
    `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`,
    ...(entity === '' ? [] : [' in ', { name: entity }]),
    ' since ',
    begun,
  ]);
}
