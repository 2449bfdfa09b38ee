/** A fresh clone: after `npm ci` the program runs by its name, as README says. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** A clean copy of the last commit after `npm ci`, where the caller has made one. */
const { OVERBUILD_CLEAN_COPY: ready } = process.env;

it('runs as npx overbuild after npm ci, and hints at commands that can be typed', () => {
  const copy = ready ?? mkdtempSync(join(tmpdir(), 'overbuild-clone-'));
  const run = (command: string): string => execFileSync('bash', ['-c', command], { cwd: copy, encoding: 'utf8' });
  try {
    if (ready === undefined) {
      execFileSync('bash', ['-c', `git archive HEAD | tar -x -C "${copy}"`]);
      run('npm ci --prefer-offline --no-audit --no-fund');
    }
    expect(run('npx --no-install overbuild --version')).toMatch(/^overbuild \d/);
    // `npm start` builds anew.
    run('npm run build:program --silent');
    expect(run('npx --no-install overbuild --version')).toMatch(/^overbuild \d/);
    const screen = run('npx --no-install overbuild batch --runs 3 --set horizonMonths=6');
    const next = /^Next: (npx overbuild report .*) \(or chart\)$/m.exec(screen)?.[1] ?? 'false';
    expect(run(next.replace('npx', 'npx --no-install'))).toContain('report.html');
  } finally {
    if (ready === undefined) rmSync(copy, { recursive: true, force: true });
  }
});
