/** The check of an installation: sound here, and a wrong hash is told. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { referenceHash } from '../../src/cli/commands/doctor.ts';
import { cli } from '../support/cli.ts';

it('gives the runs that are stored, in two threads', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  try {
    const sha256 = await referenceHash(folder);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync('data/reference-run.json', `{ "sha256": "${sha256}" }\n`);
    expect(JSON.parse(readFileSync('data/reference-run.json', 'utf8'))).toEqual({ sha256 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('finds this installation sound, part by part', async () => {
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
