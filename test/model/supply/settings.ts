/** Plain supply scenarios that between them use every field there is. */

import { type SupplyRun, SupplyRunSchema } from '../../../src/scenario/supply-run.ts';

const GAMING = { exponent: 0.8, maxInflation: 1.6, adjustMonths: 3, normalBacklogMonths: 3, fillMonths: 3 };
const TREND = { kind: 'trend', weight: 0.3, trendWeight: 0.5, trendSmoothing: 0.2 };
const PRICE = {
  priceUsdBnPerMw: 0.02,
  backlogSlope: 0.4,
  idleSlope: 0.5,
  minFactor: 0.97,
  maxFactor: 1.03,
  adjustMonths: 3,
};
const EXPANSION = {
  buildMonths: 6,
  maxSharePerMonth: 0.03,
  adjustMonths: 3,
  targetUtilisation: 0.95,
  trendWeight: 0.9,
  maxLogGrowth: 0.05,
  normalBacklogMonths: 3,
  backlogClearMonths: 12,
  wearPerMonth: 0.01,
  migrationPerMonth: 0.01,
  irreversible: true,
  growthPerMonth: 0.02,
  priceUsdBnPerMw: 0.01,
};

const boom = Array.from({ length: 60 }, (_, t) => (t < 24 ? 100 + 2 * t : Math.max(20, 148 - 12 * (t - 24))));

const base = { schemaVersion: 1, kind: 'supply', startMonth: '2025-10', horizonMonths: 60 };

