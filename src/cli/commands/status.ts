/** `overbuild status <folder..>`: how far experiments and their shards are, and the commands still to run. */

import { resolve } from 'node:path';
import { type FolderStatus, statusOf } from '../../node/experiments/status.ts';
import { shellWord } from '../../output/shell-word.ts';
import { tableLines } from '../../output/text-table.ts';
import { countWord, durationWord } from '../../output/words.ts';
import { type Command, FAILED_RUNS } from '../command.ts';
import { type Io, print, printJson, printLines } from '../io.ts';
import { shared } from '../options.ts';

export const command: Command = {
  places: { folder: { type: 'string', array: true, describe: 'Results folders, finished or not' } },
  options: { ...shared('json') },
  examples: {
    'status results/part-*': 'Which shards are finished, and what is still to be run',
  },

  async run(args, io) {
    const named = [...new Set(args.list('folder'))];
    const { folders, merges } = await statusOf(named, (folder) => resolve(io.cwd, folder));
    const open = folders.filter(({ state }) => state !== 'finished');
    const code = open.length > 0 ? FAILED_RUNS : 0;
    if (args.isOn('json')) {
      printJson(io, { folders, merges });
      return code;
    }
    const head = ['folder', 'holds', 'state', 'rows', 'time left'];
    printLines(io, tableLines([head, ...folders.map(cellsOf)], [0, 1, 2]));
    for (const { folder, reason } of folders) if (reason !== undefined) print(io, `${folder}: ${reason}`);
    const commands = open.flatMap(({ command }) => command ?? []);
    if (commands.length > 0) print(io, '\nStill to run:');
    for (const { command } of open) if (command !== undefined) print(io, lineOf(io, command));
    const lost = open.filter(({ state, command }) => command === undefined && state !== 'running');
    for (const { folder } of lost) print(io, `For ${folder} the command is not known: run what made it again.`);
    if (merges.length > 0) print(io, '\nAll shards are finished; join them:');
    for (const merge of merges) print(io, lineOf(io, merge));
    return code;
  },
};

function cellsOf({ folder, what, state, done, rows, secondsLeft }: FolderStatus): string[] {
  const count = rows === undefined ? '' : `${countWord(done ?? 0)} of ${countWord(rows)}`;
  return [folder, what, state, count, secondsLeft === undefined ? '' : durationWord(secondsLeft)];
}

function lineOf(io: Io, words: readonly string[]): string {
  return `  ${io.program} ${words.map(shellWord).join(' ')}`;
}
