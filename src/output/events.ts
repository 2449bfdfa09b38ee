/** Writes the event ledger as CSV: one row per dated event of a run. */

import { type Column, field } from '../columns/column.ts';
import type { EventKind, LedgerEvent } from '../columns/event.ts';
import { type CsvLocale, csvLine, headerLine } from './csv.ts';
import { MONTH_COLUMNS, monthDates, RUN_COLUMN } from './month-columns.ts';

export const EVENT_COLUMNS: readonly Column[] = [
  RUN_COLUMN,
  ...MONTH_COLUMNS,
  field('kind', '', 'Kind of event.', 'string'),
  field('entity', '', 'Firm, node, supplier company, region or wall concerned; empty when none.', 'string'),
  field(
    'magnitude',
    '',
    'Size, in a unit that depends on the kind: share lost, months, reading; empty when it has none.',
  ),
  field('detail', '', 'The event as a sentence.', 'string'),
];

export function eventsHeader(locale: CsvLocale): string {
  return headerLine(EVENT_COLUMNS, locale);
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
