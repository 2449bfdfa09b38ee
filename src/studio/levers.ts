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

type Limits = readonly [min: number, max: number, step: number];
const field = (key: string, label: string, value: number, [min, max, step]: Limits): EventField => {
  return { key, label, value, min, max, step };
};
const months = (value: number): EventField => field('months', 'for months', value, [1, 120, 1]);
const factor = (label: string, value: number, [min, max]: readonly [number, number]): EventField =>
  field('factor', `${label}, multiplied by`, value, [min, max, 0.05]);
const part = (key: string, label: string, value: number): EventField => field(key, label, value, [0, 1, 0.05]);

export const EVENT_FORMS: readonly EventForm[] = [
  { kind: 'export-control', title: 'Export control', fields: [months(24)] },
  { kind: 'moratorium', title: 'Moratorium on data centres', target: 'region', fields: [months(24)] },
  {
    kind: 'capex-change',
    title: 'One builder changes its orders',
    target: 'firm',
    fields: [months(12), factor('orders', 0.5, [0, 3])],
  },
  { kind: 'efficiency-shock', title: 'Efficiency shock', fields: [factor('tasks per unit of compute', 3, [0.1, 20])] },
  { kind: 'demand-shock', title: 'Demand shock', fields: [factor('potential spending', 0.7, [0.05, 3])] },
  {
    kind: 'credit-freeze',
    title: 'Credit freeze',
    fields: [months(12), factor('leverage that lenders accept', 0.4, [0, 1])],
  },
  {
    kind: 'outage',
    title: 'Outage of a supplier',
    target: 'supplier',
    fields: [months(9), part('loss', 'share of capacity lost', 0.8)],
  },
  { kind: 'grid-additions', title: 'Grid additions change', fields: [months(120), factor('additions', 1.5, [0, 5])] },
  { kind: 'permit-time', title: 'Time to a permit changes', fields: [months(120), factor('time', 0.5, [0.05, 5])] },
  {
    kind: 'rate-rise',
    title: 'Interest rates change',
    fields: [field('changePerYear', 'by, per year', 0.02, [-0.1, 0.1, 0.005])],
  },
  { kind: 'lab-default', title: 'AI labs default', fields: [part('share', 'share of commitments cancelled', 0.5)] },
  { kind: 'antitrust', title: 'Antitrust remedy', fields: [months(36)] },
];
