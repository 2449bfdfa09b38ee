/** Notes in the head of a report: what a reader must know before the first number. */

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BUILTIN_ENGINE } from '../../src/node/builtin-engine.ts';
import { reportIn, TINY, writeComparison, writeResults } from './make-report.ts';
import { RUNS } from './tiny-results.ts';

const place = mkdtempSync(join(tmpdir(), 'overbuild-notes-'));
beforeAll(() => writeComparison(place, 'levers'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('notes in the head', () => {
  const noted = async (options: Record<string, unknown> = {}): Promise<string[]> => {
    await reportIn(place, '.', { out: 'noted.html', replay: '0', ...options });
    const head = readFileSync(join(place, 'noted.html'), 'utf8');
    return [...head.matchAll(/<p class="warning" role="note">Note: ([^<]*)<\/p>/g)].map((match) => match[1]);
  };
  const OTHER_MODEL = /^These results are of model 1, and this program is model /;
  beforeEach(() => writeResults(place, TINY));

  it('tell of another model and of rows that are gone', async () => {
    expect(await noted()).toEqual([expect.stringMatching(OTHER_MODEL)]);
    writeFileSync(join(place, 'runs.csv'), RUNS.split('\n').slice(0, 5).join('\n'));
    expect((await noted())[0]).toBe('runs.csv holds 4 rows, and the manifest says 6: the table was changed since.');
    const { modelVersion } = BUILTIN_ENGINE;
    writeResults(place, { ...TINY, identity: { ...TINY.identity, modelVersion } });
    expect(await noted()).toEqual([]);
  });

  it('tell of a table that is not the one that was made', async () => {
    const { modelVersion } = BUILTIN_ENGINE;
    const identity = { ...TINY.identity, modelVersion };
    const sha256 = createHash('sha256').update(RUNS).digest('hex');
    writeResults(place, { ...TINY, identity, files: [{ path: 'runs.csv', bytes: RUNS.length, sha256 }] });
    expect(await noted()).toEqual([]);
    writeFileSync(join(place, 'runs.csv'), RUNS.replace('0.75', '0.95'));
    expect(await noted()).toEqual([
      expect.stringMatching(
        /^runs\.csv was changed after it was written; .* the manifest says [0-9a-f]{64}; see overbuild verify\.$/,
      ),
    ]);
  });

  it('tell of a comparison under another seed or model, or of which nothing is known', async () => {
    writeComparison(place, 'other-luck', { seed: '7', modelVersion: '0' });
    expect((await noted({ compare: 'other-luck' })).slice(1)).toEqual([
      'The comparison is of model 0, these results of model 1.',
      expect.stringContaining('The comparison has seed &quot;7&quot;'),
    ]);
    rmSync(join(place, 'other-luck', 'manifest.json'));
    expect((await noted({ compare: 'other-luck' }))[1]).toMatch(/no manifest of a finished comparison/);
    expect((await noted({ compare: 'levers' })).slice(1)).toEqual([]);
  });

  it('a comparison of another scenario is refused', async () => {
    writeComparison(place, 'foreign', { scenario: 'calm', scenarioHash: 'fedc' });
    await expect(noted({ compare: 'foreign' })).rejects.toThrow(
      /its base is calm \(fedc\), and these results are of tiny/,
    );
  });
});
