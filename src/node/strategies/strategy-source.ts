/** Names and identifies strategies of the user, which are files or commands. */

import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, isAbsolute, resolve } from 'node:path';
import type { BuildFailure, Message } from 'esbuild';
import { StrategyError, UsageError } from '../../scenario/errors.ts';
import { explainFileError } from '../files/file-errors.ts';

/** A strategy file, or a command that speaks the protocol of docs/strategy-protocol.md. */
export interface StrategySource {
  /** What the resolved scenario calls it: name and content, `my.ts#3fa9c1d2e4b5`, wherever the file lies. */
  readonly id: string;
  /** As the user wrote it. */
  readonly reference: string;
  readonly kind: 'file' | 'command';
  /** Path of the file, or the words of the command. */
  readonly words: readonly string[];
  /** Of a file: it and all that it imports as one script in plain JavaScript, whose value is what it exports. */
  readonly code?: string;
  /** Folder in which a command runs. */
  readonly folder: string;
  /** Of the file and those it imports, or of the command and the files it names. */
  readonly sha256: string;
  /** Longest time that a command may take for an answer; five seconds when absent. */
  readonly answerSeconds?: number;
  /** Added to the environment of a command. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Limits of a run with strategies of the user, where nothing else is asked for. */
export const RUN_SECONDS = 10;
export const RUN_MEMORY_MB = 512;

const require = createRequire(import.meta.url);
const COMMAND = 'cmd:';
const FILE = /\.[cm]?[jt]s$/;
const HASH_DIGITS = 12;

/** Whether a reference names a file or a command, and not a built-in strategy. */
export function isOutside(reference: string): boolean {
  return reference.startsWith(COMMAND) || FILE.test(reference) || /^(?:\.{1,2}|~)?[/\\]/.test(reference);
}

/**
 * Find a strategy outside the program.
 *
 * @param folder  Where relative paths start and commands run.
 * @throws StrategyError  When there is no such file.
 */
export function findSource(reference: string, folder: string): StrategySource {
  return reference.startsWith(COMMAND) ? commandSource(reference, folder) : fileSource(reference, folder);
}

function fileSource(reference: string, folder: string): StrategySource {
  const path = resolve(folder, reference);
  const hash = createHash('sha256').update(contentOf(path, reference));
  const { code, imported } = bundle(path, reference);
  for (const file of imported) hash.update(readFileSync(file));
  const sha256 = hash.digest('hex');
  return { id: named(basename(path), sha256), reference, kind: 'file', words: [path], code, folder, sha256 };
}

/** One script of a TypeScript or JavaScript module and all that it imports, and the files of these. */
function bundle(path: string, reference: string): { readonly code: string; readonly imported: readonly string[] } {
  const folder = dirname(path);
  // Loaded only when there is a file to bundle.
  const { buildSync } = require('esbuild') as typeof import('esbuild');
  try {
    const { outputFiles, metafile } = buildSync({
      entryPoints: [path],
      absWorkingDir: folder,
      bundle: true,
      format: 'iife',
      globalName: 'strategyModule',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      charset: 'utf8',
      // What lies around the file decides nothing.
      tsconfigRaw: '{}',
      write: false,
      outfile: 'strategy.js',
      metafile: true,
      logLevel: 'silent',
    });
    const files = Object.keys(metafile.inputs).map((name) => realpathSync(resolve(folder, name)));
    return {
      code: `(() => { 'use strict'; ${outputFiles[0].text}\nreturn strategyModule; })()`,
      imported: files.filter((file) => file !== realpathSync(path)),
    };
  } catch (error) {
    const { errors = [] } = error as Partial<BuildFailure>;
    if (errors.length === 0) throw error;
    throw new StrategyError(errors.map((problem) => `${reference}${wordsOfProblem(problem)}`));
  }
}

function wordsOfProblem({ text, location }: Message): string {
  const place = location === null ? '' : `:${location.line}:${location.column + 1}`;
  const hint = text.startsWith('Could not resolve')
    ? '; a strategy imports files and packages, and no module of Node'
    : '';
  return `${place}: ${text}${hint}`;
}

function commandSource(reference: string, folder: string): StrategySource {
  const words = wordsOf(reference.slice(COMMAND.length));
  if (words.length === 0) throw new StrategyError(`${reference}: expected a command after ${COMMAND}`);
  const hash = createHash('sha256').update(JSON.stringify(words));
  for (const word of words) {
    const path = isAbsolute(word) ? word : resolve(folder, word);
    // The interpreter belongs to the machine; files below the folder are the strategy.
    if (word !== words[0] && statSync(path, { throwIfNoEntry: false })?.isFile() === true)
      hash.update(readFileSync(path));
  }
  const sha256 = hash.digest('hex');
  const id = named(`${COMMAND}${words.map((word) => basename(word)).join(' ')}`, sha256);
  return { id, reference, kind: 'command', words, folder, sha256 };
}

function contentOf(path: string, reference: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const explained = explainFileError(error, `strategy ${reference}`);
    throw explained instanceof UsageError ? new StrategyError(explained.problems) : explained;
  }
}

function named(name: string, sha256: string): string {
  return `${name}#${sha256.slice(0, HASH_DIGITS)}`;
}

/** Words of a command line; quotes keep blanks together. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain,
  );
}

/** Sources whose commands are given up well before a run is: a command that hangs must be ended by those who started it. */
export function withinRun(sources: readonly StrategySource[], runSeconds: number): StrategySource[] {
  return sources.map((source) => ({ ...source, answerSeconds: runSeconds / 2 }));
}

/** A strategy with parameters as typed: `tit-for-tat`, `./my.ts?threshold=0.2`. */
export interface TypedStrategy {
  readonly reference: string;
  readonly params: Readonly<Record<string, number | string | boolean>>;
}

const QUERY = /^(.+?)\?([\w.-]+=[^&?]*(?:&[\w.-]+=[^&?]*)*)$/;

/** Read `reference?name=value&name=value`. */
export function typedStrategy(text: string): TypedStrategy {
  const [, reference = text, query = ''] = QUERY.exec(text) ?? [];
  const params: Record<string, number | string | boolean> = {};
  for (const pair of query === '' ? [] : query.split('&')) {
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1);
    params[pair.slice(0, at)] =
      value !== '' && Number.isFinite(Number(value))
        ? Number(value)
        : value === 'true' || (value === 'false' ? false : value);
  }
  return { reference, params };
}

/** `FIRM=strategy` (or `*=strategy`) as overrides of the scenario. */
export function strategyOverrides(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const at = text.indexOf('=');
    const firm = text.slice(0, at).trim();
    if (at < 0 || firm === '' || text.slice(at + 1).trim() === '') {
      throw new UsageError([`--strategy: expected FIRM=strategy, such as META=./my.ts or *=tit-for-tat, got ${text}`]);
    }
    const { reference, params } = typedStrategy(text.slice(at + 1).trim());
    const place = `firms[${firm}].strategy`;
    const choice = `${place}.id=${JSON.stringify(reference)}`;
    return Object.keys(params).length === 0 ? [choice] : [choice, `${place}.params=${JSON.stringify(params)}`];
  });
}
