/** `overbuild strategy list`: only the named ones, and their literature as BibTeX. */

import { expect, it } from 'vitest';
import { packageReferences } from '../../src/node/bibliography-file.ts';
import { bibtex, readReferences } from '../../src/output/bibtex.ts';
import { STRATEGIES } from '../../src/strategies/registry.ts';
import { cli } from '../support/cli.ts';

it('lists only those named', async () => {
  const { code, stdout } = await cli(['strategy', 'list', 'grim', 'random', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).map(({ id }: { id: string }) => id)).toEqual(['grim', 'random']);
});

it('prints the literature of all, and of some', async () => {
  const { stdout } = await cli(['strategy', 'list', '--bib']);
  const keys = [...stdout.matchAll(/^@\w+\{(\w+),$/gm)].map((match) => match[1]);
  expect(keys).toEqual([...new Set(STRATEGIES.flatMap(({ cites }) => cites))].sort());
  const some = await cli(['strategy', 'list', 'tit-for-tat', 'grim?quorum=0.5', '--bib']);
  expect(some.stdout).toContain(
    '@article{Friedman1971,\n  author = {James W. Friedman},\n  title = {A non-cooperative equilibrium for supergames},\n' +
      '  journal = {Review of Economic Studies},\n  volume = {38},\n  number = {1},\n  pages = {1--12},\n  year = {1971}\n}\n',
  );
  expect(some.stdout.match(/^@/gm)).toHaveLength(3);
});

it('every entry of the bibliography has an author, a title and a year', () => {
  const references = packageReferences();
  expect(references.size).toBeGreaterThan(100);
  for (const { key, fields } of references.values()) {
    for (const name of ['author', 'title', 'year']) expect(fields[name], `${key}: ${name}`).toBeTruthy();
    expect(key.endsWith(fields.year) || /[a-z]$/.test(key), key).toBe(true);
    for (const value of Object.values(fields)) expect(value, key).not.toMatch(/\*/);
  }
});

it('reads parts of books, and refuses what it cannot read', () => {
  const line =
    '- [AB2000] Ann A. Bee and Cy D. Eff. On X & Y. In Gi Haa and Ja Kay (editors), *All of It* 2, 3-45. Press, 2000.';
  expect(bibtex([...readReferences(line).values()])).toBe(
    '@incollection{AB2000,\n  author = {Ann A. Bee and Cy D. Eff},\n  title = {On {X} \\& {Y}},\n' +
      '  editor = {Gi Haa and Ja Kay},\n  booktitle = {All of It},\n  volume = {2},\n  pages = {3--45},\n' +
      '  publisher = {Press},\n  year = {2000}\n}\n',
  );
  expect(() => readReferences('- [AB2000] no year.')).toThrow(/unknown form: - \[AB2000\] no year/);
});

it.each([
  [['list', 'grimm'], /there is no strategy grimm \(did you mean grim\?\)/],
  [['check', 'grim', 'random'], /expected one file, got grim, random/],
  [['check', 'grim', '--bib'], /--bib goes with strategy list/],
  [['check'], /expected a file, such as my\.ts/],
])('%j is refused', async (words, message) => {
  const { code, stderr } = await cli(['strategy', ...words]);
  expect(stderr).toMatch(message);
  expect(code).toBe(2);
});
