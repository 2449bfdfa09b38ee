/** Values held against patterns on record, from series that can be read off. */

import { describe, expect, it } from 'vitest';
import type { Shape } from '../../src/columns/column.ts';
import type { Trace } from '../../src/columns/trace.ts';
import { patternValues } from '../../src/metrics/patterns.ts';

const FIRMS = ['AMZN', 'GOOGL', 'META', 'MSFT', 'NEO', 'ORCL'];
const NODES = ['accelerator', 'electrical', 'equipment', 'hbm', 'server'];
const MONTHS = 48;

type Read = (month: number, id: string) => number;

/** A trace of series by name; what is not given is 1 throughout. */
function traceOf(series: Readonly<Record<string, Read>>, wallMonth = -1): Trace {
  const ids: Readonly<Record<string, readonly string[]>> = { firm: FIRMS, node: NODES, scalar: [''], venue: ['us'] };
  return {
    months: MONTHS,
    entities: { firm: FIRMS, node: NODES, supplier: [], region: [], equity: ['AMZN'], venue: ['us'] },
    kind: 'economy',
    equityClasses: ['builder'],
    column: (name: string, shape: Shape = 'scalar') => {
      const all = ids[shape];
      const read = series[name] ?? (() => 1);
      return Float64Array.from({ length: MONTHS * all.length }, (_, i) =>
        read(Math.floor(i / all.length), all[i % all.length]),
      );
    },
    events: [],
    outcome: {
      stopReason: 'horizon',
      wall: 'none',
      wallMonth,
      wallReading: Number.NaN,
      nextWall: 'none',
      worstResidual: 0,
    },
  };
}

describe('capital expenditure', () => {
  const trace = traceOf({
    // Of each of six: 10 a month for AI, of them 2 leased, and 6 other.
    ai_capex_usd_bn: () => 10,
    core_capex_usd_bn: () => 6,
    capex_usd_bn: () => 14,
    lease_usd_bn: () => 2,
    bonds_usd_bn: (month) => month,
    net_income_usd_bn: (_, id) => (id === 'NEO' ? 1000 : 20),
    depreciation_usd_bn: () => 5,
  });

  it('is that of the five on record', () => {
    const found = patternValues(trace);
    expect(found.capex_first_quarter_usd_bn).toBe(210);
    expect(found.capex_first_year_usd_bn).toBe(840);
    expect(found.bonds_first_year_usd_bn).toBe(5 * 66);
    expect(found.lease_share_first_year).toBe(2 / 16);
    // Cash flow: 5 x (20 + 5) and the core capex of 5 x 6 that was expensed.
    expect(found.capex_cash_flow_first_quarter).toBeCloseTo(70 / 155, 12);
    expect(found.capex_cash_flow_rise_per_year).toBeCloseTo(0, 12);
    expect(found.firm_capex_fall).toBe(0);
  });

  it('falls of single firms are those before the wall, the median of five', () => {
    const falls: Readonly<Record<string, number>> = {
      AMZN: 0.5,
      GOOGL: 0.4,
      META: 0.3,
      MSFT: 0.2,
      ORCL: 0.1,
      NEO: 0.9,
    };
    const read: Read = (month, id) => (month < 12 ? 10 : month < 30 ? 10 * (1 - falls[id]) : 0.1);
    expect(patternValues(traceOf({ ai_capex_usd_bn: read }, 29)).firm_capex_fall).toBeCloseTo(0.3, 12);
    expect(patternValues(traceOf({ ai_capex_usd_bn: read })).firm_capex_fall).toBeGreaterThan(0.9);
  });

  it('changes by the standard deviation of its log changes', () => {
    const read: Read = (month) => (Math.floor(month / 3) % 2 === 0 ? 1 : Math.exp(0.2));
    const found = patternValues(traceOf({ ai_capex_usd_bn: read }));
    // Fifteen changes of 0.2, eight up and seven down.
    expect(found.firm_capex_change_sd).toBeCloseTo(Math.sqrt((0.04 * 15 - 0.04 / 15) / 14), 10);
    expect(found.levered_capex_change_sd).toBeCloseTo(found.firm_capex_change_sd, 12);
  });
});

