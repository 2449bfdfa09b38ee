#!/usr/bin/env node
/** The command line: finds the verb, loads only its code, and turns errors into messages and exit codes. */

import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import type { Argv } from 'yargs';
import { explainFileError } from '../node/files/file-errors.ts';
import { packageVersion } from '../node/package-version.ts';
import { MachineError, UsageError, UserError } from '../scenario/errors.ts';
import { Arguments } from './arguments.ts';
import { type Command, configured, INTERRUPTED, TIME_UP, USER_ERROR } from './command.ts';
import { type Io, plainMessage, print } from './io.ts';
import { MAX_WIDTH, overview } from './overview.ts';
import { processIo } from './process-io.ts';
import { refuseUnread, unknownOptionMessage, unknownVerbMessage } from './unknown.ts';
import { COMPLETION, findVerb, VERBS } from './verbs.ts';
import { flag } from './options.ts';

/** Exit codes. */
const DONE = 0;
const DEFECT = 1;
const MACHINE_ERROR = 1;

const COMPLETION_HELP = `overbuild ${COMPLETION}

Print a script that completes commands and options in the shell in SHELL (bash or zsh)

Examples:
  overbuild ${COMPLETION} >> ~/.bashrc
  overbuild ${COMPLETION} >> ~/.zshrc`;
/** Option by which the shell script requests completions. */
const ASK_COMPLETIONS = '--get-yargs-completions';

/** Loaded only when there is a command to read. */
async function createParser(io: Io): Promise<Argv> {
  const { default: yargs } = await import('yargs');
  return yargs()
    .scriptName('overbuild')
    .locale('en')
    .version(false)
    .exitProcess(false)
    .help('help')
    .alias('help', 'h')
    .option('quiet', flag('Print only errors, and JSON when asked for it'))
    .wrap(Math.min(io.stdout.columns, MAX_WIDTH))
    .strict()
    .showHelpOnFail(false)
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-positional-numbers': false,
    });
}

async function versions(): Promise<string> {
  const { MODEL_VERSION } = await import('../engine/version.ts');
  return `overbuild ${packageVersion()}, model ${MODEL_VERSION}`;
}

/** The script for the user's shell; it asks this program for words. */
async function completionScript(io: Io): Promise<string> {
  let script = '';
  await (await createParser(io))
    .strict(false)
    .completion(COMPLETION)
    .parseAsync([COMPLETION], {}, (_error: unknown, _args: unknown, output: string) => {
      script = output;
    });
  return script;
}

/** Words that may stand where the last of `words` is being typed: commands, or options and their values. */
async function completions(words: readonly string[], io: Io): Promise<string[]> {
  const verb = findVerb(words[1] ?? '');
  if (verb === undefined) return [...VERBS.map(({ name }) => name), COMPLETION].sort();
  const parser = (await createParser(io)).completion(COMPLETION);
  const { command } = await verb.load();
  return new Promise((resolve) => {
    configured(parser, command).getCompletion([...words], (_error, found) => resolve([...(found ?? [])]));
  });
}

/** Output of a quiet command: errors, and machine-readable output on standard output. */
function quietIo(io: Io, isJson: boolean): Io {
  const { stdout, stderr } = io;
  const silent = { ...stdout, columns: stdout.columns, isTTY: false, write() {} };
  return {
    ...io,
    stdout: isJson ? stdout : silent,
    stderr: { ...stderr, columns: stderr.columns, isTTY: false, write: (text) => stderr.write(text) },
  };
}

/** The words after `--` are arguments like those before it; none of them may look like an option. */
function placed(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  if (end < 0) return [...argv];
  const after = argv.slice(end + 1);
  const option = after.find((word) => /^-./.test(word));
  if (option !== undefined) {
    throw new UsageError([`${option} after --: an option goes before it; a file of that name is written ./${option}`]);
  }
  return [...argv.slice(0, end), ...after];
}

/** What a command line asks: the arguments of its command, or a page of help. */
type Asked = { readonly command: Command; readonly args: Arguments } | { readonly page: string };

/**
 * Read a command line without doing what it asks.
 *
 * @throws UserError  When there is no such verb or option, or a value is missing.
 */
