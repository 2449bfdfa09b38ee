/** Supply network: nodes, what they need, how they ration, order and expand. */

import { z } from 'zod';
import { choice, flag, identifier, quantity, share, whole } from './fields.ts';
import { ForecastSchema } from './forecasts/forecasts.ts';
import { PolicySchema } from './policies/policies.ts';
import { RationingSchema } from './rationing/rationing.ts';
import { checkSupply } from './supply-check.ts';

const lead = (description: string): z.ZodNumber => whole({ unit: 'months', max: 120, description });

const CompanySchema = z.strictObject({
  id: identifier('Supplier company'),
  share: share('Share of the capacity of its node'),
  outageRatePerYear: quantity({ unit: '1/year', max: 12, description: 'Rate of outages' }).default(0),
  outageLoss: share('Share of its capacity that an outage takes away').default(0),
  outageMonths: whole({ unit: 'months', min: 1, max: 120, description: 'How long an outage lasts' }).default(1),
});

const InputSchema = z.strictObject({
  id: identifier('Node that supplies it, or `external` for a source without limit'),
  mwPerMw: quantity({ unit: '1', min: 1e-6, description: 'Bill of materials: MW of input per MW of product' }).default(
    1,
  ),
  leadMonths: lead('From shipment to receipt; the lead of the supplying node when absent').optional(),
  orderLeadMonths: lead('From placing an order to its arrival on the book of the supplier').default(0),
});

const ExpansionSchema = z.strictObject({
  buildMonths: whole({ unit: 'months', max: 120, description: 'From decision to capacity in normal times' }),
  maxSharePerMonth: share('Largest expansion a month, as a share of capacity'),
  adjustMonths: quantity({ unit: 'months', min: 1, description: 'Time over which a capacity gap is closed' }),
  targetUtilisation: quantity({ unit: '1', min: 0.1, max: 1, description: 'Utilisation that capacity is planned for' }),
  trendWeight: quantity({ unit: '1', max: 3, description: 'Weight on the trend carried over the build time' }),
  maxLogGrowth: quantity({ unit: '1', max: 3, description: 'Largest log growth that is believed over the build time' }),
  normalBacklogMonths: quantity({ unit: 'months', description: 'Backlog that calls for no capacity' }),
  backlogClearMonths: quantity({
    unit: 'months',
    min: 1,
    description: 'Time in which excess backlog is to be cleared',
  }),
  wearPerMonth: quantity({ unit: '1', max: 0.5, description: 'Share of capacity that wears out a month' }).default(0),
  migrationPerMonth: quantity({
    unit: '1',
    max: 0.5,
    description: 'Share of capacity whose equipment is replaced a month by that of the next generation',
  }).default(0),
  irreversible: flag('Capacity, once decided, comes and stays; otherwise it can be given back'),
  growthPerMonth: share('Capacity under way at month 0, as a share of capacity a month of the build time'),
  equipment: identifier('Node that makes the equipment').optional(),
  equipmentMwPerMw: quantity({ unit: '1', min: 1e-6, description: 'Equipment per MW a month of capacity' }).default(1),
  equipmentLeadMonths: lead('From shipment of equipment to receipt; the lead of its node when absent').optional(),
  priceUsdBnPerMw: quantity({
    unit: 'USD bn/MW',
    description: 'Building cost beside equipment, per MW a month',
  }).default(0),
});

const LearningSchema = z.strictObject({
  ratePerDoubling: quantity({
    unit: '1',
    max: 0.99,
    description:
      'Part of price and conversion cost that each doubling of all that was ever shipped takes away; 0 is none',
  }),
  cumulativeMw: quantity({ unit: 'MW', min: 1, description: 'Shipped before month 0' }),
});

const PriceSchema = z.strictObject({
  priceUsdBnPerMw: quantity({ unit: 'USD bn/MW', description: 'Price at month 0' }),
  backlogSlope: quantity({ unit: '1', description: 'Relative price rise per year of backlog beyond normal' }),
  idleSlope: quantity({ unit: '1', description: 'Relative price fall per unit of utilisation lost since month 0' }),
  minFactor: quantity({ unit: '1', min: 0.01, max: 1, description: 'Lowest price over that of month 0' }),
  maxFactor: quantity({ unit: '1', min: 1, max: 100, description: 'Highest price over that of month 0' }),
  adjustMonths: quantity({ unit: 'months', min: 1, description: 'Time in which price moves to its target' }),
  growthPerYear: quantity({
    unit: '1/year',
    min: -0.5,
    max: 0.5,
    description: 'Log growth of the price per MW: each generation holds more in a MW',
  }).default(0),
  learning: LearningSchema.optional(),
});

/** What an `expansion` or a `price` of a node takes when it does not say it; a node without the section has none. */
const NodeDefaultsSchema = z.strictObject({
  expansion: ExpansionSchema.partial().optional(),
  price: PriceSchema.extend({ learning: LearningSchema.partial() }).partial().optional(),
});

const DisruptionSchema = z.strictObject({
  kind: choice(
    ['orders', 'shipments', 'transport', 'receipt'],
    'What stops: placing orders; shipments to the node (held by suppliers); goods on the way; receipt at the dock',
  ),
  months: z.array(whole({ unit: 'months', max: 1200, description: 'Month of disruption, from 0' })).default([]),
  failPerMonth: share('Chance that a working node fails').default(0),
  recoverPerMonth: share('Chance that a failed node recovers').default(1),
});

