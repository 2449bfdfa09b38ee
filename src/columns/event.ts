/** Defines the event ledger: dated events of a run that a reader should know. */

/** Event kinds, with the sentence that explains each. */
export const EVENT_KINDS = {
  'wall-hit': 'A wall stopped (or, with stop: horizon, would have stopped) the race.',
  'pause-end': 'The pause after the first wall ended.',
  outage: 'A supplier company lost part of its capacity.',
  'outage-end': 'A supplier company recovered.',
  disruption: 'Orders, shipments, transport, receipt or production of a node stopped.',
  'disruption-end': 'The disruption of a node ended.',
  expansion: 'A node committed a large capacity expansion (more than a quarter of its capacity within a year).',
  'cancellation-wave': 'Firms cancelled more than a month of orders at a node within three months.',
  moratorium: 'A region stopped admitting new data-centre load.',
  'moratorium-end': 'A moratorium lapsed.',
  'permit-delay': 'Permits in a region slowed down.',
  'permit-delay-end': 'The permit delay lapsed.',
  'export-control': 'Export restrictions cut part of demand.',
  'export-control-end': 'Export restrictions lapsed.',
  antitrust: 'An antitrust restriction cut the strategic prize.',
  'antitrust-end': 'The antitrust restriction lapsed.',
  'lab-default': 'AI labs ended or renegotiated commitments to builders.',
  'covenant-breach': 'A firm exceeded its leverage covenant.',
  'market-stress': 'An index fell by more than 1 % on the worst day of a stressed month.',
  sidecar: 'A venue halted programme selling for five minutes.',
  breaker: 'A venue halted all trading.',
  report:
    'A company reported earnings, and its share price moved by more than 20 % in the month or the scenario dated the report.',
  drawdown: 'The drawdown of the market index passed another 10 % step.',
  intervention: 'A dated intervention of the scenario took effect.',
} as const;

export type EventKind = keyof typeof EVENT_KINDS;

export interface LedgerEvent {
  /** Month of the run, from 0. */
  readonly month: number;
  readonly kind: EventKind;
  /** Id of the firm, node, supplier company, region or wall concerned; empty when none. */
  readonly entity: string;
  /**
   * Size, in a unit that depends on the kind: share lost, relative price change, months, reading; NaN when there is
   * none.
   */
  readonly magnitude: number;
  /** A clause that a reader understands without reading the code. */
  readonly detail: string;
}
