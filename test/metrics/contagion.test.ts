/** The adjustment for volatility recovers the correlation of calm times when nothing but volatility changed. */

import { describe, expect, it } from 'vitest';
import { regimeCorrelation, volatilityAdjustedCorrelation } from '../../src/metrics/contagion.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { fillNormals, openStream, streamId } from '../../src/random/stream.ts';

function normals(count: number, k: number): Float64Array {
  const out = new Float64Array(count);
  fillNormals(out, openStream(expandSeed('contagion'), k, streamId('demand')));
  return out;
}

describe('adjusted correlation', () => {
  it('takes out exactly what a rise of variance does to a linear link', () => {
    for (const beta of [0.2, 0.7, 1.5]) {
      for (const delta of [0, 1, 8]) {
        const rho = (variance: number): number => beta * Math.sqrt(variance / (beta * beta * variance + 1));
        expect(volatilityAdjustedCorrelation(rho(1 + delta), delta)).toBeCloseTo(rho(1), 12);
      }
    }
  });

  it('recovers the calm correlation of data with one structure, though the raw one rises', () => {
    const count = 40_000;
    const volatility = Float64Array.from({ length: count }, (_, t) => (t % 4 === 3 ? 3 : 1));
    const leading = normals(count, 1).map((z, t) => z * volatility[t]);
    const other = normals(count, 2).map((z, t) => 0.5 * leading[t] + z);
    const { calm, stressed, adjusted } = regimeCorrelation(leading, other, volatility);
    expect(calm).toBeCloseTo(0.5 / Math.sqrt(1.25), 1);
    expect(stressed).toBeGreaterThan(calm + 0.2);
    expect(Math.abs(adjusted - calm)).toBeLessThan(0.03);
  });

  it('stays raised where the link itself tightens in stress', () => {
    const count = 20_000;
    const isStressed = (t: number): boolean => t % 5 === 4;
    const volatility = Float64Array.from({ length: count }, (_, t) => (isStressed(t) ? 3 : 1));
    const leading = normals(count, 3).map((z, t) => z * volatility[t]);
    const other = normals(count, 4).map((z, t) => (isStressed(t) ? 2 : 0.3) * leading[t] + z);
    const { calm, adjusted } = regimeCorrelation(leading, other, volatility);
    expect(adjusted).toBeGreaterThan(calm + 0.3);
  });

  it('says nothing of few months', () => {
    expect(regimeCorrelation(normals(40, 5), normals(40, 6), normals(40, 7)).calm).toBeNaN();
  });
});
