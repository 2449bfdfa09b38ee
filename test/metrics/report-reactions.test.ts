/** Reactions to reports: a table that can be read off, and the arithmetic of a walk-down that is fully priced. */

import { describe, expect, it } from 'vitest';
import {
  indexFallsAfterBeats,
  meanFallsAfterBeats,
  type Report,
  reportReactions,
  tallyReports,
} from '../../src/metrics/report-reactions.ts';
import { normalCdf } from '../../src/numeric/special.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { normalAt, openStream, streamId } from '../../src/random/stream.ts';

const report = (month: number, consensusSurprise: number, surprise: number, reaction: number): Report => {
  return { month, consensusSurprise, surprise, reaction };
};

describe('reactions', () => {
  it('of four reports', () => {
    const found = reportReactions([
      report(0, 0.05, 0.02, 0.03),
      report(0, 0.04, 0.01, 0.01),
      report(3, 0.01, -0.01, -0.02),
      report(3, -0.02, -0.05, -0.1),
    ]);
    expect(found).toMatchObject({ reports: 4, beatRate: 0.75 });
    expect(found.beat).toBeCloseTo(0.02 / 3, 12);
    expect(found.miss).toBeCloseTo(-0.1, 12);
    expect(found.all).toBeCloseTo(-0.02, 12);
    expect(found.slopeAbove).toBeCloseTo(2, 12);
    expect(found.slopeBelow).toBeCloseTo(2, 12);
  });

  it('are missing where there is nothing to average', () => {
    const found = reportReactions([]);
    expect(found.reports).toBe(0);
    for (const value of [found.beatRate, found.beat, found.miss, found.all, found.slopeAbove]) expect(value).toBeNaN();
  });

  it('to a priced walk-down: beats Phi(b / sigma), and miss over beat -P / (1 - P)', () => {
    const key = openStream(expandSeed('reports'), 0, streamId('demand'));
    const sigma = 0.06;
    const walkDown = 0.772 * sigma;
    const reports = Array.from({ length: 40_000 }, (_, i) => {
      const surprise = sigma * normalAt(key, i);
      return report(i, surprise + walkDown, surprise, surprise);
    });
    const found = reportReactions(reports);
    const expected = normalCdf(0.772);
    expect(Math.abs(found.beatRate - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / 40_000));
    expect(found.miss / found.beat).toBeCloseTo(-expected / (1 - expected), 0);
    expect(found.slopeAbove).toBeCloseTo(1, 10);
    expect(found.slopeBelow).toBeCloseTo(1, 10);
  });
});

it('counts months of many beats in which the index fell', () => {
  const reports = [report(0, 1, 0, 0), report(0, -1, 0, 0), report(1, 1, 0, 0), report(2, 1, 0, 0)];
  const index = [-0.1, -0.2, 0.3, -0.4];
  const tally = tallyReports(reports, 4);
  expect(indexFallsAfterBeats(tally, index, 0.8)).toEqual({ periods: 2, falls: 1 });
  expect(indexFallsAfterBeats(tally, index, 0)).toEqual({ periods: 3, falls: 2 });
});

it('counts quarters of many beats in which shares fell', () => {
  const quarter = (at: number, ...reactions: number[]): Report[] =>
    reactions.map((reaction, i) => report(3 * at + (i % 3), i === 4 ? -1 : 1, 0, reaction));
  const reports = [...quarter(0, 0.1, 0.1, 0.1, 0.1, -0.5), ...quarter(2, 0.1, -0.05), report(12, -1, 0, -1)];
  expect(meanFallsAfterBeats(tallyReports(reports, 13), 0.8)).toEqual({ periods: 2, falls: 1 });
});
