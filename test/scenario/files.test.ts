/** Finding scenario files: paths, bare names, overlays beside the base, and what is said when there is none. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOverlay, listScenarios, loadScenario } from '../../src/node/scenario-files.ts';
import { command as scenarioCommand } from '../../src/cli/commands/scenario.ts';
import { command as validateCommand } from '../../src/cli/commands/validate.ts';
import { Arguments } from '../../src/cli/arguments.ts';
import type { Command } from '../../src/cli/command.ts';
import type { Io } from '../../src/cli/io.ts';
import { scenarioHash } from '../../src/scenario/hash.ts';
import { problemsOf } from '../reader/tiny.ts';
import { temporaryFolder } from '../support/batches.ts';

let cwd = '';

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'scenario-files-'));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), text);
  };
  write('scenarios/plain.yaml', 'extends: baseline\npower: { pue: 1.2 }\n');
  write('scenarios/warm.yaml', 'extends: plain.yaml\ndescription: Warm halls. And more.\npower: { pue: 1.4 }\n');
  write('scenarios/overlays/cool.yaml', 'description: Cool halls\npower: { pue: 1.1 }\n');
  write('mine/warm.yaml', 'extends: plain\npower: { pue: 1.9 }\n');
  write('mine/beside.yaml', 'power: { pue: 1.8 }\n');
  write('broken.yaml', 'extends: plain\npower: { puee: 1.9 }\n');
});

afterAll(() => rmSync(cwd, { recursive: true }));

const pue = (reference: string): number => {
  const { scenario } = loadScenario(reference, { cwd });
  return 'power' in scenario ? scenario.power.pue : Number.NaN;
};

it.each([
  ['a path', 'scenarios/warm.yaml', 1.4],
  ['a path without its ending', 'scenarios/warm', 1.4],
  ['a bare name', 'warm', 1.4],
  ['a path in another folder', 'mine/warm.yaml', 1.9],
  ['an overlay in the folder of overlays', 'warm+cool', 1.1],
  ['an overlay by its path from the base', 'scenarios/warm.yaml+overlays/cool.yaml', 1.1],
  ['an overlay beside the base', 'mine/warm.yaml+beside.yaml', 1.8],
  ['an overlay by its path from here', 'warm+mine/beside.yaml', 1.8],
  ['two overlays', 'warm+cool+mine/beside', 1.8],
])('finds %s', (_what, reference, value) => {
  expect(pue(reference)).toBe(value);
});

it('finds a file with a plus in its name, and a path from the root', () => {
  writeFileSync(join(cwd, 'a+b.yaml'), 'extends: warm\n');
  expect(pue('a+b.yaml')).toBe(1.4);
  expect(pue(join(cwd, 'scenarios/warm.yaml'))).toBe(1.4);
  rmSync(join(cwd, 'a+b.yaml'));
});

it('finds the scenarios of the package from any folder', () => {
  expect(loadScenario('baseline', { cwd: tmpdir() }).name).toBe('baseline');
});

it.each([
  ['warn', /^there is no scenario file warn \(did you mean warm\?\); looked in \., scenarios, \/.*scenarios$/],
  ['scenarios/warn.yaml', /^there is no scenario file scenarios\/warn\.yaml \(did you mean warm\.yaml\?\); looked in /],
  ['warm+coool', /^there is no scenario file coool \(did you mean cool\?\); looked in scenarios, \./],
  ['/nowhere/warm.yaml', /^there is no scenario file \/nowhere\/warm\.yaml$/],
  ['scenarios', /^there is no scenario file scenarios; looked in /],
  ['warm+', /^warm\+: expected a scenario file, or base\.yaml\+overlay\.yaml without blanks$/],
  ['', /^expected a scenario file, such as baseline\.yaml, got nothing$/],
])('explains that there is no %s', (reference, message) => {
  expect(problemsOf(() => loadScenario(reference, { cwd })).join('\n')).toMatch(message);
});

it('lists what can be named', () => {
  const listed = listScenarios(cwd).map(({ name, file, description, role }) => [role, name, file, description]);
  expect(listed).toContainEqual(['scenario', 'warm', 'scenarios/warm.yaml', 'Warm halls. And more.']);
  expect(listed).toContainEqual(['overlay', 'cool', 'scenarios/overlays/cool.yaml', 'Cool halls']);
  expect(listed.map(([, name]) => name)).toContain('baseline');
});

it('tells an overlay from a scenario', () => {
  expect(['plain', 'warm', 'cool', 'warm+cool'].map((name) => isOverlay(name, cwd))).toEqual([
    false,
    false,
    true,
    false,
  ]);
});

describe('the verbs', () => {
  const run = async (command: Command, args: object) => {
    const text = { out: '', err: '' };
    const sink = (key: 'out' | 'err') => ({
      write: (part: string) => {
        text[key] += part;
      },
      isTTY: false,
      columns: 80,
    });
    const io: Io = {
      stdout: sink('out'),
      stderr: sink('err'),
      cwd,
      program: 'overbuild',
      env: {},
      onInterrupt: () => () => {},
    };
    return { code: await command.run(new Arguments({ set: [], ...args }), io), ...text };
  };
  const scenario = (action: string, name: string[] = [], args: object = {}) =>
    run(scenarioCommand, { action, name, ...args });

  it('list', async () => {
    const { out } = await scenario('list');
    expect(out).toMatch(/^Scenarios\n {2}plain/);
    expect(out).toMatch(/\n {2}warm +Warm halls\.\n/);
    expect(out).toMatch(/\nOverlays, to add to a scenario: baseline\+name\n {2}cool +Cool halls\n/);
    expect(JSON.parse((await scenario('list', [], { json: true })).out)[0].name).toBe('plain');
  });

  it('show', async () => {
    const { out } = await scenario('show', ['warm+cool']);
    expect(out).toMatch(
      /^# warm\+cool, hash s[0-9a-f]{12}, from .*scenarios\/baseline.yaml, scenarios\/plain.yaml, scenarios\/warm.yaml, scenarios\/overlays\/cool.yaml\n/,
    );
    writeFileSync(join(cwd, 'copy.yaml'), out);
    expect(scenarioHash(loadScenario('copy', { cwd }).scenario)).toBe(
      scenarioHash(loadScenario('warm+cool', { cwd }).scenario),
    );
    const shown = JSON.parse((await scenario('show', ['warm'], { json: true, set: ['power.pue=2'] })).out);
    expect(shown).toMatchObject({
      name: 'warm',
      scenario: { power: { pue: 2 } },
      evidence: { 'power.pue': { evidence: 'assumed' } },
    });
    expect((await scenario('show', ['warm'], { assumptions: true })).out).toMatch(/^\d+ numbers: \d+ reported/);
    await expect(scenario('show', ['cool'])).rejects.toThrow(
      /^cool is an overlay: name a scenario before it, such as baseline\+cool$/,
    );
  });

  it('diff', async () => {
    expect((await scenario('diff', ['plain', 'warm'])).out).toContain('power.pue: 1.2 -> 1.4\n');
    expect((await scenario('diff', ['warm', 'warm'])).out).toBe('The two scenarios are the same.\n');
    expect((await scenario('diff', ['warm'], { set: ['power.pue=2'] })).out).toBe('power.pue: 1.4 -> 2\n');
    await expect(scenario('diff', ['warm'])).rejects.toThrow('scenario diff takes two scenarios');
    await expect(scenario('diff')).rejects.toThrow('scenario diff takes two scenarios');
    await expect(scenario('dfif')).rejects.toThrow(
      'scenario dfif: no such action (did you mean diff?); there are list,',
    );
  });

  it('schema', async () => {
    expect(JSON.parse((await scenario('schema', ['power'])).out).properties.pue.maximum).toBe(3);
    await expect(scenario('schema', ['pover'])).rejects.toThrow('there is no section pover (did you mean power?)');
  });

  it('validate', async () => {
    const good = await run(validateCommand, { file: ['warm', 'warm+cool'] });
    expect(good).toMatchObject({ code: 0, err: '' });
    expect(good.out).toMatch(
      /^warm is valid \(hash s[0-9a-f]{12}\); each run draws\n[\s\S]*\nwarm\+cool is valid \(hash/,
    );
    const bad = await run(validateCommand, { file: ['warm', 'broken', 'broken.yaml'], set: ['power.pue=9'] });
    expect(bad).toMatchObject({ code: 2, out: '' });
    expect(bad.err).toBe(`--set power.pue=9: expected a number from 1 to 3, got 9
broken.yaml:2:10 power.puee: unknown key (did you mean pue?)
2 problems
`);
    expect(JSON.parse((await run(validateCommand, { file: ['broken'], json: true })).out)).toEqual([
      { file: 'broken', valid: false, problems: ['broken.yaml:2:10 power.puee: unknown key (did you mean pue?)'] },
    ]);
  });
});

describe('encodings', () => {
  const text = '# Überbau\nextends: baseline.yaml\ndescription: Größe\n';
  const write = (bytes: Buffer): string => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'mine.yaml'), bytes);
    return cwd;
  };

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, as PowerShell writes it', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 in the other order', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('reads %s', (_, bytes) => {
    expect(loadScenario('mine.yaml', { cwd: write(bytes) }).scenario.description).toBe('Größe');
  });

  it('refuses Latin-1 at the line that shows it', () => {
    const cwd = write(Buffer.from(text.replace('Ü', 'U'), 'latin1'));
    expect(() => loadScenario('mine.yaml', { cwd })).toThrow('mine.yaml:3: not text in UTF-8: save the file as UTF-8');
  });
});
