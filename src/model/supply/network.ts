/** The compiled supply network: every parameter of nodes and links in flat arrays, nodes numbered from the customers up. */

/** How a node turns position into orders; the number is the code in `policy`. */
export const POLICY = { apiobpcs: 0, 'order-up-to': 1, 'base-stock': 2, sterman: 3, 's-S': 4, 'r-Q': 5 } as const;
/** How a node forecasts; the number is the code in `forecast`. */
export const FORECAST = { trend: 0, exponential: 1, 'moving-average': 2, ar1: 3, constant: 4 } as const;
/** Who gets what in shortage; the number is the code in `rationing`. */
export const RATIONING = { proportional: 0, uniform: 1, linear: 2, priority: 3 } as const;
/** What stops at a disrupted node; the number is the code in `disruption`. */
export const DISRUPTION = { none: 0, orders: 1, shipments: 2, transport: 3, receipt: 4 } as const;

/** Customer or supplier of a link that is not a node. */
export const OUTSIDE = -1;

/** Somebody outside the network who orders from a node. */
export interface SupplyCustomer {
  readonly id: string;
  /** Node that it orders from. */
  readonly node: string;
  /** Orders a month in the steady state of month 0, MW/month. */
  readonly orderMwPerMonth: number;
}

/** Shape [node] unless said; links are sorted by supplier, then by customer id, links of outside suppliers last. */
export interface SupplyNetwork {
  readonly nodes: number;
  readonly links: number;
  readonly companies: number;
  /** Ids along the node axis: customers before their suppliers. */
  readonly nodeIds: readonly string[];
  /** Ids along the company axis, and the stream entity of each: `node/company`. */
  readonly companyIds: readonly string[];
  /** Id of the customer of each link. Shape [link]. */
  readonly customerIds: readonly string[];
  /** Link of each customer handed to the compiler, in the order given. */
  readonly externalLink: Int32Array;

  /** Links to the customers of node n: `outStart[n] .. outStart[n + 1]`. Shape [node + 1]. */
  readonly outStart: Int32Array;
  /** Links from the suppliers of node n: `inLink[inStart[n] .. inStart[n + 1]]`; equipment is not among them. */
  readonly inStart: Int32Array;
  readonly inLink: Int32Array;
  /** Out-links of each node in order of priority, laid out as `outStart`. Shape [link]. */
  readonly priorityLink: Int32Array;
  /** Link to the equipment node, or `OUTSIDE`. */
  readonly equipmentLink: Int32Array;
  /** Link of customers that are not modelled, or `OUTSIDE`; their orders and monthly growth factor. */
  readonly othersLink: Int32Array;
  readonly othersMw: Float64Array;
  readonly othersGrowth: Float64Array;

  /** Shape [link]: both ends, as node numbers or `OUTSIDE`. */
  readonly supplier: Int32Array;
  readonly customer: Int32Array;
  /** Shape [link]: 1 where the link carries equipment for expansion. */
  readonly isEquipment: Uint8Array;
  /** Shape [link]: MW of this input per MW of product; per MW a month of capacity on equipment links. */
  readonly perMw: Float64Array;
  /** Shape [link]: months from shipment to receipt, and from placing an order to its arrival on the book. */
  readonly shipLead: Int32Array;
  readonly orderLead: Int32Array;
  /** Rows of the pipelines of goods and of orders: row `month % rows` is due this month. */
  readonly transitRows: number;
  readonly mailRows: number;
  /** Shape [link]: months of orders on the supply line in the steady state. */
  readonly lineMonths: Float64Array;
  /** Shape [link]: flow of month 0, MW/month. */
  readonly initialRate: Float64Array;
  /** Shape [link]: 1 where the customer inflates its orders in shortage. */
  readonly games: Uint8Array;

  /** Flow of month 0, MW/month, and the capacity that serves it (infinite when unlimited). */
  readonly initialFlow: Float64Array;
  readonly initialCapacity: Float64Array;
  /** Flow over capacity of month 0; 0 where capacity is unlimited. */
  readonly initialUtilisation: Float64Array;
  readonly leadMonths: Float64Array;
  readonly uptime: Float64Array;
  /** 1 where inputs become product as they come. */
  readonly atOnce: Uint8Array;
  /** Normal months of orders on the book before shipping, >= 1. */
  readonly backlogMonths: Float64Array;
  readonly rationing: Uint8Array;
  readonly stockMonths: Float64Array;

