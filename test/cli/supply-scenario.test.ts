/** A supply team's own network: demand from a CSV file, goods in a unit of its own, in every verb and file. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.ts';

const place = mkdtempSync(join(tmpdir(), 'overbuild-goods-'));
const DEMAND = [100, 120, 90, 130, 80, 100, 110, 95.3];
beforeAll(async () => {
  const months = DEMAND.map((demand, at) => `2025-${String(at + 1).padStart(2, '0')},${demand}`);
  writeFileSync(join(place, 'demand.csv'), `month,demand\n${months.join('\n')}\n`);
  writeFileSync(
    join(place, 'depot.yaml'),
    `schemaVersion: 1
kind: supply
startMonth: 2025-01
horizonMonths: 24
goodsUnit: pallets
demandProcess:
  - { id: shops, nodes: [depot], process: { kind: csv, file: demand.csv } }
supply:
  policy: { kind: order-up-to, protectionMonths: 2 }
  forecast: { kind: exponential, weight: 0.3 }
  nodes:
    - { id: depot, leadMonths: 1, inputs: [{ id: factory }], cost: { stockoutUsdPerMw: 5 } }
    - { id: factory, leadMonths: 2, backlogMonths: 2, capacityOverRate: 1.1 }
`,
  );
  const made = await Promise.all([
    overbuild('batch', 'depot.yaml', '--runs', '2', '--out', 'b'),
    overbuild('sweep', 'depot.yaml', '--vary', 'supply.policy.protectionMonths=1,3', '--runs', '2', '--out', 's'),
  ]);
  for (const text of made) expect(text).not.toMatch(/\bMW\b/);
  expect(made[0]).toMatch(/node +bullwhip +fill rate +cost\n/);
  expect(made[0]).toMatch(/factory .* -\n/);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

async function overbuild(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await cli(argv, { cwd: place });
  expect(stderr.replace(/\r.*/g, ''), argv.join(' ')).not.toContain('overbuild:');
  expect(code, argv.join(' ')).toBe(0);
  return stdout;
}

const textOf = (...path: string[]): string => readFileSync(join(place, ...path), 'utf8');

