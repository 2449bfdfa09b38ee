/** Commands that are printed for the user to type name the scenario as it was named, and are read as they are meant. */

import { expect, it } from 'vitest';
import { parseTable, settingsOf } from '../../src/charts/table.ts';
import type { Manifest } from '../../src/output/manifest.ts';
import { commandWith, replayCommand, SWITCHES, scenarioWords } from '../../src/output/replay-command.ts';
import { MANIFEST } from '../charts/tiny-results.ts';
import { cli } from '../support/cli.ts';

const made = (...command: string[]): Manifest => ({ ...(JSON.parse(MANIFEST) as Manifest), command });

it('repeats a run with the words of its batch, less those about the batch', () => {
  expect(replayCommand(JSON.parse(MANIFEST) as Manifest, 4)).toBe(
    `overbuild run tiny.yaml --set 'a='\\''b'\\''' --seed demo --replication 4`,
  );
  expect(replayCommand(made('batch', '--out', 'x', '--runs=3'), 0)).toBe(
    'overbuild run tiny --seed demo --replication 0',
  );
});

it('names the scenario as the user did, wherever the word stands, and all its changes', () => {
  const all = ['--set', 'a=1', '--series', '--events', 'all', '--strategy=META=./x.ts', '--spreads', 'off'];
  const changes = ['--set', 'a=1', '--strategy=META=./x.ts', '--spreads', 'off'];
  expect(scenarioWords(made('batch', ...all, 'sub/my.yaml'))).toEqual(['sub/my.yaml', ...changes]);
  expect(scenarioWords(made('batch', 'sub/my.yaml', ...all))).toEqual(['sub/my.yaml', ...changes]);
  expect(scenarioWords(made('batch', ...all, '--', 'sub/my.yaml'))).toEqual(['sub/my.yaml', ...changes]);
  expect(scenarioWords(made('merge', 'one', 'two'))).toEqual(['tiny']);
});

it('repeats a run of a sweep with what its configuration changes', () => {
  const manifest = made('sweep', 'tiny', '--vary', 'a.b=1,2', '--design=zip', '--runs', '3');
  const design = parseTable('configuration;a.b;c\n0;1,5;x y\n1;2;z\n', 'eu');
  expect(replayCommand(manifest, 2, settingsOf(design, 0))).toBe(
    "overbuild run tiny --set a.b=1.5 --set 'c=x y' --seed demo --replication 2",
  );
  expect(settingsOf(undefined, undefined)).toEqual([]);
});

it('resumes with an option, not with a word after --', () => {
  expect(commandWith(['batch', '--force', '--', 'my.yaml'], '--resume')).toEqual([
    'batch',
    '--resume',
    '--',
    'my.yaml',
  ]);
  expect(commandWith(['batch', 'my.yaml', '--resume'], '--force')).toEqual(['batch', 'my.yaml', '--force']);
});

it('knows which options of batch and sweep have no value', async () => {
  for (const verb of ['batch', 'sweep']) {
    const { stdout } = await cli([verb, '--help']);
    const options = stdout.split(/^ +(?:-\w, )?(?=--)/m).slice(1);
    const switches = options.filter((text) => text.includes('[boolean]')).map((text) => text.split(/\s/, 1)[0]);
    expect(switches.length).toBeGreaterThan(3);
    expect([...SWITCHES, '--help']).toEqual(expect.arrayContaining(switches));
  }
});