const SCENARIOS: readonly object[] = [
  {
    name: 'boom',
    supply: {
      initialTrendPerMonth: 0.01,
      policy: { kind: 'apiobpcs', stockAdjustMonths: 6, lineAdjustMonths: 8, lineWeight: 0.8, orderCapMwPerMonth: 260 },
      forecast: TREND,
      gaming: GAMING,
      cancellation: { ratePerMonth: 0.3, nonCancellableShare: 0.3 },
      agreedShare: 0.9,
      nodes: [
        {
          id: 'maker',
          leadMonths: 1,
          backlogMonths: 2,
          stockMonths: 0.5,
          capacityOverRate: 1.1,
          uptime: 0.98,
          inputs: [{ id: 'part', mwPerMw: 1.2, leadMonths: 2, orderLeadMonths: 1 }],
          cost: { inputHoldingUsdPerMw: 1 },
          price: PRICE,
          expansion: EXPANSION,
        },
        {
          id: 'part',
          leadMonths: 3,
          backlogMonths: 2,
          capacityMwPerMonth: 150,
          othersMwPerMonth: 20,
          othersGrowthPerYear: 0.1,
          rationing: 'uniform',
          companies: [
            { id: 'one', share: 0.7, outageRatePerYear: 2, outageLoss: 0.8, outageMonths: 4 },
            { id: 'two', share: 0.3, outageRatePerYear: 1, outageLoss: 0.9, outageMonths: 2 },
          ],
          price: {
            ...PRICE,
            idleSlope: 2,
            minFactor: 0.9,
            learning: { ratePerDoubling: 0.1, cumulativeMw: 500 },
          },
          expansion: { ...EXPANSION, equipment: 'tools', equipmentMwPerMw: 2, equipmentLeadMonths: 2 },
        },
        { id: 'tools', leadMonths: 3, backlogMonths: 2, capacityOverRate: 1.5 },
      ],
    },
    demandProcess: [{ id: 'buyer', nodes: ['maker'], process: { kind: 'list', mwPerMonth: boom } }],
  },
  {
    name: 'policies',
    supply: {
      policy: { kind: 'base-stock', levelMw: 420, reviewMonths: 2, phaseMonth: 1, orderCapMwPerMonth: 130 },
      forecast: { kind: 'exponential', weight: 0.3 },
      nodes: [
        {
          id: 'base',
          leadMonths: 1,
          production: 'at-once',
          inputs: [{ id: 'external', leadMonths: 2 }],
          cost: { holdingUsdPerMw: 1, stockoutUsdPerMw: 5, inTransitUsdPerMw: 2 },
        },
        {
          id: 'upto',
          leadMonths: 1,
          production: 'at-once',
          inputs: [{ id: 'relay' }],
          policy: {
            kind: 'order-up-to',
            protectionMonths: 3,
            safetyMw: 50,
            reviewMonths: 2,
            phaseMonth: 1,
            orderCapMwPerMonth: 130,
          },
          forecast: { kind: 'moving-average', months: 4 },
        },
        {
          id: 'relay',
          leadMonths: 2,
          production: 'at-once',
          inputs: [{ id: 'external', leadMonths: 1, orderLeadMonths: 1 }],
          policy: { kind: 's-S', reorderMw: 150, levelMw: 400, orderCapMwPerMonth: 200 },
          cost: { inTransitUsdPerMw: 2, holdingUsdPerMw: 1, stockoutUsdPerMw: 5 },
        },
        {
          id: 'lots',
          leadMonths: 1,
          production: 'at-once',
          inputs: [{ id: 'external', leadMonths: 1 }],
          policy: { kind: 'r-Q', reorderMw: 150, lotMw: 120, orderCapMwPerMonth: 110 },
          forecast: { kind: 'constant', meanMwPerMonth: 100 },
        },
        {
          id: 'ar',
          leadMonths: 1,
          production: 'at-once',
          inputs: [{ id: 'external', leadMonths: 2 }],
          policy: { kind: 'order-up-to', protectionMonths: 2, orderCapMwPerMonth: 125 },
          forecast: { kind: 'ar1', meanMwPerMonth: 100, autocorrelation: 0.6 },
        },
        {
          id: 'mean',
          leadMonths: 1,
          production: 'at-once',
          inputs: [{ id: 'external', leadMonths: 2 }],
          policy: { kind: 'order-up-to', protectionMonths: 2 },
          forecast: { kind: 'constant', meanMwPerMonth: 100 },
        },
      ],
    },
    demandProcess: [
      { id: 'steady', nodes: ['base'], process: { kind: 'normal', meanMwPerMonth: 100, deviationMwPerMonth: 15 } },
      { id: 'step', nodes: ['upto'], process: { kind: 'step', mwPerMonth: 100, toMwPerMonth: 140, month: 20 } },
      { id: 'counts', nodes: ['lots'], process: { kind: 'poisson', meanMwPerMonth: 90 } },
      {
        id: 'waves',
        nodes: ['ar'],
        process: { kind: 'ar1', meanMwPerMonth: 100, autocorrelation: 0.6, shockMwPerMonth: 10 },
      },
      { id: 'flat', nodes: ['mean'], process: { kind: 'constant', mwPerMonth: 100 } },
    ],
  },
  {
    name: 'beer',
    supply: {
      orderTiming: 'end',
      policy: {
        kind: 'sterman',
        stockWeight: 0.3,
        lineWeight: 0.4,
        targetMw: 17,
        fixedMonths: 3,
        fixedMwPerMonth: 5,
        orderCapMwPerMonth: 15,
      },
      forecast: { kind: 'exponential', weight: 0.36 },
      nodes: [
        {
          id: 'shop',
          leadMonths: 1,
          production: 'at-once',
          inputs: [{ id: 'brewery', orderLeadMonths: 2 }],
          disruption: { kind: 'transport', months: [8, 9, 15] },
          initial: { onHandMw: 12, backlogMw: 2, inTransitMwPerMonth: 4, onOrderMwPerMonth: 3 },
        },
        {
          id: 'brewery',
          leadMonths: 2,
          production: 'at-once',
          inputs: [{ id: 'external', leadMonths: 2 }],
          disruption: { kind: 'orders', failPerMonth: 0.1, recoverPerMonth: 0.3 },
        },
      ],
    },
    demandProcess: [
      { id: 'drinkers', nodes: ['shop'], process: { kind: 'step', mwPerMonth: 4, toMwPerMonth: 8, month: 4 } },
    ],
  },
  {
    name: 'games',
    supply: {
      policy: { kind: 'base-stock', levelMw: 0 },
      forecast: { kind: 'constant', meanMwPerMonth: 0 },
      nodes: [
        { id: 'scarce', leadMonths: 1, capacityMwPerMonth: 100, rationing: 'priority', priority: ['naive', 'patient'] },
        { id: 'other', leadMonths: 1, capacityMwPerMonth: 20, rationing: 'linear' },
      ],
    },
    demandProcess: [
      {
        id: 'naive',
        nodes: ['scarce'],
        process: { kind: 'constant', mwPerMonth: 60 },
        unfilled: 'lapse',
        response: { rule: 'need-over-fill', maxInflation: 1.5 },
      },
      {
        id: 'clever',
        nodes: ['scarce'],
        process: { kind: 'constant', mwPerMonth: 50 },
        unfilled: 'lapse',
        response: { rule: 'best-response', maxInflation: 2 },
      },
      { id: 'patient', nodes: ['scarce', 'other'], process: { kind: 'constant', mwPerMonth: 30 } },
      {
        id: 'waiting',
        nodes: ['other'],
        process: { kind: 'constant', mwPerMonth: 15 },
        response: { rule: 'supply-line', adjustMonths: 3 },
      },
    ],
  },
];

/** All of them, parsed. */
export const SETTINGS: readonly SupplyRun[] = SCENARIOS.map((scenario) =>
  SupplyRunSchema.parse({ ...base, ...scenario }),
);