describe('the five together', () => {
  it('correlate as their quarterly changes do, pair by pair, up to the wall', () => {
    // Quarters of AMZN, GOOGL and META rise and fall alike, those of MSFT the other way, ORCL by halves of them.
    const sign: Readonly<Record<string, number>> = { AMZN: 1, GOOGL: 1, META: 1, MSFT: -1, ORCL: 0.5, NEO: 0 };
    const read: Read = (month, id) => (month < 30 && Math.floor(month / 3) % 2 === 1 ? Math.exp(0.2 * sign[id]) : 1);
    // Four pairs with MSFT at -1 and six at 1.
    expect(patternValues(traceOf({ ai_capex_usd_bn: read }, 29)).firm_capex_correlation).toBeCloseTo(0.2, 12);
  });

  it('leave out pairs that never change', () => {
    const read: Read = (month, id) => (id === 'AMZN' || id === 'META' ? 1 + (Math.floor(month / 3) % 4) : 1);
    expect(patternValues(traceOf({ ai_capex_usd_bn: read })).firm_capex_correlation).toBeCloseTo(1, 12);
    expect(patternValues(traceOf({})).firm_capex_correlation).toBeNaN();
  });

  it('fall together from the highest quarter before, up to the wall', () => {
    const total: Read = (month) => (month < 9 ? 50 : month < 12 ? 40 : month < 30 ? 60 : 6);
    const series = { capex_usd_bn: total, ai_capex_usd_bn: () => 0 };
    expect(patternValues(traceOf(series, 29)).capex_fall).toBeCloseTo(0.2, 12);
    expect(patternValues(traceOf(series)).capex_fall).toBeCloseTo(0.9, 12);
  });
});

describe('supply chain', () => {
  it('has sales whose yearly growth varies more up the chain', () => {
    const swing: Readonly<Record<string, number>> = { server: 0.1, accelerator: 0.2, hbm: 0.3, equipment: 0.4 };
    const sales: Read = (month, id) => (Math.floor(month / 12) % 2 === 0 ? 1 : Math.exp(swing[id] ?? 0));
    const found = patternValues(traceOf({ sales_usd_bn: sales }));
    // Changes of the four years are up, down, up: deviation 2 / sqrt(3) of the swing.
    for (const [name, id] of [
      ['server', 'server'],
      ['semiconductor', 'accelerator'],
      ['memory', 'hbm'],
      ['equipment', 'equipment'],
    ]) {
      expect(found[`${name}_sales_growth_sd`]).toBeCloseTo((swing[id] * 2) / Math.sqrt(3), 10);
    }
  });

  it('grows and falls by quarters', () => {
    const sales: Read = (month, id) => {
      const quarter = Math.floor(month / 3);
      if (id === 'hbm') return quarter < 8 ? 10 : 4;
      return quarter < 3 ? 1 : quarter < 12 ? 1.5 : 0.9;
    };
    const found = patternValues(traceOf({ sales_usd_bn: sales }));
    expect(found.vendor_growth_three_quarters).toBeCloseTo(0.5, 12);
    expect(found.vendor_growth_ten_quarters).toBeCloseTo(1.5, 12);
    expect(found.vendor_revenue_fall).toBeCloseTo(0.4, 12);
    expect(found.memory_revenue_fall).toBeCloseTo(0.6, 12);
  });

  it('quotes lead times that fall within five months', () => {
    const lead: Read = (month, id) => (id === 'electrical' ? 26 : month < 10 ? 12 : month < 14 ? 6 : 3);
    const found = patternValues(traceOf({ lead_quoted_months: lead }));
    expect(found.accelerator_lead_peak_months).toBe(12);
    expect(found.accelerator_lead_fall).toBeCloseTo(0.75, 12);
    expect(found.electrical_lead_first_year_months).toBe(26);
  });
});

it('counts adoption, use of the fleet and the time to a grid connection', () => {
  const found = patternValues(
    traceOf(
      {
        adoption: (month) => 0.1 + 0.01 * month,
        connection_months: (month) => (month <= 20 ? 30 : 500),
        utilisation: (month) => (month < 6 ? 0.8 : month < 12 ? 0.6 : 0.1),
      },
      20,
    ),
  );
  expect(found.adoption_first_year).toBeCloseTo(0.12, 12);
  expect(found.connection_mean_months).toBeCloseTo(30, 12);
  expect(found.utilisation_first_year).toBeCloseTo(0.7, 12);
});
