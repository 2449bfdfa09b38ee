/** The checkpoint of a paired experiment gives back all that was gathered, failed runs among it. */

import { expect, it } from 'vitest';
import { PairLedger } from '../../src/experiment/compare-ledger.ts';
import { openPairedFolder, type PairedIdentity } from '../../src/node/compare/compare-folder.ts';
import { temporaryFolder } from '../support/batches.ts';

const identity: PairedIdentity = {
  format: 'overbuild-compare/1',
  scenarios: [
    { name: 'base', hash: 'a' },
    { name: 'other', hash: 'b' },
  ],
  seed: '1',
  metrics: ['metric'],
  series: [],
  modelVersion: '0',
  packageVersion: '0',
};

it('keeps rows and failures of an unfinished experiment', async () => {
  const ledger = new PairLedger({ contenders: ['base', 'other'], metrics: ['metric'], series: [] });
  ledger.record({
    metrics: Float64Array.of(1, Number.NaN),
    series: [],
    failures: [{ replication: 0, contender: 1, reason: 'no idea' }],
  });
  const path = temporaryFolder();
  const folder = await openPairedFolder(path, identity, 'new');
  await folder.write({}, { ledger, manifest: undefined });
  await folder.close();
  const again = await openPairedFolder(path, identity, 'resume');
  await again.close();
  expect(again.saved).toEqual(ledger.state);
});
