/** `overbuild merge <folder..> --out dir`: joins the shards of an experiment. */

import { relative, resolve } from 'node:path';
import { type MergeOutcome, mergeShards } from '../../node/experiments/merge.ts';
import { counted } from '../../numeric/counted.ts';
import { countWord } from '../../output/words.ts';
import { scenarioTitle } from '../../output/change-words.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, INTERRUPTED } from '../command.ts';
import { type Io, print, printResult } from '../io.ts';
import { flag, shared, text } from '../options.ts';
import { watched } from '../progress.ts';

export const command: Command = {
  places: { folder: { type: 'string', array: true, describe: 'Results folders of all shards, in any order' } },
  options: {
    ...shared('json'),
    out: text('Folder for the whole'),
    force: flag('Overwrite result files in the folder'),
  },
  examples: {
    'merge results/part-1 results/part-2 --out results/whole': 'Join both halves of a sweep or a batch',
  },

  async run(args, io) {
    const out = args.text('out');
    if (out === undefined) throw new UsageError(['--out is missing: the folder for the whole']);
    const folders = [...new Set(args.list('folder').map((folder) => resolve(io.cwd, folder)))];
    const work = { folders, shown: (folder: string) => relative(io.cwd, folder) || '.', out: resolve(io.cwd, out) };
    const mode = args.isOn('force') ? 'force' : 'new';
    const outcome = await watched(io, 0, (watch) => mergeShards({ ...work, mode, command: args.argv, ...watch }));
    return report(outcome, folders.length, args, io);
  },
};

function report(outcome: MergeOutcome, parts: number, args: Arguments, io: Io): number {
  const { kind, manifest, resources } = outcome;
  if (manifest === undefined) {
    print(io, 'Interrupted; the same command joins the parts again.');
    return INTERRUPTED;
  }
  const { identity, statuses, files } = manifest;
  const folder = relative(io.cwd, outcome.folder) || '.';
  const { configurations, runs, scenario, seed } = identity;
  const each = configurations === undefined ? '' : `${counted(configurations, 'configuration')}, `;
  const joined = `${countWord(parts)} shards joined into ${folder}: ${resources.map(({ path }) => path).join(', ')}`;
  const bad = Object.entries(statuses).filter(([status, count]) => status !== 'ok' && count > 0);
  printResult(io, args, { kind, folder, parts, identity, statuses, files }, [
    `${scenarioTitle(scenario)}: ${each}${counted(runs, 'run')}${each === '' ? '' : ' each'}, seed ${seed}`,
    kind === 'repeated' ? `Done before; ${folder} holds it (--force merges again).` : joined,
    ...(bad.length > 0 ? [`Not ok: ${bad.map(([status, count]) => `${countWord(count)} ${status}`).join(', ')}`] : []),
  ]);
  return 0;
}