export async function readCommandLine(argv: readonly string[], io: Io): Promise<Asked> {
  const verb = findVerb(argv[0]);
  if (verb === undefined) throw new UserError(unknownVerbMessage(argv[0]));
  const { command } = await verb.load();
  let read: Readonly<Record<string, unknown>> | undefined;
  const commandLine = (await createParser(io)).command(
    verb.usage,
    verb.summary,
    (parser) => configured(parser, command),
    (args) => {
      read = args;
      // A handler that returns makes yargs render the page of help, which takes longer than reading the words.
      throw new Error('read');
    },
  );
  commandLine.fail((message: string | undefined, error: Error | undefined) => {
    throw error ?? new UserError(message ?? 'the command line cannot be read');
  });
  let page = '';
  try {
    await commandLine.parseAsync(placed(argv), {}, (_error: unknown, _args: unknown, output: string) => {
      page = output;
    });
    return { page };
  } catch (error) {
    if (read !== undefined) {
      refuseUnread((read._ as unknown[]).slice(1), placed(argv), command);
      return { command, args: new Arguments(read, argv) };
    }
    const isUnreadable = error instanceof Error && (error.constructor === UserError || error.name === 'YError');
    if (isUnreadable) {
      throw new UserError(`${unknownOptionMessage(error.message, command, argv)}; see overbuild ${verb.name} --help`);
    }
    throw error;
  }
}

/** A message with the commands it names as the user can type them. */
function asTyped(message: string, { program }: Io): string {
  const verbs = [...VERBS.map(({ name }) => name), '--help'].join('|');
  return message.replace(new RegExp(`(?<![\\w/-])overbuild (?=(?:${verbs})(?![\\w-]))`, 'g'), `${program} `);
}

/** A defect: everything that a report of it needs. */
function printDefect(error: unknown, argv: readonly string[], io: Io): void {
  io.stderr.write(`overbuild: a defect in overbuild, not in your input. Please report it with this text.\n`);
  io.stderr.write(`command: overbuild ${argv.join(' ')}\nnode: ${process.version}\n${inspect(error)}\n`);
}

/**
 * Run one command line and return its exit code: 0 done, 1 defect, full disk or failed runs, 2 user error, 75 time is
 * up, 130 interrupted.
 */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  try {
    const [first] = argv;
    if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
      print(io, overview(io));
      return DONE;
    }
    if (first === '--version') {
      print(io, await versions());
      return DONE;
    }
    if (first === COMPLETION) {
      if (argv.length === 2 && ['--help', '-h'].includes(argv[1])) {
        print(io, COMPLETION_HELP);
        return DONE;
      }
      if (argv.length > 1)
        throw new UsageError(`unexpected argument ${argv[1]}; ${COMPLETION} writes the script of the shell in SHELL`);
      print(io, await completionScript(io));
      return DONE;
    }
    if (first === ASK_COMPLETIONS) {
      for (const word of await completions(argv.slice(1), io)) print(io, word);
      return DONE;
    }
    const asked = await readCommandLine(argv, io);
    if ('command' in asked) {
      const { command, args } = asked;
      const shown = args.isOn('quiet') ? quietIo(io, args.isOn('json')) : io;
      let isInterrupted = false;
      const onInterrupt: Io['onInterrupt'] = (listener) =>
        io.onInterrupt(() => {
          isInterrupted = true;
          listener();
        });
      const code = await command.run(args, { ...shown, onInterrupt });
      return code === INTERRUPTED && !isInterrupted && args.has('max-time') ? TIME_UP : code;
    }
    print(io, asked.page);
    return DONE;
  } catch (thrown) {
    const error = explainFileError(thrown, String((thrown as NodeJS.ErrnoException | undefined)?.path ?? 'a file'));
    if (error instanceof UserError) {
      for (const problem of error.problems) io.stderr.write(`overbuild: ${plainMessage(asTyped(problem, io))}\n`);
      return error instanceof MachineError ? MACHINE_ERROR : USER_ERROR;
    }
    printDefect(error, argv, io);
    return DEFECT;
  }
}

/** Whether this file is the program and not imported by one; package managers start it through a link. */
function isProgram(): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url);
}

if (isProgram()) process.exitCode = await runCli(process.argv.slice(2), processIo());