const CostSchema = z.strictObject({
  holdingUsdPerMw: quantity({ unit: 'USD/MW', description: 'Per month and MW of finished stock' }).default(0),
  stockoutUsdPerMw: quantity({ unit: 'USD/MW', description: 'Per month and MW of backlog' }).default(0),
  inTransitUsdPerMw: quantity({ unit: 'USD/MW', description: 'Per month and MW on the way to customers' }).default(0),
});

const InitialSchema = z.strictObject({
  onHandMw: quantity({ unit: 'MW', description: 'Finished stock' }).default(0),
  backlogMw: quantity({ unit: 'MW', description: 'Unfilled orders, shared by customers as their flows' }).default(0),
  inTransitMwPerMonth: quantity({ unit: 'MW/month', description: 'In every month of the inbound pipelines' }).default(
    0,
  ),
  onOrderMwPerMonth: quantity({ unit: 'MW/month', description: 'In every month of the order pipelines' }).default(0),
});

const NodeSchema = z.strictObject({
  id: identifier('Node'),
  leadMonths: lead('From shipment to receipt by a customer'),
  inputs: z.array(InputSchema).default([]),
  companies: z.array(CompanySchema).default([]),
  capacityMwPerMonth: quantity({ unit: 'MW/month', description: 'Capacity; no limit when absent' }).optional(),
  capacityOverRate: quantity({ unit: '1', description: 'Capacity over the flow of month 0, instead of MW' }).optional(),
  // A node whose capacity never runs has capacity 0.
  uptime: quantity({ unit: '1', min: 0.01, max: 1, description: 'Share of capacity that runs' }).default(1),
  production: choice(
    ['to-order', 'at-once'],
    'Make what the book calls for, or turn inputs into product as they come',
  ).default('to-order'),
  backlogMonths: quantity({
    unit: 'months',
    min: 1,
    description: 'Normal order book: the share 1/this of the book falls due each month; 1 ships all at once',
  }).default(1),
  rationing: RationingSchema.default('proportional'),
  priority: z.array(z.string().min(1)).default([]).meta({ description: 'Customers, first served first' }),
  stockMonths: quantity({ unit: 'months', description: 'Target stock of inputs, in months of forecast' }).default(0),
  policy: PolicySchema.optional(),
  forecast: ForecastSchema.optional(),
  expansion: ExpansionSchema.optional(),
  price: PriceSchema.optional(),
  othersMwPerMonth: quantity({ unit: 'MW/month', description: 'Orders of customers that are not modelled' }).default(0),
  othersGrowthPerYear: quantity({ unit: '1/year', min: -0.9, description: 'Growth of those orders' }).default(0),
  disruption: DisruptionSchema.optional(),
  cost: CostSchema.optional(),
  initial: InitialSchema.optional(),
});

const GamingSchema = z.strictObject({
  exponent: quantity({ unit: '1', max: 5, description: 'Xi: orders are inflated by fill to the power -xi' }),
  maxInflation: quantity({
    unit: '1',
    min: 1,
    max: 100,
    description: 'Largest inflation of the real backlog; 1 is none',
  }),
  adjustMonths: quantity({ unit: 'months', min: 1, description: 'Time in which duplicates are placed' }),
  normalBacklogMonths: quantity({
    unit: 'months',
    min: 1,
    description: 'Wait, in months, that customers take as full supply',
  }),
  fillMonths: quantity({ unit: 'months', min: 1, description: 'Smoothing time of the perceived fill rate' }),
  onlyWhereItPays: flag(
    'Customers know how they are rationed, and inflate only under a rule that rewards it: proportional or linear',
  ).default(false),
});

const CancellationSchema = z.strictObject({
  ratePerMonth: share('Chi: share of surplus duplicates cancelled a month'),
  nonCancellableShare: share('Share of every order that cannot be cancelled'),
});

const SupplySectionSchema = z.strictObject({
  orderTiming: choice(['start', 'end'], 'Orders are placed before or after the month sees its arrivals').default(
    'start',
  ),
  sharedDemand: flag('Forecasts use end demand instead of incoming orders').default(false),
  initialTrendPerMonth: quantity({
    unit: '1/month',
    min: -1,
    max: 1,
    description: 'Growth believed at month 0',
  }).default(0),
  policy: PolicySchema,
  forecast: ForecastSchema,
  gaming: GamingSchema.optional(),
  cancellation: CancellationSchema.optional(),
  agreedShare: share('Orders over yearly shipments, at least: long-term agreements').default(0),
  nodeDefaults: NodeDefaultsSchema.optional().meta({
    description: 'Shared by the nodes: what their `expansion` and `price` do not say',
  }),
  nodes: z.array(NodeSchema).min(1).meta({ defaultsIn: 'nodeDefaults' }),
});

export type Supply = Omit<z.output<typeof SupplySectionSchema>, 'nodeDefaults'>;
export type SupplyNode = Supply['nodes'][number];

/** The section with its cross-checks; the reader has written the shared defaults into the nodes. */
export const SupplySchema = SupplySectionSchema.superRefine(checkSupply).transform(
  ({ nodeDefaults: _shared, ...section }) => section,
);
