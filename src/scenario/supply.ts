/** Supply network: nodes with inputs, rationing, ordering and expansion. */

import * as z from 'zod';
import { choice, flag, identifier, quantity, START, share, whole } from './fields.ts';
import { ForecastSchema } from './forecasts/forecasts.ts';
import { PolicySchema } from './policies/policies.ts';
import { RationingSchema } from './rationing/rationing.ts';
import { checkSupply } from './supply-check.ts';

const lead = (description: string): z.ZodNumber => whole('months', [0, 120], description, { start: START.goods });

const CompanySchema = z.strictObject({
  id: identifier('Supplier company'),
  share: share('Share of the capacity of its node'),
  outageRatePerYear: quantity('1/year', [0, 12], 'Rate of outages').default(0),
  outageLoss: share('Share of its capacity lost in an outage').default(0),
  outageMonths: whole('months', [1, 120], 'Duration of an outage').default(1),
});

const InputSchema = z.strictObject({
  id: identifier('Node that supplies it, or `external` for an unlimited source'),
  mwPerMw: quantity('1', [1e-6], 'Bill of materials: MW of input per MW of product', {
    title: 'input per unit of product',
    start: START.goods,
  }).default(1),
  leadMonths: lead(
    'Lead time as the buyer states it: from shipment to receipt by this node; by default that of the supplying node',
  ).optional(),
  orderLeadMonths: lead('Time from placing an order to its receipt by the supplier').default(0),
});

const ExpansionSchema = z.strictObject({
  buildMonths: whole('months', [0, 120], 'Time from decision to capacity in normal conditions', {
    start: START.capacity,
  }),
  maxSharePerMonth: share('Largest monthly expansion, as a share of capacity'),
  adjustMonths: quantity('months', [1], 'Time over which a capacity gap is closed'),
  targetUtilisation: quantity('1', [0.1, 1], 'Target utilisation of capacity'),
  trendWeight: quantity('1', [0, 3], 'Weight on the trend carried over the build time'),
  maxLogGrowth: quantity('1', [0, 3], 'Largest expected log growth over the build time'),
  normalBacklogMonths: quantity('months', [0], 'Normal backlog, which needs no extra capacity'),
  backlogClearMonths: quantity('months', [1], 'Time in which excess backlog is to be cleared'),
  wearPerMonth: quantity('1', [0, 0.5], 'Share of capacity that wears out per month', {
    start: START.capacity,
  }).default(0),
  migrationPerMonth: quantity(
    '1',
    [0, 0.5],
    'Share of capacity whose equipment is replaced per month by the next generation',
  ).default(0),
  irreversible: flag('Capacity decisions are irreversible; otherwise capacity can be reduced'),
  growthPerMonth: share('Capacity under construction at month 0, as a share of capacity per month of the build time'),
  equipment: identifier('Node that makes the equipment').optional(),
  equipmentMwPerMw: quantity('1', [1e-6], 'Equipment per MW/month of capacity').default(1),
  equipmentLeadMonths: lead('Time from shipment of equipment to receipt; by default that of its node').optional(),
  priceUsdBnPerMw: quantity('USD bn/MW', [0], 'Building cost besides equipment, per MW/month').default(0),
});

const LearningSchema = z.strictObject({
  ratePerDoubling: quantity(
    '1',
    [0, 0.99],
    'Learning rate: reduction of price and conversion cost per doubling of cumulative shipments; 0 for none',
  ),
  cumulativeMw: quantity('MW', [1], 'Cumulative shipments before month 0'),
});

const PriceSchema = z.strictObject({
  priceUsdBnPerMw: quantity('USD bn/MW', [0], 'Price at month 0', { title: 'price' }),
  backlogSlope: quantity('1', [0], 'Relative price rise per year of backlog beyond normal'),
  idleSlope: quantity('1', [0], 'Relative price fall per unit of utilisation lost since month 0'),
  minFactor: quantity('1', [0.01, 1], 'Lowest price, relative to month 0'),
  maxFactor: quantity('1', [1, 100], 'Highest price, relative to month 0'),
  adjustMonths: quantity('months', [1], 'Time in which price moves to its target'),
  growthPerYear: quantity(
    '1/year',
    [-0.5, 0.5],
    'Log growth of the price per MW, from more content in each generation',
  ).default(0),
  learning: LearningSchema.optional(),
});

/** Defaults of the `expansion` and `price` sections of nodes; a node without the section has none. */
const NodeDefaultsSchema = z.strictObject({
  expansion: ExpansionSchema.partial().optional(),
  price: PriceSchema.extend({ learning: LearningSchema.partial() }).partial().optional(),
});

const DisruptionSchema = z.strictObject({
  kind: choice(
    ['orders', 'shipments', 'transport', 'receipt', 'production'],
    'Activity that stops: placing orders; shipments to the node (held by suppliers that are nodes); goods in transit to it, and orders on their way to `external`; receipt at the dock; production of the node, whose inputs and orders then wait',
  ),
  months: z.array(whole('months', [0, 1200], 'Month of disruption, from 0')).default([]),
  failPerMonth: share('Probability that a working node fails', 'probability of a failure').default(0),
  recoverPerMonth: share('Probability that a failed node recovers', 'probability of a recovery').default(1),
});

const monthlyCost = (description: string, title: string): z.ZodNumber =>
  quantity('USD/(MW month)', [0], description, { title });

