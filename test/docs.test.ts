/** Guards the documentation: links, literature keys, named tests, commands that can be read, and generated parts. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MODEL_VERSION } from '../src/engine/version.ts';
import { loadScenario } from '../src/node/scenario-files.ts';
import { scenarioHash } from '../src/scenario/hash.ts';
import { readOnly } from './support/cli.ts';
import { generatedParts } from './support/generated-docs.ts';
import { anchorsOf, linksOf, markdownFiles, shellWords, stepsOf, withPart } from './support/markdown.ts';

const IS_UPDATING = process.env.UPDATE_DOCS === '1';
const KEY = /\[([A-Z][A-Za-z]+[0-9]{4}[a-z]?)\]/g;

const files = markdownFiles();
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `src/${file.replaceAll('\\', '/')}`);
const read = (file: string): string => readFileSync(file, 'utf8');

describe.each(files)('%s', (file) => {
  const text = read(file);

  it('links to files and headings that exist', () => {
    for (const link of linksOf(text)) {
      if (/^https?:/.test(link)) continue;
      const [path, anchor] = link.split('#');
      const target = path === '' ? file : posix.normalize(posix.join(posix.dirname(file), path));
      expect(existsSync(target), `${file} links to ${link}`).toBe(true);
      if (anchor !== undefined) expect([...anchorsOf(target)], `${file} links to ${link}`).toContain(anchor);
    }
  });

  it('names tests that exist', () => {
    for (const [name] of text.matchAll(/\btest\/[\w./-]+\.ts\b/g))
      expect(existsSync(name), `${file}: ${name}`).toBe(true);
  });
});

it('names only tests that exist, in every docstring', () => {
  const missing = sources.flatMap((file) =>
    [...read(file).matchAll(/\btest\/[\w./-]+\.ts\b/g)]
      .filter(([name]) => !existsSync(name))
      .map(([name]) => `${file}: ${name}`),
  );
  expect(missing).toEqual([]);
});

it('names a test for every invariant', () => {
  const invariants = read('docs/ARCHITECTURE.md').split('**Architecture Invariant').slice(1);
  expect(invariants.length).toBeGreaterThan(8);
  for (const invariant of invariants) expect(invariant.split('\n\n')[0]).toMatch(/Held by `test\//);
});

it('lists everything that a strategy sees', () => {
  const types = read('src/strategies/strategy.ts');
  const page = read('docs/how-to/write-a-strategy.md');
  for (const name of ['OwnBooks', 'PublicSignals', 'EconomyView', 'StageView', 'GameView']) {
    const [, body] = new RegExp(`interface ${name} \\{([^]*?)\\n\\}`).exec(types) ?? [];
    const fields = [...(body ?? '').matchAll(/^ {2}(?:readonly )?(\w+)[:(]/gm)].map(([, field]) => field);
    expect(fields.length, name).toBeGreaterThan(1);
    for (const field of fields) expect(page, `${name}.${field}`).toMatch(new RegExp(`[\`.]${field}[\`(.]`));
  }
});

it('lists every stream of chance, and no other', () => {
  const [, section] = read('docs/ARCHITECTURE.md').split('<!-- streams:begin -->');
  const listed = [...section.split('<!-- streams:end -->')[0].matchAll(/^\| `([a-z-]+)`/gm)].map((match) => match[1]);
  const code = sources.map(read).join('\n');
  const patterns = [/\b(?:streamId|key)\(\s*'([a-z-]+)'/g, /\$\{replication\}\/([a-z-]+)\/\$/g];
  const opened = patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1]));
  expect([...listed].sort()).toEqual([...new Set(opened)].sort());
});

it('cites what the bibliography holds, and holds what is cited', () => {
  const entries = [...read('docs/bibliography.md').matchAll(/^- \[([A-Za-z]+[0-9]{4}[a-z]?)\] \S/gm)].map(
    (match) => match[1],
  );
  const citing = [...sources, ...files.filter((file) => file !== 'docs/bibliography.md')].map(read).join('\n');
  const lists = [...citing.matchAll(/cites: \[([^\]]*)\]/g)].flatMap((match) => [...match[1].matchAll(/'(\w+)'/g)]);
  const cited = [...citing.matchAll(KEY), ...lists].map((match) => match[1]);
  expect(entries).toEqual([...new Set(entries)].sort((a, b) => (a < b ? -1 : 1)));
  expect(entries).toEqual([...new Set(cited)].sort((a, b) => (a < b ? -1 : 1)));
});

it('shows what the present model makes of the present baseline', () => {
  const [, excerpt] = read('README.md').split('<!-- excerpt:begin -->');
  const { scenario } = loadScenario('baseline');
  expect(excerpt, 'out of date: run npx tsx bench/reference.ts').toContain(
    `model ${MODEL_VERSION}, scenario ${scenarioHash(scenario)}`,
  );
  expect(read('results/reference/summary.csv')).toMatch(/^metric,/);
});

/** The second column of the table "Style of words" in CONTRIBUTING.md. */
const AVOIDED = read('CONTRIBUTING.md')
  .split('## Style of words')[1]
  .split('\n')
  .flatMap((line) => /^\| [^|]+ \| ([^|]+) \|$/.exec(line)?.[1].split(', ') ?? [])
  .filter((words) => words !== 'not');

it('uses the terms of the field in src, docs and scenarios', () => {
  const scenarios = readdirSync('scenarios', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `scenarios/${file}`);
  const pages = files.filter((file) => !/^(?:CONTRIBUTING|CHANGELOG|docs\/bibliography)\.md$/.test(file));
  const avoided = new RegExp(`\\b(?:${AVOIDED.join('|')})\\b`, 'i');
  const found = [...sources, ...pages, ...scenarios].flatMap((file) =>
    read(file)
      .replace(/```text\n[\s\S]*?```/g, (block) => block.replace(/[^\n]/g, ''))
      .split('\n')
      .flatMap((line, i) => (avoided.test(line) ? [`${file}:${i + 1}: ${avoided.exec(line)?.[0]}`] : [])),
  );
  expect(AVOIDED).toContain('luck');
  expect(found, 'see "Style of words" in CONTRIBUTING.md').toEqual([]);
});

describe('generated parts', () => {
  it.each(generatedParts())('$file: $name', ({ file, name, text }) => {
    const page = read(file);
    const updated = withPart(page, name, text);
    if (IS_UPDATING) writeFileSync(file, updated);
    else expect(page, `out of date: run UPDATE_DOCS=1 npx vitest run test/docs.test.ts`).toBe(updated);
  });
});

/** They are executed by docs.long.test.ts. */
describe('commands', () => {
  const commands = files.flatMap((file) =>
    stepsOf(read(file)).flatMap((step) =>
      'commands' in step ? step.commands.split('\n').map((line) => ({ file, line: line.trim() })) : [],
    ),
  );
  const ours = commands.filter(({ line }) => line.startsWith('npx overbuild '));

  it('of all pages are read', () => expect(ours.length).toBeGreaterThan(100));

  it('start this program, or another that every machine has', () => {
    const others = commands.filter(({ line }) => !/^(?:$|#|npx overbuild |(?:cmp|cp|mkdir) )/.test(line));
    expect(others).toEqual([]);
  });

  it.each(ours)('$file: $line', async ({ line }) => {
    const [, , ...argv] = shellWords(line);
    expect(await readOnly(argv)).toHaveProperty('command');
  });
});
