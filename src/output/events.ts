/** Writes the event ledger as CSV: one row per dated event of a run. */

import type { Column } from '../columns/column.ts';
import type { EventKind, LedgerEvent } from '../columns/event.ts';
import { type CsvLocale, csvLine } from './csv.ts';
import { MONTH_COLUMNS, monthDates } from './month-columns.ts';

export const EVENT_COLUMNS: readonly Column[] = [
  { name: 'run', unit: '1', shape: 'run', type: 'integer', description: 'Replication number k, from 0.' },
  ...MONTH_COLUMNS,
  { name: 'kind', unit: '', shape: 'run', type: 'string', description: 'Kind of event.' },
  {
    name: 'entity',
    unit: '',
    shape: 'run',
    type: 'string',
    description: 'Firm, node, supplier company, region or wall concerned; empty when none.',
  },
  {
    name: 'magnitude',
    unit: '',
    shape: 'run',
    description: 'Size, in a unit that depends on the kind: share lost, months, reading; empty when it has none.',
  },
  { name: 'detail', unit: '', shape: 'run', type: 'string', description: 'The event as a sentence.' },
];

export function eventsHeader(locale: CsvLocale): string {
  return csvLine(
    EVENT_COLUMNS.map((column) => column.name),
    locale,
  );
}

/** Events to write: those that explain a run, or all. */
export type EventChoice = 'main' | 'all';

/** Frequent events, which do not explain a run. */
const FREQUENT: ReadonlySet<EventKind> = new Set([
  'report',
  'market-stress',
  'sidecar',
  'breaker',
  'expansion',
  'cancellation-wave',
]);

/** Lines of the events of one run, in the order of the ledger. */
export function eventLines(
  run: number,
  { events }: { readonly events: readonly LedgerEvent[] },
  {
    choice,
    locale,
    startMonth,
  }: { readonly choice: EventChoice; readonly locale: CsvLocale; readonly startMonth: string | undefined },
): string {
  const dateOf = monthDates(startMonth);
  let text = '';
  for (const { month, kind, entity, magnitude, detail } of events) {
    if (choice === 'main' && FREQUENT.has(kind)) continue;
    text += csvLine([run, month, dateOf(month), kind, entity, magnitude, detail], locale);
  }
  return text;
}