  readonly policy: Uint8Array;
  /** 1 / T_i and beta / T_w (APIOBPCS), or alpha_S and alpha_S beta (Sterman). */
  readonly stockGain: Float64Array;
  readonly lineGain: Float64Array;
  /** S, safety stock, or Sterman's target; s or r; Q or the fixed first orders, MW. */
  readonly levelMw: Float64Array;
  readonly reorderMw: Float64Array;
  readonly lotMw: Float64Array;
  readonly protectionMonths: Float64Array;
  readonly reviewMonths: Int32Array;
  readonly phaseMonth: Int32Array;
  readonly orderCapMw: Float64Array;

  readonly forecast: Uint8Array;
  /** Weight of the newest demand; on AR(1) the weight of its deviation, averaged over the months protected. */
  readonly forecastWeight: Float64Array;
  readonly trendWeight: Float64Array;
  readonly trendSmoothing: Float64Array;
  /** Months over which the forecast carries its trend: the longest supply line of an input. */
  readonly horizonMonths: Float64Array;
  /** Known mean of demand, MW/month. */
  readonly forecastMean: Float64Array;
  /** Months averaged, and first slot of their history. */
  readonly averageMonths: Int32Array;
  readonly averageBase: Int32Array;
  readonly averageSlots: number;

  readonly expands: Uint8Array;
  readonly buildMonths: Int32Array;
  /** Months from receipt of equipment to capacity, and first slot of the works under way. */
  readonly installMonths: Int32Array;
  readonly installBase: Int32Array;
  readonly installSlots: number;
  readonly maxExpansion: Float64Array;
  readonly expansionAdjust: Float64Array;
  readonly targetUtilisation: Float64Array;
  readonly expansionTrendWeight: Float64Array;
  readonly maxLogGrowth: Float64Array;
  readonly expansionBacklogMonths: Float64Array;
  readonly backlogClearMonths: Float64Array;
  readonly irreversible: Uint8Array;
  /** Share of capacity kept from month to month. */
  readonly capacityKept: Float64Array;
  readonly initialExpansion: Float64Array;
  readonly expansionPrice: Float64Array;

  readonly priceUsdBnPerMw: Float64Array;
  readonly backlogSlope: Float64Array;
  readonly idleSlope: Float64Array;
  readonly minPriceFactor: Float64Array;
  readonly maxPriceFactor: Float64Array;
  readonly priceAdjustMonths: Float64Array;
  /** Exponent b of learning, 0 without it; and what was shipped before month 0, MW. */
  readonly learningExponent: Float64Array;
  readonly learnedFromUnits: Float64Array;

  /** Shape [company]: its node, its share of capacity, and its outages. */
  readonly companyNode: Int32Array;
  readonly companyShare: Float64Array;
  readonly outageChance: Float64Array;
  readonly outageLoss: Float64Array;
  readonly outageMonths: Int32Array;

  /** What stops when the node is disrupted; the months listed (1 disrupted), or chances a month. */
  readonly disruption: Uint8Array;
  readonly disruptionDates: readonly Uint8Array[];
  readonly failChance: Float64Array;
  readonly recoverChance: Float64Array;
  /** Whether any node can be disrupted. */
  readonly disruptable: boolean;
  /** USD per MW and month. */
  readonly holdingUsdPerMw: Float64Array;
  readonly stockoutUsdPerMw: Float64Array;
  readonly inTransitUsdPerMw: Float64Array;
  /** Explicit stocks and pipelines of month 0, MW and MW/month; NaN where the steady state applies. */
  readonly initialOnHand: Float64Array;
  readonly initialBacklog: Float64Array;
  readonly initialInTransit: Float64Array;
  readonly initialOnOrder: Float64Array;

  /** Whether orders are placed after the month's arrivals are seen. */
  readonly ordersAtEnd: boolean;
  readonly sharedDemand: boolean;
  readonly initialTrend: number;
  /** Quota gaming: off when `gaming` is false. */
  readonly gaming: boolean;
  readonly gamingExponent: number;
  readonly maxInflation: number;
  /** Fill rate at and below which inflation is at its maximum. */
  readonly fillAtMaxInflation: number;
  readonly inflationAdjust: number;
  readonly gamingBacklogMonths: number;
  readonly fillGain: number;
  readonly cancelRate: number;
  readonly nonCancellable: number;
  /** Bounds on orders; off when `bounded` is false. */
  readonly bounded: boolean;
  readonly orderCap: number;
  readonly floorShare: number;
  readonly leadCap: number;
}
