/** Columns of the accounts: builders, suppliers, return on capital. */

import { columnsFrom } from '../../columns/column.ts';
import { quantity, RATIO, SHARE, signed } from '../../columns/measure.ts';
import { sum } from '../../numeric/sum.ts';
import type { ModelColumn, World } from '../world/world.ts';

const { scalar, firm, node } = columnsFrom<World>();

export const ACCOUNTS_COLUMNS: readonly ModelColumn[] = [
  scalar(
    'ai_capex_usd_bn',
    quantity('USD bn/month'),
    'AI capital expenditure of all builders this month: systems received, shells, transformers, turbines.',
    (w) => sum(w.books.aiCapex),
  ),
  scalar(
    'capex_usd_bn',
    quantity('USD bn/month'),
    'Cash capital expenditure of the builders this month: AI and other, leases not included.',
    ({ books }) => sum(books.cashCapex),
  ),
  scalar('lease_usd_bn', quantity('USD bn/month'), 'AI investment of all builders that is leased this month.', (w) =>
    sum(w.books.leased),
  ),
  scalar('bonds_usd_bn', quantity('USD bn/month'), 'Bonds issued by all builders this month.', (w) =>
    sum(w.books.bonds),
  ),
  scalar(
    'rent_over_cost',
    RATIO,
    'Expected rent of a MW ordered now, divided by its user cost; 1 is break-even.',
    (w) => w.race.rentOverCost,
  ),
  scalar(
    'rent_over_cost_change',
    RATIO,
    'Expected rent of a MW ordered now over its user cost (1 at the start of month 0).',
    ({ race }) => race.rentOverCost / race.initialRentOverCost,
  ),
  scalar(
    'ai_operating_profit_usd_bn_per_year',
    signed('USD bn/year'),
    'AI profit of all builders before depreciation, smoothed over a year.',
    (w) => sum(w.books.operatingProfitPerYear),
  ),
  scalar(
    'economic_profit_usd_bn',
    signed('USD bn/month'),
    'After-tax operating profit of AI less the cost of AI capital, all builders.',
    (w) => sum(w.books.economicProfit),
  ),
  scalar(
    'position_usd_bn',
    quantity('USD bn'),
    'Value of the market positions of all builders, as it enters payoffs at the end.',
    (w) => sum(w.books.position),
  ),
  scalar(
    'roi_per_year',
    signed('1/year'),
    'Return on AI capital in service: after-tax operating profit of AI in the last year over that capital.',
    (w) => w.race.roi,
  ),
  scalar(
    'roi_with_construction_per_year',
    signed('1/year'),
    'Return on all AI capital, construction in progress included.',
    (w) => w.race.roiWithConstruction,
  ),
  scalar(
    'payback_years',
    quantity('years'),
    'Payback time: AI capital over AI operating profit before depreciation.',
    (w) => w.race.paybackYears,
  ),
  scalar('debt_usd_bn', quantity('USD bn'), 'Debt of all builders.', (w) => sum(w.books.debt)),
  scalar(
    'accounting_residual',
    RATIO,
    'Worst relative residual of any accounting identity so far in the run.',
    (w) => w.sectors.worstResidual,
  ),
  firm('ai_capex_usd_bn', quantity('USD bn/month'), 'AI capital expenditure this month.', (w) => w.books.aiCapex),
  firm('ai_revenue_usd_bn', quantity('USD bn/month'), 'AI revenue this month.', (w) => w.books.revenue),
  firm(
    'depreciation_usd_bn',
    quantity('USD bn/month'),
    'Depreciation of AI systems and shells this month.',
    (w) => w.books.depreciation,
  ),
  firm(
    'net_income_usd_bn',
    signed('USD bn/month'),
    'Net income of AI and core business, core capex expensed.',
    (w) => w.books.netIncome,
  ),
  firm(
    'economic_profit_usd_bn',
    signed('USD bn/month'),
    'After-tax operating profit of AI less the cost of AI capital.',
    (w) => w.books.economicProfit,
  ),
  firm(
    'position_usd_bn',
    quantity('USD bn'),
    'Value of the market position: years of after-tax margin on the share of contested revenue.',
    (w) => w.books.position,
  ),
  firm(
    'core_capex_usd_bn',
    quantity('USD bn/month'),
    'Capital expenditure outside AI this month.',
    (w) => w.books.coreCapex,
  ),
  firm(
    'capex_usd_bn',
    quantity('USD bn/month'),
    'Cash capital expenditure this month: AI and other, leases not included.',
    (w) => w.books.cashCapex,
  ),
  firm('lease_usd_bn', quantity('USD bn/month'), 'AI investment that is leased this month.', (w) => w.books.leased),
  firm('bonds_usd_bn', quantity('USD bn/month'), 'Bonds issued by the builder this month.', (w) => w.books.bonds),
  firm('cash_usd_bn', signed('USD bn'), 'Cash and securities.', (w) => w.books.cash),
  firm('debt_usd_bn', quantity('USD bn'), 'Interest-bearing debt.', (w) => w.books.debt),
  firm('covenant_breach', SHARE, '1 while net debt over EBITDA exceeds the covenant, else 0.', (w) => w.firms.breach),
  node(
    'sales_usd_bn',
    quantity('USD bn/month'),
    'Sales of the node this month, on receipt by the customer.',
    (w) => w.supplierBooks.revenue,
  ),
  node(
    'operating_profit_usd_bn',
    signed('USD bn/month'),
    'Operating profit of the node this month, after depreciation.',
    (w) => w.supplierBooks.operatingProfit,
  ),
  node('cash_usd_bn', signed('USD bn'), 'Cash of the node.', (w) => w.supplierBooks.cash),
  node(
    'supplier_capex_usd_bn',
    quantity('USD bn/month'),
    'Equipment received and building cost of expansion this month.',
    (w) => w.supplierBooks.capex,
  ),
];