describe('goods in a unit of their own', () => {
  it('are so on the screen', async () => {
    const run = await overbuild('run', 'depot.yaml');
    expect(run).toContain('needed pallets');
    expect(run).toMatch(/Needed +2,476 pallets/);
    const explained = await overbuild('explain', 'depot.yaml');
    expect(explained).toMatch(/needed 100\s+pallets/);
    const compared = await overbuild(
      'compare',
      'depot.yaml',
      '--with',
      'supply.policy.protectionMonths=4',
      '--runs',
      '2',
    );
    expect(compared).toContain('Received (pallets)');
    for (const text of [run, explained, compared]) expect(text).not.toMatch(/\bmw\b/i);
  });

  it('are so in files, also those of a sweep', () => {
    expect(textOf('b', 'quantiles.csv')).toContain('end_demand_mw,pallets/month,');
    expect(textOf('b', 'summary.csv')).toMatch(/^unmet_peak_mw,,pallets,/m);
    for (const folder of ['b', 's']) expect(textOf(folder, 'datapackage.json')).not.toMatch(/"MW/);
  });

  it('are printed as themselves where they are certain, not as the bins of quantiles', () => {
    expect(textOf('b', 'quantiles.csv')).toMatch(/^7,2025-08-01,end_demand_mw,pallets\/month,2(?:,95\.3){5}$/m);
  });

  it('are so in reports and pictures', async () => {
    await overbuild('chart', 'b', '--format', 'slide');
    const slide = textOf('b', 'charts', 'fan-end-unmet-mw-slide.svg');
    expect(slide).toContain('Unmet demand (pallets)');
    expect(textOf('b', 'charts', 'fill-rate-slide.svg')).toMatch(/Service is lowest at depot: \d+ % of the orders due/);
    expect(textOf('b', 'charts', 'cost-slide.svg')).toMatch(/Cost is highest at depot: USD [\d,.]+ over 24 months/);
    expect(textOf('b', 'charts', 'cost-slide.svg')).toContain('or with 0 in every run: factory');
    for (const folder of ['b', 's']) {
      await overbuild('report', folder);
      expect(textOf(folder, 'report.html')).not.toMatch(/\bMW\b/);
      for (const title of ['Cost of each tier', 'Fill rate of each tier', 'Variability of orders at each tier']) {
        expect(textOf(folder, 'report.html')).toContain(title);
      }
    }
  });

  it('are so in responses to a stop', async () => {
    const stop = 'supply.nodes[factory].disruption={kind: production, months: [6]}';
    await overbuild('compare', 'depot.yaml', '--with', stop, '--runs', '2', '--out', 'stop');
    await overbuild('chart', 'stop', '--format', 'slide', '--only', 'compare-impulse');
    expect(textOf('stop', 'charts', 'compare-impulse-slide-1.svg')).toMatch(
      /With stop of production at factory in month 6: unmet demand \d+ pallets more in \w+ 2025/,
    );
  });

  it('are compared with none in another unit', async () => {
    writeFileSync(join(place, 'other.yaml'), 'extends: depot.yaml\ngoodsUnit: tonnes\n');
    const { code, stderr } = await cli(['compare', 'depot.yaml', 'other.yaml', '--runs', '2'], { cwd: place });
    expect([code, stderr]).toEqual([2, expect.stringContaining('these have pallets, tonnes')]);
  });
});

it('says where a policy covers less than its supply line, and whether month 0 is steady', async () => {
  const notes = async (...set: string[]): Promise<string> =>
    overbuild('validate', 'depot.yaml', ...set.flatMap((change) => ['--set', change]));
  expect(await notes()).toContain(
    'note: depot.yaml:9:3 supply.policy: orders always wait at depot, 1 month of orders beyond its normal backlog, because its policy covers less than its supply line; protectionMonths of 3 would cover it at constant demand\n',
  );
  expect(await notes('demandProcess[shops].unfilled=lapse')).toContain('month 0 is not steady at depot');
  expect(await notes('supply.policy.protectionMonths=3')).not.toContain('note:');
  const covered = ['supply.policy.protectionMonths=3', 'supply.nodes[depot].cost.holdingUsdPerMw=1'];
  expect(await notes(...covered, 'supply.nodes[depot].cost.inputHoldingUsdPerMw=1')).not.toContain('note:');
  expect(await notes(...covered)).toMatch(
    /supply.nodes\[depot\].cost.*inputs from factory cost nothing to hold; inputHoldingUsdPerMw charges them/,
  );
  const disrupted = (node: string, kind: string): Promise<string> =>
    notes('supply.policy.protectionMonths=3', `supply.nodes[${node}].disruption={kind: ${kind}, months: [3]}`);
  expect(await disrupted('factory', 'orders')).toContain('a disruption of its orders has no effect; kind: production');
  expect(await disrupted('factory', 'production')).not.toContain('note:');
  expect(await disrupted('depot', 'shipments')).not.toContain('note:');
  const idle = ['--set', 'supply.nodes[factory].disruption={kind: orders, months: [3]}'];
  const run = await overbuild('run', 'depot.yaml', ...idle);
  const note = /Note: --set supply\.nodes\[factory\].*: factory orders nothing, so .* has no effect; kind: production/;
  expect(run).toMatch(note);
  expect(run).toMatch(/Cost, depot/);
  expect(run).not.toContain('Cost, factory');
  expect(await overbuild('batch', 'depot.yaml', ...idle, '--runs', '1', '--out', 'idle')).toMatch(note);
});

it('is told what a workbook leaves out', async () => {
  await overbuild('batch', 'depot.yaml', '--runs', '1', '--series', '--out', 'long');
  expect(await overbuild('export', 'long', '--xlsx')).toMatch(
    /Left out: series.*: series by month are too long for a sheet/,
  );
});

it('is told which nodes a change does not reach', async () => {
  const own = ['--set', 'supply.nodes[factory].forecast={kind: exponential, weight: 0.5}'];
  const said = await overbuild(
    'validate',
    'depot.yaml',
    ...own,
    '--set',
    'supply.nodes[depot].stockMonths=2',
    '--set',
    'supply.forecast.weight=0.4',
  );
  expect(said).toContain(
    '--set supply.nodes[depot].stockMonths=2: has no effect: the policy order-up-to of depot orders by its protectionMonths',
  );
  expect(said).toContain('note: supply.forecast is that of nodes without their own: factory keeps its own');
  const compared = await overbuild(
    'compare',
    'depot.yaml',
    ...own,
    '--with',
    'supply.forecast={kind: exponential, weight: 0.4}',
    '--runs',
    '2',
  );
  expect(compared).toContain('Note: supply.forecast is that of nodes without their own: factory keeps its own');
  expect(await overbuild('run', 'depot.yaml')).not.toContain('Worst residual');
});

it('is searched and screened in its own words', async () => {
  const vary = ['--vary', 'supply.policy.safetyMw=0:60'];
  const solved = await overbuild(
    'solve',
    'depot.yaml',
    ...vary,
    '--target',
    'mean(fill_rate_depot) = 0.8',
    '--runs',
    '150',
    '--points',
    '5',
  );
  expect(solved).toContain('safety stock from 0 to 60 pallets');
  expect(solved).toMatch(/mean fill rate at depot = 80 %/);
  const screened = await overbuild(
    'sensitivity',
    'depot.yaml',
    '--design',
    'morris',
    '--all',
    '--metric',
    'cost_usd',
    '--runs',
    '150',
  );
  expect(screened).toContain(
    'Demand at shops (demandProcess[shops].process.mwPerMonth) is left out: its 8 values are a series of data',
  );
  expect(screened).not.toContain('mwPerMonth[');
});

describe('mistakes of a supply team', () => {
  const refusal = async (...argv: string[]): Promise<string> => (await cli(argv, { cwd: place })).stderr;
  const changed = (name: string, text: string): void => writeFileSync(join(place, name), text);

  it('are told what works for a network', async () => {
    expect(await refusal('sensitivity', 'b')).toMatch(
      /every number of depot is certain; vary them: overbuild sensitivity depot --design sobol --vary/,
    );
    changed(
      'sure.yaml',
      'supply: { nodes: [{ id: depot, leadMonths: { value: 1, evidence: assumed, spread: { sd: 1 } } }] }',
    );
    expect(await refusal('validate', 'depot.yaml+sure.yaml')).toContain(
      "vary it: overbuild sensitivity <scenario> --design sobol --vary 'supply.nodes[depot].leadMonths=<low>:<high>'",
    );
    changed('dated.yaml', 'interventions: []');
    expect(await refusal('validate', 'depot.yaml+dated.yaml')).toMatch(
      /dated\.yaml:1:1 interventions: a supply network has no interventions, only an economy has: .*supply\.nodes\[<id>\]\.disruption/,
    );
  });

  it('are told to name the base of an overlay', async () => {
    changed('more.yaml', 'supply: { nodes: [{ id: depot, stockMonths: 2 }] }');
    const said = await refusal('validate', 'more.yaml');
    expect(said).toContain('overbuild validate <base>+more.yaml');
    expect(said).not.toContain('missing');
  });

  it('are told what an analysis is', async () => {
    mkdirSync(join(place, 'solved'));
    writeFileSync(join(place, 'solved', 'solve.csv'), 'value\n');
    expect(await refusal('export', 'solved', '--xlsx')).toContain('solve.csv is its table');
  });
});

it('keeps demand from a file with the results: they are verified when the file is gone', async () => {
  const { resolvedScenario } = JSON.parse(textOf('b', 'manifest.json')) as {
    resolvedScenario: { demandProcess: { process: { mwPerMonth: number[] } }[] };
  };
  expect(resolvedScenario.demandProcess[0].process.mwPerMonth).toEqual(DEMAND);
  rmSync(join(place, 'demand.csv'));
  await overbuild('verify', 'b');
  await overbuild('verify', 's');
});
