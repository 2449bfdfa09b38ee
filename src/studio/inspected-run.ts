/** One run in full as a worker hands it to the page: plain data. */

/** Columns of a replay, `shape/name`. */
export const REPLAY_COLUMNS = [
  'scalar/capex_usd_bn',
  'scalar/investment_mw',
  'scalar/delivered_mw',
  'scalar/live_mw',
  'scalar/staged_mw',
  'scalar/queued_mw',
  'scalar/queue_wait_months',
  'scalar/newly_energised_mw',
  'scalar/utilisation',
  'scalar/ai_revenue_usd_bn_per_year',
  'scalar/market_index',
  'scalar/refused_for_sites',
  'firm/investment_mw',
  'firm/live_mw',
  'firm/staged_mw',
  'firm/intensity',
  'node/orders_mw',
  'node/shipments_mw',
  'node/backlog_mw',
  'node/backlog_phantom_mw',
  'node/on_hand_mw',
  'node/capacity_mw_per_month',
  'node/lead_quoted_months',
  'node/sales_usd_bn',
] as const;
export type ReplayColumn = (typeof REPLAY_COLUMNS)[number];

export interface InspectedRun {
  readonly run: number;
  readonly months: number;
  readonly startMonth: string;
  readonly wall: string;
  /** Month of the wall and of the end of the pause; -1 when there is none. */
  readonly wallMonth: number;
  readonly pauseEnd: number;
  readonly firms: readonly { readonly id: string; readonly name: string }[];
  readonly nodes: readonly string[];
  /** Who supplies whom. */
  readonly supply: readonly { readonly id: string; readonly inputs: readonly string[]; readonly equipment: string }[];
  readonly systemsNode: string;
  readonly electricalNode: string;
  /** Shape [month, entity]; those that the scenario does not record are absent. */
  readonly series: { readonly [column in ReplayColumn]?: Float32Array };
  readonly events: readonly {
    readonly month: number;
    readonly kind: string;
    readonly entity: string;
    readonly detail: string;
  }[];
  readonly sentences: readonly { readonly chapter: string; readonly month: number; readonly text: string }[];
}

/** A value of a series; 0 where it is not recorded. */
export function valueAt(run: InspectedRun, column: ReplayColumn, month: number, entity = 0): number {
  const values = run.series[column];
  return values === undefined ? 0 : values[(month * values.length) / run.months + entity];
}
