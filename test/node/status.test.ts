/** How far results folders are, after random damage: exactly the commands that are still to run. */

import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGenerator } from '../../src/random/generator.ts';
import { filesOf, temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

const SHARDS = 4;
const ROUNDS = 12;
const BATCH = ['batch', 'chen-four-stage', '--runs', '40', '--jobs', '1'];

const commandOf = (i: number, ...more: string[]): string[] => [
  ...BATCH,
  '--shard',
  `${i}/${SHARDS}`,
  '--out',
  `part-${i}`,
  ...more,
];

async function status(cwd: string, ...folders: string[]) {
  const { code, stdout } = await cli(['status', ...folders, '--json'], { cwd });
  return { code, ...JSON.parse(stdout) };
}

describe('status', () => {
  it('names the commands that finish damaged and missing shards, and the merge when all are there', async () => {
    const cwd = temporaryFolder();
    const chance = createGenerator('status');
    const kept = temporaryFolder();
    for (let i = 1; i <= SHARDS; i++) {
      expect((await cli(commandOf(i), { cwd })).code).toBe(0);
      cpSync(join(cwd, `part-${i}`), join(kept, `part-${i}`), { recursive: true });
    }
    const whole = await cli([...BATCH, '--out', 'whole'], { cwd });
    expect(whole.code).toBe(0);
    for (let round = 0; round < ROUNDS; round++) {
      const wanted: string[][] = [];
      for (let i = 1; i <= SHARDS; i++) {
        const folder = join(cwd, `part-${i}`);
        const harm = ['none', 'none', 'gone', 'cut', 'flipped', 'grown', 'no manifest'][
          Math.floor(chance.uniform() * 7)
        ];
        if (harm === 'none' || (i === 1 && round % 2 === 0)) continue;
        const path = join(folder, 'runs.csv');
        if (harm === 'gone') rmSync(folder, { recursive: true });
        if (harm === 'cut') truncateSync(path, Math.floor(chance.uniform() * readFileSync(path).length));
        if (harm === 'grown') appendFileSync(path, '\n');
        if (harm === 'no manifest') rmSync(join(folder, 'manifest.json'));
        if (harm === 'flipped') {
          const bytes = readFileSync(path);
          bytes[Math.floor(chance.uniform() * bytes.length)] ^= 1;
          writeFileSync(path, bytes);
        }
        // Nothing in a folder without a manifest says what made it.
        wanted.push(harm === 'gone' || harm === 'no manifest' ? commandOf(i) : commandOf(i, '--force'));
      }
      const there = readdirSync(cwd).filter((name) => name.startsWith('part-'));
      const isKnown = there.some((name) => readdirSync(join(cwd, name)).includes('manifest.json'));
      const found = await status(cwd, ...there);
      const commands = found.folders.flatMap(({ command }: { command?: string[] }) => (command ? [command] : []));
      const known = isKnown ? wanted : [];
      expect(commands.map(String).sort(), `round ${round}`).toEqual(known.map(String).sort());
      expect(found.code).toBe(wanted.length > 0 ? 1 : 0);
      // Mend everything again: at last by the commands, before by copies of what they made.
      for (const argv of wanted) {
        const name = argv.find((word) => word.startsWith('part-')) ?? '';
        if (round === ROUNDS - 1)
          expect((await cli([...argv.filter((word) => word !== '--force'), '--force'], { cwd })).code).toBe(0);
        else {
          rmSync(join(cwd, name), { recursive: true, force: true });
          cpSync(join(kept, name), join(cwd, name), { recursive: true });
        }
      }
    }
    const { code, merges } = await status(cwd, ...Array.from({ length: SHARDS }, (_, i) => `part-${i + 1}`));
    expect([code, merges.length]).toEqual([0, 1]);
    expect((await cli(merges[0], { cwd })).code).toBe(0);
    expect(filesOf(join(cwd, merges[0].at(-1)))).toEqual(filesOf(join(cwd, 'whole')));
  });

  it('says how far unfinished work is, and how it is resumed', async () => {
    const cwd = temporaryFolder();
    const argv = ['batch', 'chen-four-stage', '--runs', '200000', '--max-time', '3s', '--jobs', '1', '--out', 'long'];
    const stopped = await cli(argv, { cwd });
    expect([stopped.code, stopped.stdout]).toEqual([
      75,
      expect.stringMatching(/^Time is up: [\d,]+ runs are safe in long/),
    ]);
    const { folders, code } = await status(cwd, 'long', 'nowhere');
    expect(code).toBe(1);
    expect(folders[0]).toMatchObject({ state: 'unfinished', rows: 200_000, command: [...argv, '--resume'] });
    expect(folders[0].secondsLeft).toBeGreaterThan(0);
    expect(folders[1]).toMatchObject({ state: 'missing' });
    const { stdout } = await cli(['status', 'long'], { cwd });
    expect(stdout).toContain(`overbuild ${argv.join(' ')} --resume`);
  });
});
