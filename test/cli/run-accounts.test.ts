/** `overbuild run --accounts`: periods, the printed matrices, JSON and files. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

/** The run starts in October 2025 and ends with September 2027. */
const short = ['run', 'baseline', '--set', 'horizonMonths=24', '--seed', '7'];

interface Accounts {
  readonly firstMonth: number;
  readonly lastMonth: number;
  readonly imbalance: number;
  readonly transactions: readonly { readonly name: string; readonly usdBn: Readonly<Record<string, number>> }[];
}

async function accountsOf(period: string): Promise<Accounts> {
  const { stdout } = await cli([...short, `--accounts=${period}`, '--json']);
  return (JSON.parse(stdout) as { accounts: Accounts }).accounts;
}

describe('the table', () => {
  it.each([
    ['2026-03', 'in Mar 2026', 'Mar 2026'],
    ['2026', 'from Jan 2026 to Dec 2026', 'Dec 2026'],
    ['2025', 'from Oct 2025 to Dec 2025', 'Dec 2025'],
    ['2027', 'from Jan 2027 to Sep 2027', 'Sep 2027'],
    ['total', 'from Oct 2025 to Sep 2027', 'Sep 2027'],
    ['', 'from Oct 2025 to Sep 2027', 'Sep 2027'],
  ])('says of %s which months it covers, and shows that it adds to zero', async (period, when, end) => {
    const { code, stdout, stderr } = await cli([...short, `--accounts=${period}`]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`Flows ${when}, USD bn`);
    expect(stdout).toContain(`at the end of ${end}, USD bn`);
    expect(stdout).toContain('Every row and column adds to zero');
    expect(stdout).not.toMatch(/NaN|undefined|-0\.00?\b/);
    const flows = stdout.split('\n\n')[1].split('\n');
    expect(flows.at(-1)).toMatch(/^sum( +0\.0+){10}$/);
    for (const line of flows.slice(3)) expect(line).toMatch(/ 0\.0+$/);
    expect(flows.length).toBeGreaterThan(25);
  });

  it('takes the bare option for everything', async () => {
    const bare = await cli([...short, '--accounts']);
    expect(bare.stdout).toBe((await cli([...short, '--accounts', 'total'])).stdout);
  });
});

describe('JSON', () => {
  it('adds the months to the year, and balances', async () => {
    const year = await accountsOf('2025');
    expect([year.firstMonth, year.lastMonth]).toEqual([0, 2]);
    expect(year.imbalance).toBeLessThan(1e-9);
    const months = await Promise.all(['2025-10', '2025-11', '2025-12'].map(accountsOf));
    for (const [r, { name, usdBn }] of year.transactions.entries()) {
      for (const [sector, value] of Object.entries(usdBn)) {
        const sum = months.reduce((total, month) => total + month.transactions[r].usdBn[sector], 0);
        expect(sum, `${name}, ${sector}`).toBeCloseTo(value, 8);
      }
    }
  });

  it('is left out unless asked for', async () => {
    expect(JSON.parse((await cli([...short, '--json'])).stdout)).not.toHaveProperty('accounts');
  });
});

describe('files', () => {
  it('stand beside the series, tidy, and add to zero', async () => {
    const cwd = temporaryFolder();
    const { stderr } = await cli([...short, '--accounts', '2026', '--series', 'one.csv'], { cwd });
    expect(stderr).toContain('one-accounts.csv');
    const read = (name: string): string[][] =>
      readFileSync(join(cwd, name), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => line.split(','));
    const [head, ...flows] = read('one-accounts.csv');
    expect(head).toEqual(['month', 'date', 'transaction', 'sector', 'usd_bn']);
    const sums = new Map<string, number>();
    for (const [month, , transaction, sector, usdBn] of flows) {
      for (const key of [`${month}/${transaction}`, `${month}//${sector}`]) {
        sums.set(key, (sums.get(key) ?? 0) + Number(usdBn));
      }
    }
    for (const [key, sum] of sums) expect(Math.abs(sum), key).toBeLessThan(1e-8);
    expect(new Set(flows.map(([month]) => month)).size).toBe(24);
    const [items, ...balances] = read('one-balances.csv');
    expect(items).toEqual(['month', 'date', 'item', 'sector', 'usd_bn']);
    expect([balances[0][0], balances.at(-1)?.[0]]).toEqual(['-1', '23']);
  });

  it('are not written unless asked for', async () => {
    const cwd = temporaryFolder();
    await cli([...short, '--series', 'one.csv'], { cwd });
    expect(existsSync(join(cwd, 'one-accounts.csv'))).toBe(false);
  });
});

describe('mistakes', () => {
  it.each<[what: string, argv: string[], message: RegExp]>([
    ['words', ['--accounts', 'soon'], /--accounts: expected a month such as 2027-03.*got soon/],
    ['a thirteenth month', ['--accounts', '2027-13'], /--accounts: expected a month/],
    ['a month before', ['--accounts', '2025-09'], /the run covers 2025-10 to 2027-09, not 2025-09/],
    ['a year after', ['--accounts=2031'], /the run covers 2025-10 to 2027-09, not 2031/],
    ['two periods', ['--accounts', '2026', '--accounts', '2027'], /--accounts is given 2 times/],
  ])('says what is wrong with %s', async (_what, argv, message) => {
    const { code, stdout, stderr } = await cli([...short, ...argv]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it('says that a plain supply run has no money', async () => {
    const { code, stderr } = await cli(['run', 'beer-game', '--accounts']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/--accounts: a run without an economy has no accounts/);
  });
});
