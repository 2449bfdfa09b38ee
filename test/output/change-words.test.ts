/** What titles call changes and parameters. */

import { expect, it } from 'vitest';
import { changeTitles, changeWords, parameterWords, scenarioTitle } from '../../src/output/change-words.ts';

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
  ['walls[roi]=null', 'without walls of wall ROI'],
  ['supply.policy={kind: order-up-to, protectionMonths: 4}', 'policy order-up-to (protection time 4 months)'],
  ['demandProcess[shops].process={kind: csv, file: high.csv}', 'demand at shops csv (file high.csv)'],
  ['META plays grim', 'META plays grim'],
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
  expect(changeTitles(alike).get(alike[0])).toBe('policy lot at a 1 MW');
});

it('gives a parameter its unit', () => {
  expect(parameterWords('supply.nodes[hbm].leadMonths')).toEqual({ name: 'lead time at HBM', unit: 'months' });
  expect(parameterWords('power.pue').unit).toBe('');
});
