/** The check of an installation: sound here, and a wrong hash is told. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { referenceHash } from '../../src/cli/commands/doctor.ts';
import { cli } from '../support/cli.ts';

/** Store the hash of the runs that the check simulates in two threads. */
async function updateReference(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  try {
    writeFileSync('data/reference-run.json', `{ "sha256": "${await referenceHash(folder)}" }\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('finds this installation sound, part by part', async () => {
  if (process.env.UPDATE_GOLDEN === '1') await updateReference();
  const { code, stdout } = await cli(['doctor', '--json']);
  const findings = JSON.parse(stdout) as { check: string; isSound: boolean }[];
  expect(findings.filter(({ isSound }) => !isSound)).toEqual([]);
  expect(findings.map(({ check }) => check)).toEqual([
    'Node',
    'same bits, in two threads',
    'Parquet files and SQL',
    'pictures',
  ]);
  expect(code).toBe(0);
});
