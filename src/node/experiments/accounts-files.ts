/** Writes the accounts of a single run as files, next to its series. */

import { writeFile } from 'node:fs/promises';
import { join, type ParsedPath } from 'node:path';
import type { RecordedAccounts } from '../../columns/trace.ts';
import { balancesCsv, type DatedAccounts, transactionsCsv } from '../../output/accounts-report.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { makeFolder } from '../files/make-folder.ts';

/** The files that `writeAccounts` writes. */
export function accountsPaths(path: ParsedPath): string[] {
  const ending = path.ext === '' || path.ext === '.parquet' ? '.csv' : path.ext;
  return ['accounts', 'balances'].map((name) => join(path.dir, `${path.name}-${name}${ending}`));
}

/** Write `name-accounts.csv` (flows) and `name-balances.csv` (stocks); returns the paths. */
export async function writeAccounts(
  path: ParsedPath,
  accounts: RecordedAccounts,
  dated: DatedAccounts,
): Promise<string[]> {
  const texts = [transactionsCsv(accounts, dated), balancesCsv(accounts, dated)];
  const written: string[] = [];
  await withFileErrors(`cannot write accounts in ${path.dir}`, async () => {
    await makeFolder(path.dir);
    for (const [i, file] of accountsPaths(path).entries()) {
      await writeFile(file, texts[i]);
      written.push(file);
    }
  });
  return written;
}
