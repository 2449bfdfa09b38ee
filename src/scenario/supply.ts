/** Supply network: nodes with inputs, rationing, ordering and expansion. */

import * as z from 'zod';
import { choice, flag, identifier, quantity, START, share, whole } from './fields.ts';
import { ForecastSchema } from './forecasts/forecasts.ts';
import { PolicySchema } from './policies/policies.ts';
import { RationingSchema } from './rationing/rationing.ts';
import { checkSupply } from './supply-check.ts';

const lead = (description: string): z.ZodNumber => whole({ unit: 'months', max: 120, description, start: START.goods });

const CompanySchema = z.strictObject({
  id: identifier('Supplier company'),
  share: share('Share of the capacity of its node'),
  outageRatePerYear: quantity({ unit: '1/year', max: 12, description: 'Rate of outages' }).default(0),
  outageLoss: share('Share of its capacity lost in an outage').default(0),
  outageMonths: whole({ unit: 'months', min: 1, max: 120, description: 'Duration of an outage' }).default(1),
});

const InputSchema = z.strictObject({
  id: identifier('Node that supplies it, or `external` for an unlimited source'),
  mwPerMw: quantity({
    title: 'input per unit of product',
    unit: '1',
    min: 1e-6,
    description: 'Bill of materials: MW of input per MW of product',
    start: START.goods,
  }).default(1),
  leadMonths: lead(
    'Lead time as the buyer states it: from shipment to receipt by this node; by default that of the supplying node',
  ).optional(),
  orderLeadMonths: lead('Time from placing an order to its receipt by the supplier').default(0),
});

const ExpansionSchema = z.strictObject({
  buildMonths: whole({
    unit: 'months',
    max: 120,
    description: 'Time from decision to capacity in normal conditions',
    start: START.capacity,
  }),
  maxSharePerMonth: share('Largest monthly expansion, as a share of capacity'),
  adjustMonths: quantity({ unit: 'months', min: 1, description: 'Time over which a capacity gap is closed' }),
  targetUtilisation: quantity({ unit: '1', min: 0.1, max: 1, description: 'Target utilisation of capacity' }),
  trendWeight: quantity({ unit: '1', max: 3, description: 'Weight on the trend carried over the build time' }),
  maxLogGrowth: quantity({ unit: '1', max: 3, description: 'Largest expected log growth over the build time' }),
  normalBacklogMonths: quantity({ unit: 'months', description: 'Normal backlog, which needs no extra capacity' }),
  backlogClearMonths: quantity({
    unit: 'months',
    min: 1,
    description: 'Time in which excess backlog is to be cleared',
  }),
  wearPerMonth: quantity({
    unit: '1',
    max: 0.5,
    description: 'Share of capacity that wears out per month',
    start: START.capacity,
  }).default(0),
  migrationPerMonth: quantity({
    unit: '1',
    max: 0.5,
    description: 'Share of capacity whose equipment is replaced per month by the next generation',
  }).default(0),
  irreversible: flag('Capacity decisions are irreversible; otherwise capacity can be reduced'),
  growthPerMonth: share('Capacity under construction at month 0, as a share of capacity per month of the build time'),
  equipment: identifier('Node that makes the equipment').optional(),
  equipmentMwPerMw: quantity({ unit: '1', min: 1e-6, description: 'Equipment per MW/month of capacity' }).default(1),
  equipmentLeadMonths: lead('Time from shipment of equipment to receipt; by default that of its node').optional(),
  priceUsdBnPerMw: quantity({
    unit: 'USD bn/MW',
    description: 'Building cost besides equipment, per MW/month',
  }).default(0),
});

const LearningSchema = z.strictObject({
  ratePerDoubling: quantity({
    unit: '1',
    max: 0.99,
    description:
      'Learning rate: reduction of price and conversion cost per doubling of cumulative shipments; 0 for none',
  }),
  cumulativeMw: quantity({ unit: 'MW', min: 1, description: 'Cumulative shipments before month 0' }),
});

const PriceSchema = z.strictObject({
  priceUsdBnPerMw: quantity({ unit: 'USD bn/MW', title: 'price', description: 'Price at month 0' }),
  backlogSlope: quantity({ unit: '1', description: 'Relative price rise per year of backlog beyond normal' }),
  idleSlope: quantity({ unit: '1', description: 'Relative price fall per unit of utilisation lost since month 0' }),
  minFactor: quantity({ unit: '1', min: 0.01, max: 1, description: 'Lowest price, relative to month 0' }),
  maxFactor: quantity({ unit: '1', min: 1, max: 100, description: 'Highest price, relative to month 0' }),
  adjustMonths: quantity({ unit: 'months', min: 1, description: 'Time in which price moves to its target' }),
  growthPerYear: quantity({
    unit: '1/year',
    min: -0.5,
    max: 0.5,
    description: 'Log growth of the price per MW, from more content in each generation',
  }).default(0),
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
    'Activity that stops: placing orders; shipments to the node (held by suppliers that are nodes); goods in transit to it, and orders on their way to `external`; receipt at the dock; production of the node, which is lost and not held',
  ),
  months: z.array(whole({ unit: 'months', max: 1200, description: 'Month of disruption, from 0' })).default([]),
  failPerMonth: share('Probability that a working node fails', 'probability of a failure').default(0),
  recoverPerMonth: share('Probability that a failed node recovers', 'probability of a recovery').default(1),
});

