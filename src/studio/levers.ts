/** Numbers that somebody can decide: levers. Every other number of a scenario is an assumption about the world. */

export interface Lever {
  readonly path: string;
  /** Who decides it. */
  readonly who: string;
}

export const NUMBER_LEVERS: readonly Lever[] = [
  { path: 'capex.leverageUse', who: 'Builders and lenders' },
  { path: 'capex.outcomeLinkedShare', who: 'Builders and customers' },
  { path: 'capex.growthHaircut', who: 'Boards' },
  { path: 'supply.cancellation.nonCancellableShare', who: 'Suppliers' },
  { path: 'supply.agreedShare', who: 'Builders and suppliers' },
  { path: 'supply.gaming.maxInflation', who: 'Suppliers' },
  { path: 'finance.prepaymentShare', who: 'Suppliers' },
  { path: 'power.behindTheMeter.endMwPerMonth', who: 'Builders' },
];

const LEVER_PATHS: ReadonlySet<string> = new Set(NUMBER_LEVERS.map(({ path }) => path));
export const isLever = (path: string): boolean => LEVER_PATHS.has(path);

/** A dated intervention that a visitor can add: what it is called, and the fields with their usual values. */
export interface EventForm {
  readonly kind: string;
  readonly title: string;
  /** What must be chosen: of the scenario's regions, builders or supplier companies. */
  readonly target?: 'region' | 'firm' | 'supplier';
  readonly fields: readonly EventField[];
}

export interface EventField {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

const months = (value: number): EventField => ({
  key: 'months',
  label: 'for months',
  value,
  min: 1,
  max: 120,
  step: 1,
});
const factor = (label: string, value: number, max: number): EventField => ({
  key: 'factor',
  label,
  value,
  min: 0,
  max,
  step: 0.05,
});

export const EVENT_FORMS: readonly EventForm[] = [
  { kind: 'export-control', title: 'Export control', fields: [months(24)] },
  { kind: 'moratorium', title: 'Moratorium on data centres', target: 'region', fields: [months(24)] },
  {
    kind: 'capex-change',
    title: 'One builder changes its orders',
    target: 'firm',
    fields: [months(12), factor('orders, multiplied by', 0.5, 3)],
  },
  {
    kind: 'efficiency-shock',
    title: 'Efficiency shock',
    fields: [{ ...factor('tasks per unit of compute, multiplied by', 3, 20), min: 0.1 }],
  },
  {
    kind: 'demand-shock',
    title: 'Demand shock',
    fields: [{ ...factor('potential spending, multiplied by', 0.7, 3), min: 0.05 }],
  },
  {
    kind: 'credit-freeze',
    title: 'Credit freeze',
    fields: [months(12), factor('leverage that lenders accept, multiplied by', 0.4, 1)],
  },
  {
    kind: 'outage',
    title: 'Outage of a supplier',
    target: 'supplier',
    fields: [months(9), { key: 'loss', label: 'share of capacity lost', value: 0.8, min: 0, max: 1, step: 0.05 }],
  },
  {
    kind: 'grid-additions',
    title: 'Grid additions change',
    fields: [months(120), factor('additions, multiplied by', 1.5, 5)],
  },
  {
    kind: 'permit-time',
    title: 'Time to a permit changes',
    fields: [months(120), { ...factor('time, multiplied by', 0.5, 5), min: 0.05 }],
  },
  {
    kind: 'rate-rise',
    title: 'Interest rates change',
    fields: [{ key: 'changePerYear', label: 'by, per year', value: 0.02, min: -0.1, max: 0.1, step: 0.005 }],
  },
  {
    kind: 'lab-default',
    title: 'AI labs default',
    fields: [{ key: 'share', label: 'share of commitments cancelled', value: 0.5, min: 0, max: 1, step: 0.05 }],
  },
  { kind: 'antitrust', title: 'Antitrust remedy', fields: [months(36)] },
];
