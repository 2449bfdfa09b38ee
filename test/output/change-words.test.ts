/** What titles call changes and parameters. */

import { expect, it } from 'vitest';
import {
  changeTitles,
  changeWords,
  parameterTitle,
  parameterWords,
  scenarioTitle,
  shortTitles,
  startChanges,
  startNote,
} from '../../src/output/change-words.ts';
import { shipped } from '../support/shipped.ts';

it.each([
  ['power.regions[*].additionsMwPerMonth=*1.5', 'grid additions in all regions × 1.5'],
  ['power.regions[PJM].headroomMw=add -100', 'spare grid capacity in PJM − 100 MW'],
  ['supply.nodes[hbm].leadMonths=+3', 'lead time at HBM + 3 months'],
  ['supply.nodes[hbm].expansion.buildMonths=24', 'expansion build time at HBM 24 months'],
  ['capex.growthHaircut=0.3', 'haircut on believed growth 0.3'],
  ['regulation.moratorium.ratePerYear=*2', 'moratorium rate × 2'],
  ['power.pue=1.2', 'PUE 1.2'],
  ['horizonMonths=48', 'horizon 48 months'],
  ['market.mechanisms.gamma=false', 'gamma mechanism off'],
  ['walls[roi].any[0].below=0.8', 'threshold of wall ROI 0.8'],
  ['walls[regulation].any[1].above=*2', 'threshold 2 of wall regulation × 2'],
  ['walls[roi]=null', 'without the ROI wall'],
  ['supply.policy={kind: order-up-to, protectionMonths: 4}', 'policy order-up-to (protection interval 4 months)'],
  ['demandProcess[shops].process={kind: csv, file: high.csv}', 'demand at shops csv (file high.csv)'],
  ['supply.nodes[hbm].disruption={kind: production, months: [24]}', 'stop of production at HBM in month 24'],
  ['supply.nodes[hbm].disruption={kind: orders, months: [3, 9]}', 'stop of orders at HBM in months 3 and 9'],
  ['supply.nodes[hbm].disruption={kind: receipt, months: [3,4,5]}', 'stop of receipt at HBM in months 3 to 5'],
  [
    'supply.nodes[hbm].disruption={kind: transport, failPerMonth: 0.1, recoverPerMonth: 0.5}',
    'stop of transport at HBM with probability 0.1 a month, recovery 0.5 a month',
  ],
  ['META plays grim', 'META plays grim'],
  [
    'interventions=[{kind: grid-additions, month: 0, months: 1200, factor: 1.5}, {kind: antitrust, month: 3, months: 6}]',
    'interventions grid-additions (month 0, 1200 months, factor 1.5) and antitrust (month 3, 6 months)',
  ],
  ['grid-ahead', 'grid-ahead'],
  ['capex.leverageUse', 'borrowing for capital expenditure'],
])('%s', (change, words) => {
  expect(changeWords(change)).toBe(words);
});

it('says what is changed of a scenario, in words', () => {
  expect(scenarioTitle('baseline (changed: power.pue=1.2; META plays grim)')).toBe(
    'baseline (changed: PUE 1.2; META plays grim)',
  );
  expect(scenarioTitle('baseline')).toBe('baseline');
});

it('keeps the addresses of what would read alike', () => {
  const alike = ['supply.nodes[a].policy.lotMw=1', 'supply.nodes[a].policy.lotMw=1.0'];
  expect([...changeTitles(['power.pue=*1.1', 'power.pue=* 1.1']).values()]).toEqual([
    'power.pue=*1.1',
    'power.pue=* 1.1',
  ]);
  expect(changeTitles(alike).get(alike[0])).toBe('lot size at a 1 MW');
});

it('counts goods in the unit of the scenario', () => {
  expect(changeWords('supply.policy.safetyMw=51', 'pallets')).toBe('safety stock 51 pallets');
  expect(scenarioTitle('depot (changed: supply.policy={kind: order-up-to, safetyMw: 5})', 'pallets')).toBe(
    'depot (changed: policy order-up-to (safety stock 5 pallets))',
  );
  expect(scenarioTitle('/my/folder/chain.yaml+longer.yml (changed: power.pue=1.2)')).toBe(
    'chain+longer (changed: PUE 1.2)',
  );
  expect(scenarioTitle('my/chain.yaml')).toBe('chain');
  expect(parameterTitle('supply.policy.safetyMw', 'pallets')).toBe('Safety stock (pallets)');
});

it('leaves the numbers of a rule out of a title, unless titles would read alike', () => {
  const policy = (months: number): string => `supply.policy={kind: order-up-to, protectionMonths: ${months}}`;
  expect([...shortTitles([policy(4), 'power.pue=1.2']).values()]).toEqual(['policy order-up-to', 'PUE 1.2']);
  expect([...shortTitles([policy(4), policy(6)]).values()]).toEqual([
    'policy order-up-to (protection interval 4 months)',
    'policy order-up-to (protection interval 6 months)',
  ]);
  expect([...changeTitles(['supply.policy.safetyMw=5'], 'pallets').values()]).toEqual(['safety stock 5 pallets']);
});

it('gives a parameter its unit', () => {
  expect(parameterWords('supply.nodes[hbm].leadMonths')).toEqual({ name: 'lead time at HBM', unit: 'months' });
  expect(parameterWords('power.pue').unit).toBe('');
});

it('says what of month 0 a change of a rate or a time changes too, and by which numbers', () => {
  const base = shipped('baseline');
  const regions = base.power.regions.map((region) => ({ ...region, additionsMwPerMonth: 1 }));
  const power = { ...base.power, regions, shellLeadMonths: 7, pue: 1.1 };
  expect(startChanges(base, { ...base, power })).toEqual([
    'sites in queues, in permitting and under construction (grid additions in all regions and shell lead time)',
  ]);
  const lead = shipped('baseline', { 'supply.nodes[hbm].leadMonths': 7 });
  expect(startChanges(base, lead)).toEqual(['goods on order, in transit and in stock (lead time at HBM)']);
  expect(startChanges(base, { ...base, interventions: [] })).toEqual([]);
  const sentence = 'Month 0 differs too: goods on order, in transit and in stock (lead time at HBM).';
  expect(startNote([base, lead, lead].map((scenario) => ({ scenario })))).toBe(sentence);
  expect(startNote([{ scenario: base }])).toBe('');
});