const CostSchema = z.strictObject({
  holdingUsdPerMw: quantity({
    title: 'holding cost',
    unit: 'USD/MW',
    description: 'Per month and MW of finished stock',
  }).default(0),
  stockoutUsdPerMw: quantity({
    title: 'backlog cost',
    unit: 'USD/MW',
    description: 'Per month and MW of backlog',
  }).default(0),
  inTransitUsdPerMw: quantity({
    title: 'transport cost',
    unit: 'USD/MW',
    description: 'Per month and MW in transit to customers',
  }).default(0),
});

const InitialSchema = z.strictObject({
  onHandMw: quantity({ unit: 'MW', description: 'Finished stock' }).default(0),
  backlogMw: quantity({ unit: 'MW', description: 'Order backlog, divided among customers by their flows' }).default(0),
  inTransitMwPerMonth: quantity({ unit: 'MW/month', description: 'In every month of the inbound pipelines' }).default(
    0,
  ),
  onOrderMwPerMonth: quantity({ unit: 'MW/month', description: 'In every month of the order pipelines' }).default(0),
});

const NodeSchema = z.strictObject({
  id: identifier('Node'),
  leadMonths: lead(
    'Lead time of the seller: from shipment by this node to receipt by a customer, whose entry of `inputs` may have its own',
  ),
  inputs: z.array(InputSchema).default([]),
  companies: z.array(CompanySchema).default([]),
  capacityMwPerMonth: quantity({ unit: 'MW/month', description: 'Capacity; no limit when absent' }).optional(),
  capacityOverRate: quantity({ unit: '1', description: 'Capacity over the flow of month 0, instead of MW' }).optional(),
  // A node whose capacity never runs has capacity 0.
  uptime: quantity({ unit: '1', min: 0.01, max: 1, description: 'Share of capacity in operation' }).default(1),
  production: choice(
    ['to-order', 'at-once'],
    'Produce the orders due and keep stock as inputs, or process inputs as they arrive and keep finished stock',
  ).default('to-order'),
  backlogMonths: quantity({
    title: 'normal order backlog',
    unit: 'months',
    min: 1,
    description: 'Normal order backlog: the share 1/this of the backlog falls due each month; 1 ships all at once',
    start: START.goods,
  }).default(1),
  rationing: RationingSchema.default('proportional'),
  priority: z.array(z.string().min(1)).default([]).meta({ description: 'Customers, first served first' }),
  stockMonths: quantity({
    title: 'target stock',
    unit: 'months',
    description: 'Target stock of inputs, in months of forecast',
    start: START.goods,
  }).default(0),
  policy: PolicySchema.optional(),
  forecast: ForecastSchema.optional(),
  expansion: ExpansionSchema.optional(),
  price: PriceSchema.optional(),
  othersMwPerMonth: quantity({
    title: 'orders of other customers',
    unit: 'MW/month',
    description: 'Orders of customers outside the model',
    start: START.goods,
  }).default(0),
  othersGrowthPerYear: quantity({ unit: '1/year', min: -0.9, description: 'Growth of those orders' }).default(0),
  disruption: DisruptionSchema.optional(),
  cost: CostSchema.optional(),
  initial: InitialSchema.optional(),
});

const GamingSchema = z.strictObject({
  exponent: quantity({
    title: 'inflation of orders in a shortage (xi)',
    unit: '1',
    max: 5,
    description: 'Xi: orders are inflated by fill to the power -xi',
  }),
  maxInflation: quantity({
    title: 'largest inflation of orders in a shortage',
    unit: '1',
    min: 1,
    max: 100,
    description: 'Largest inflation of the real backlog; 1 is none',
  }),
  adjustMonths: quantity({ unit: 'months', min: 1, description: 'Time in which duplicates are placed' }),
  normalBacklogMonths: quantity({
    unit: 'months',
    min: 1,
    description: 'Normal wait of customers, in months, which counts as full supply',
  }),
  fillMonths: quantity({ unit: 'months', min: 1, description: 'Smoothing time of the perceived fill rate' }),
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
  initialTrendPerMonth: quantity({
    unit: '1/month',
    min: -1,
    max: 1,
    description: 'Expected growth at month 0',
  }).default(0),
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
