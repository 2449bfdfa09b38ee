/** Connects the builders to the supply network: links for their systems and their transformers. */

import type { Economy } from '../scenario/economy.ts';
import { compileNetwork, initialGrowthPerMonth, ordersOverReceipts } from './supply/network.ts';
import type { SupplyCustomer } from './supply/link-plan.ts';
import type { SupplyNetwork } from './supply/network.ts';

/** Links of the builders; arrays have shape [firm]. */
export interface BuilderLinks {
  readonly systems: Int32Array;
  readonly electrical: Int32Array;
  /** 1 where the customer is a builder. Shape [link]. */
  readonly isBuilder: Uint8Array;
  readonly systemsNode: number;
  readonly electricalNode: number;
  /** Node whose other customers an export control cuts. */
  readonly exportNode: number;
}

/** Price of installed systems at month 0, USD bn/MW. */
export function systemsPriceUsdBnPerMw(scenario: Economy): number {
  return scenario.supply.nodes.find((node) => node.id === scenario.capex.systemsNode)?.price?.priceUsdBnPerMw ?? 0;
}

/** Systems delivered to a firm at month 0, MW/month: those that its spending pays for. */
export function initialDeliveryMw(scenario: Economy, f: number): number {
  const price = systemsPriceUsdBnPerMw(scenario) + scenario.power.shellPriceUsdBnPerMw;
  const { aiCapexUsdBnPerMonth, leaseShare } = scenario.firms[f];
  return aiCapexUsdBnPerMonth / (1 - leaseShare) / price;
}

/** Systems that a firm orders at month 0, MW/month: its deliveries, grown over the months until they arrive. */
export function initialOrderMw(scenario: Economy, f: number): number {
  const node = scenario.supply.nodes.find(({ id }) => id === scenario.capex.systemsNode);
  const growth =
    node === undefined ? 1 : ordersOverReceipts(initialGrowthPerMonth(node), node.backlogMonths, node.leadMonths);
  return growth * initialDeliveryMw(scenario, f);
}

/** Orders of every builder at month 0: from the systems node, then from the electrical node. */
export function builderOrders(scenario: Economy): SupplyCustomer[] {
  let orders = 0;
  let additions = 0;
  for (let f = 0; f < scenario.firms.length; f++) orders += initialOrderMw(scenario, f);
  for (const region of scenario.power.regions) additions += region.additionsMwPerMonth;
  const customers: SupplyCustomer[] = [];
  for (const [f, firm] of scenario.firms.entries()) {
    const order = initialOrderMw(scenario, f);
    customers.push({ id: firm.id, node: scenario.capex.systemsNode, orderMwPerMonth: order });
    customers.push({
      id: firm.id,
      node: scenario.power.electricalNode,
      orderMwPerMonth: orders > 0 ? (additions * order) / orders : 0,
    });
  }
  return customers;
}

/** Compile the network with every builder as a customer of the systems node and of the electrical node. */
export function compileEconomyNetwork(scenario: Economy): { network: SupplyNetwork; links: BuilderLinks } {
  const network = compileNetwork(scenario.supply, builderOrders(scenario));
  const isBuilder = new Uint8Array(network.links);
  for (const e of network.externalLink) isBuilder[e] = 1;
  const links = {
    isBuilder,
    systems: network.externalLink.filter((_, i) => i % 2 === 0),
    electrical: network.externalLink.filter((_, i) => i % 2 === 1),
    systemsNode: network.nodeIds.indexOf(scenario.capex.systemsNode),
    electricalNode: network.nodeIds.indexOf(scenario.power.electricalNode),
    exportNode: network.nodeIds.indexOf(scenario.regulation.exportControl.node),
  };
  return { network, links };
}
