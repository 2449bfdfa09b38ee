/** Structure-aware fuzzing: all kinds of wrong input get an answer, nothing hangs, and what is accepted runs within its ranges. */

import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/batches.ts';
import { CASES, SEED } from './draw.ts';
import { type Family, findingsOf } from './findings.ts';
import { folderCases, makeFolders } from './folder-cases.ts';
import { DESIGN_CASES, PLANS } from './plan-cases.ts';
import { OVERRIDES, SCENARIOS } from './scenario-cases.ts';

console.log(`fuzzing ${CASES} cases, LAW_SEED=${SEED}`);

it.each<Family>([SCENARIOS, OVERRIDES, PLANS, DESIGN_CASES])('$name', async (family) => {
  expect(await findingsOf(family)).toEqual([]);
});

it('folder', async () => {
  const cwd = temporaryFolder();
  await makeFolders(cwd);
  expect(await findingsOf(folderCases(cwd))).toEqual([]);
});
