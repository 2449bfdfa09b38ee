/** The accounts of a single run as files, beside its series. */

import { writeFile } from 'node:fs/promises';
import { join, type ParsedPath } from 'node:path';
import type { RecordedAccounts } from '../../columns/trace.ts';
import { balancesCsv, transactionsCsv } from '../../output/accounts-report.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { makeFolder } from '../files/make-folder.ts';

/** Write `name-accounts.csv` (what moved) and `name-balances.csv` (what stood); returns the paths. */
export async function writeAccounts(path: ParsedPath, accounts: RecordedAccounts, months: number): Promise<string[]> {
  const ending = path.ext === '' || path.ext === '.parquet' ? '.csv' : path.ext;
  const texts = { accounts: transactionsCsv(accounts, months), balances: balancesCsv(accounts, months) };
  const written: string[] = [];
  await withFileErrors(`cannot write accounts in ${path.dir}`, async () => {
    await makeFolder(path.dir);
    for (const [name, text] of Object.entries(texts)) {
      const file = join(path.dir, `${path.name}-${name}${ending}`);
      await writeFile(file, text);
      written.push(file);
    }
  });
  return written;
}
