/** What a market must not be: each refusal with its place in the file, and the last values that pass. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

describe('validate refuses', () => {
  /** What is wrong with a scenario of these lines after the first three, without the path of the file. */
  async function problems(base: string, ...lines: string[]): Promise<string[]> {
    const file = join(temporaryFolder(), 'mine.yaml');
    writeFileSync(file, ['schemaVersion: 1', `extends: ${base}`, 'name: mine', ...lines, ''].join('\n'));
    const { code, stderr } = await cli(['validate', file]);
    expect(code).toBe(2);
    return stderr.replaceAll(file, 'mine.yaml').trim().split('\n');
  }

  it.each([
    [
      'growth that never fades within reach',
      'baseline',
      ['market:', '  equities:', '    - { id: AMZN, growthPerYear: 0.12, growthFadePerYear: 0.01 }'],
      'mine.yaml:6:40 market.equities[AMZN].growthFadePerYear: growth still to fade, (growth - long-run growth) / fade, is 8.0; from -4 to 6 can be priced: raise growthFadePerYear',
    ],
    [
      'decline that never fades within reach',
      'market-calm',
      ['market:', '  equities:', '    - { id: bank, growthPerYear: -0.6, growthFadePerYear: 0.15 }'],
      'mine.yaml:6:40 market.equities[bank].growthFadePerYear: growth still to fade, (growth - long-run growth) / fade, is -4.2; from -4 to 6 can be priced: raise growthFadePerYear',
    ],
    [
      'a cost of equity within half a point of growth in the long run',
      'baseline',
      ['market:', '  equities:', '    - { id: AMZN, beta: 0.05 }'],
      'mine.yaml:6:19 market.equities[AMZN].beta: its cost of equity, 0.0433 a year, must exceed growth in the long run, 0.04, by 0.005: raise beta or lower market.valuation.longGrowthPerYear',
    ],
    [
      'hedging a month later that undoes itself for ever',
      'baseline',
      ['market:', '  gamma:', '    hedging: next-month', '    calm: 1'],
      'mine.yaml:7:5 market.gamma.calm: must be below 1 when dealers hedge a month later: at 1 returns would oscillate for ever',
    ],
    [
      'a lead venue that follows',
      'baseline',
      ['market:', '  venues:', '    - id: us', '      follows: true'],
      'mine.yaml:7:7 market.venues[us].follows: the first venue leads and follows nobody: write false, or list another venue first',
    ],
    [
      'a sidecar beyond the breaker',
      'baseline',
      ['market:', '  venues:', '    - id: korea', '      sidecar: 0.09'],
      'mine.yaml:7:7 market.venues[korea].sidecar: a fall of 0.08 already halts all trading: give a sidecar below the breaker',
    ],
    [
      'a day that a month of a plain market lacks',
      'market-calm',
      ['interventions:', '  - { kind: price-shock, month: 3, logReturn: -0.1, day: 25 }'],
      'mine.yaml:5:53 interventions[0].day: a month has 21 trading days (market.stress.days)',
    ],
    [
      'news on two days of a month',
      'baseline',
      [
        'interventions:',
        '  - { kind: price-shock, month: 1, logReturn: -0.1, day: 3 }',
        '  - { kind: price-shock, month: 2, logReturn: -0.1, day: 4 }',
        '  - { kind: price-shock, month: 1, logReturn: -0.1, day: 4 }',
      ],
      'mine.yaml:7:53 interventions[2].day: month 1 already has news on day 3: one day a month can be dated',
    ],
    [
      'news on a day that a month lacks',
      'baseline',
      [
        'market:',
        '  stress: { days: 10 }',
        'interventions:',
        '  - { kind: price-shock, month: 1, logReturn: -0.1, day: 11 }',
      ],
      'mine.yaml:7:53 interventions[0].day: a month has 10 trading days (market.stress.days)',
    ],
  ])('%s', async (_, base, lines, message) => {
    expect(await problems(base, ...lines)).toEqual([message]);
  });

  it('nothing at the ends of what can be priced, hedged and halted', async () => {
    const file = join(temporaryFolder(), 'edge.yaml');
    const lines = [
      'schemaVersion: 1',
      'extends: baseline',
      'name: edge',
      'market:',
      '  gamma: { hedging: next-month, calm: 0.99 }',
      '  stress: { days: 10 }',
      '  venues:',
      '    - { id: korea, sidecar: 0.08 }',
      '  equities:',
      '    - { id: AMZN, growthPerYear: 0.64, growthFadePerYear: 0.101 }',
      '    - { id: GOOGL, growthPerYear: -0.35, growthFadePerYear: 0.1, beta: 0.095 }',
      'interventions:',
      '  - { kind: price-shock, month: 1, logReturn: -0.1, day: 10 }',
      '  - { kind: price-shock, month: 1, logReturn: -0.1, day: 10, equity: AMZN }',
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    expect(await cli(['validate', file])).toMatchObject({ code: 0, stderr: '' });
  });
});
