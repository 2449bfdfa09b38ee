/** A second simulator of supply networks, written from the `conventions` of network-cases.json alone. */

/** Number of the unlimited source among suppliers. */
export const SOURCE = -1;

export interface ReferenceNode {
  /** Numbers of its suppliers, each higher than its own. */
  readonly suppliers: readonly number[];
  readonly shipLead: number;
  readonly orderLead: number;
  /** What it orders in a month at an inventory position. */
  readonly order: (position: number, month: number) => number;
  readonly onHand: number;
  /** In every month of the inbound pipelines, and of the order pipelines. */
  readonly inTransit: number;
  readonly onOrder: number;
  readonly stops?: 'orders' | 'shipments' | 'transport' | 'receipt' | 'production';
  /** Outside demand month by month. */
  readonly demand?: readonly number[];
  readonly holdingUsd: number;
  readonly stockoutUsd: number;
  readonly transitUsd: number;
}

/** Goods and orders between a node and one supplier. */
interface Link {
  readonly supplier: number;
  /** What arrives in 0, 1, 2 ... months; for orders to a node, what it receives then. */
  readonly pipeline: number[];
  readonly mail: number[];
  raw: number;
  onOrder: number;
  backlog: number;
  held: number;
  dock: number;
}

export type ReferenceMonth = Readonly<
  Record<
    | 'orders'
    | 'placed'
    | 'received'
    | 'shipped'
    | 'onOrder'
    | 'raw'
    | 'level'
    | 'backlog'
    | 'holding'
    | 'stockout'
    | 'inTransit',
    number
  >
>;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Months of every node; `isDown` says which nodes are disrupted when. Shape [node][month]. */
export function simulateReference(
  nodes: readonly ReferenceNode[],
  isDown: (node: number, month: number) => boolean,
  months: number,
): ReferenceMonth[][] {
  const level = nodes.map(({ onHand }) => onHand);
  const outsideBacklog = nodes.map(() => 0);
  const links = nodes.map(({ suppliers, shipLead, orderLead, inTransit, onOrder }) =>
    suppliers.map((supplier): Link => {
      const goods = new Array<number>(shipLead).fill(inTransit);
      const orders = new Array<number>(orderLead).fill(onOrder);
      return {
        supplier,
        pipeline: supplier === SOURCE ? [...goods, ...orders, 0] : [...goods, 0],
        mail: [...orders, 0],
        raw: 0,
        onOrder: shipLead * inTransit + orderLead * onOrder,
        backlog: 0,
        held: 0,
        dock: 0,
      };
    }),
  );
  const customersOf = nodes.map((_, n) =>
    links.flatMap((own, customer) => own.filter(({ supplier }) => supplier === n).map((link) => ({ customer, link }))),
  );
  const out: ReferenceMonth[][] = nodes.map(() => []);

  for (let month = 0; month < months; month++) {
    const stopped = (n: number, kind: ReferenceNode['stops']): boolean => nodes[n].stops === kind && isDown(n, month);
    const orders: number[] = [];
    const placed: number[] = [];
    for (const [n, node] of nodes.entries()) {
      orders[n] = sum(customersOf[n].map(({ link }) => link.mail[0])) + (node.demand?.[month] ?? 0);
      const line = Math.min(...links[n].map((link) => link.raw + link.onOrder + link.dock));
      const units = stopped(n, 'orders') ? 0 : node.order(level[n] + line - orders[n], month);
      placed[n] = units * links[n].length;
      for (const link of links[n]) {
        link.onOrder += units;
        if (link.supplier === SOURCE) link.pipeline[node.orderLead + node.shipLead] += units;
        else link.mail[node.orderLead] += units;
      }
    }
    for (let n = nodes.length - 1; n >= 0; n--) {
      const node = nodes[n];
      let received = 0;
      for (const link of links[n]) {
        link.onOrder -= link.pipeline[0];
        link.dock += link.pipeline[0];
        link.pipeline[0] = 0;
        if (stopped(n, 'receipt')) continue;
        received += link.dock;
        link.raw += link.dock;
        link.dock = 0;
      }
      const made = stopped(n, 'production') ? 0 : Math.min(...links[n].map(({ raw }) => raw));
      for (const link of links[n]) link.raw -= made;
      let left = Math.max(0, level[n]) + made;
      level[n] += made - orders[n];
      let shipped = 0;
      for (const { customer, link } of customersOf[n]) {
        const due = link.backlog + link.mail[0];
        const units = Math.min(left, due);
        link.backlog = due - units;
        link.held += units;
        if (!stopped(customer, 'shipments')) {
          link.pipeline[nodes[customer].shipLead] += link.held;
          link.held = 0;
        }
        left -= units;
        shipped += units;
      }
      const due = outsideBacklog[n] + (node.demand?.[month] ?? 0);
      outsideBacklog[n] = due - Math.min(left, due);
      shipped += Math.min(left, due);
      out[n].push({ orders: orders[n], placed: placed[n], received, shipped } as ReferenceMonth);
    }
    for (const [n, own] of links.entries()) {
      for (const link of own) {
        if (!stopped(n, 'transport')) link.pipeline.push(link.pipeline.shift() ?? 0);
        link.mail.shift();
        link.mail.push(0);
      }
    }
    for (const [n, node] of nodes.entries()) {
      const customers = customersOf[n].map(({ link }) => link);
      const inputs = links[n].filter(({ supplier }) => supplier !== SOURCE);
      out[n][month] = {
        ...out[n][month],
        onOrder: sum(links[n].map((link) => link.onOrder)),
        raw: sum(links[n].map((link) => link.raw)),
        level: level[n],
        backlog: sum(customers.map((link) => link.backlog)) + outsideBacklog[n],
        holding:
          node.holdingUsd * (Math.max(0, level[n]) + sum(customers.map((link) => link.held))) +
          sum(inputs.map((link) => nodes[link.supplier].holdingUsd * (link.raw + link.dock))),
        stockout: node.stockoutUsd * Math.max(0, -level[n]),
        inTransit: node.transitUsd * sum(customers.flatMap((link) => link.pipeline)),
      };
    }
  }
  return out;
}