const CostSchema = z.strictObject({
  holdingUsdPerMw: monthlyCost(
    'What this node makes, per month and MW: its finished stock, goods that it holds for a disrupted customer, and inputs that its customers in the network hold',
    'holding cost',
  ).default(0),
  inputHoldingUsdPerMw: monthlyCost(
    'Inputs that this node holds, and goods at its dock, per month and MW of input; by default the `holdingUsdPerMw` of each supplier, and 0 for inputs from `external`',
    'holding cost of inputs',
  ).optional(),
  stockoutUsdPerMw: monthlyCost('Per month and MW of backlog', 'backlog cost').default(0),
  inTransitUsdPerMw: monthlyCost('Per month and MW in transit to customers', 'transport cost').default(0),
});

const InitialSchema = z.strictObject({
  onHandMw: quantity('MW', [0], 'Finished stock').default(0),
  backlogMw: quantity('MW', [0], 'Order backlog, divided among customers by their flows').default(0),
  inTransitMwPerMonth: quantity('MW/month', [0], 'In every month of the inbound pipelines').default(0),
  onOrderMwPerMonth: quantity('MW/month', [0], 'In every month of the order pipelines').default(0),
});

const NodeSchema = z.strictObject({
  id: identifier('Node'),
  leadMonths: lead(
    'Lead time of the seller: from shipment by this node to receipt by a customer, whose entry of `inputs` may have its own',
  ),
  inputs: z.array(InputSchema).default([]),
  companies: z.array(CompanySchema).default([]),
  capacityMwPerMonth: quantity('MW/month', [0], 'Capacity; no limit when absent').optional(),
  capacityOverRate: quantity('1', [0], 'Capacity over the flow of month 0, instead of MW').optional(),
  // A node whose capacity never runs has capacity 0.
  uptime: quantity('1', [0.01, 1], 'Share of capacity in operation').default(1),
  production: choice(
    ['to-order', 'at-once'],
    'Produce the orders due and keep stock as inputs, or process inputs as they arrive and keep finished stock',
  ).default('to-order'),
  backlogMonths: quantity(
    'months',
    [1],
    'Normal order backlog: the share 1/this of the backlog falls due each month; 1 ships all at once',
    { title: 'normal order backlog', start: START.goods },
  ).default(1),
  rationing: RationingSchema.default('proportional'),
  priority: z.array(z.string().min(1)).default([]).meta({ description: 'Customers, first served first' }),
  stockMonths: quantity('months', [0], 'Target stock of inputs, in months of forecast', {
    title: 'target stock',
    start: START.goods,
  }).default(0),
  policy: PolicySchema.optional(),
  forecast: ForecastSchema.optional(),
  expansion: ExpansionSchema.optional(),
  price: PriceSchema.optional(),
  othersMwPerMonth: quantity('MW/month', [0], 'Orders of customers outside the model', {
    title: 'orders of other customers',
    start: START.goods,
  }).default(0),
  othersGrowthPerYear: quantity('1/year', [-0.9], 'Growth of those orders').default(0),
  disruption: DisruptionSchema.optional(),
  cost: CostSchema.optional(),
  initial: InitialSchema.optional(),
});

const GamingSchema = z.strictObject({
  exponent: quantity('1', [0, 5], 'Xi: orders are inflated by fill to the power -xi', {
    title: 'inflation of orders in a shortage (xi)',
  }),
  maxInflation: quantity('1', [1, 100], 'Largest inflation of the real backlog; 1 is none', {
    title: 'largest inflation of orders in a shortage',
  }),
  adjustMonths: quantity('months', [1], 'Time in which duplicates are placed'),
  normalBacklogMonths: quantity('months', [1], 'Normal wait of customers, in months, which counts as full supply'),
  fillMonths: quantity('months', [1], 'Smoothing time of the perceived fill rate'),
  onlyWhereItPays: flag(
    'Customers know the rationing rule, and inflate orders only under a rule that rewards it: proportional or linear',
  ).default(false),
});

const CancellationSchema = z.strictObject({
  ratePerMonth: share('Chi: share of surplus duplicates cancelled a month', 'cancellation of duplicate orders'),
  nonCancellableShare: share('Share of every order that cannot be cancelled', 'orders that cannot be cancelled'),
});

const SupplySectionSchema = z.strictObject({
  orderTiming: choice(['start', 'end'], 'Orders are placed before or after the arrivals of the month').default('start'),
  sharedDemand: flag('Forecasts use end demand instead of incoming orders').default(false),
  initialTrendPerMonth: quantity('1/month', [-1, 1], 'Expected growth at month 0').default(0),
  policy: PolicySchema,
  forecast: ForecastSchema,
  gaming: GamingSchema.optional(),
  cancellation: CancellationSchema.optional(),
  agreedShare: share(
    'Long-term agreements: least orders over yearly shipments',
    'orders under long-term agreements',
  ).default(0),
  nodeDefaults: NodeDefaultsSchema.optional().meta({
    description: 'Defaults of the nodes for `expansion` and `price`',
  }),
  nodes: z.array(NodeSchema).min(1).meta({ defaultsIn: 'nodeDefaults' }),
});

export type Supply = Omit<z.output<typeof SupplySectionSchema>, 'nodeDefaults'>;
export type SupplyNode = Supply['nodes'][number];

/** The section with its cross-checks; the reader has written the shared defaults into the nodes. */
export const SupplySchema = SupplySectionSchema.superRefine(checkSupply).transform(
  ({ nodeDefaults: _shared, ...section }) => section,
);
