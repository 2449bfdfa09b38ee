/** A disk that fills up under experiments with many rows, or while series become Parquet. */

import { it } from 'vitest';
import { fillAndResume } from '../support/small-disk.ts';

const SHORT = ['--set', 'horizonMonths=24'];

it('a batch', () => fillAndResume(200, ['batch', 'baseline', ...SHORT, '--runs', '150', '--jobs', '1']));

it('a sweep', () =>
  fillAndResume(200, ['sweep', ...SHORT, '--vary', 'power.pue=1.1:1.3:0.1', '--runs', '50', '--jobs', '1']));

it('a batch whose series become Parquet', () => {
  const batch = ['batch', 'baseline', '--set', 'horizonMonths=12', '--runs', '4', '--jobs', '1'];
  return fillAndResume(1200, [...batch, '--series', '--format', 'parquet'], /series-\w+\.parquet/);
});
