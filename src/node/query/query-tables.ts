/** Finds the tables of results folders by their data packages, and single CSV and Parquet files. */

import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Column } from '../../columns/column.ts';
import type { CsvLocale } from '../../output/csv.ts';
import { UsageError } from '../../scenario/errors.ts';
import { CHECKPOINT_FILE } from '../files/checkpoint.ts';
import { isInside } from '../files/manifest-file.ts';
import { readHeader } from '../files/csv-rows.ts';
import { withFileErrors } from '../files/file-errors.ts';

/** One file of a table. */
export interface TableFile {
  /** What its rows have in the column `folder` when several folders are asked. */
  readonly folder: string;
  readonly path: string;
  /** Of a CSV file that a data package declares; others tell by themselves. */
  readonly locale?: CsvLocale;
  readonly columns?: readonly DeclaredColumn[];
}

export type DeclaredColumn = Required<Pick<Column, 'name' | 'type' | 'unit' | 'description'>>;

export interface QueryTable {
  /** Of the view: that of the resource, hyphens made underscores. */
  readonly name: string;
  readonly description: string;
  readonly files: readonly TableFile[];
}

export interface FoundTables {
  readonly tables: readonly QueryTable[];
  /** Files that are declared but cannot be used, in words. */
  readonly notes: readonly string[];
}

const DATA_PACKAGE = 'datapackage.json';
const SINGLE_FILE = /\.(?:csv|parquet)$/;

interface Field {
  readonly name: string;
  readonly type?: string;
  readonly unit?: string;
  readonly description?: string;
}

interface Declared {
  readonly name: string;
  readonly path: string;
  readonly description?: string;
  readonly dialect?: { readonly delimiter?: string };
  readonly schema?: { readonly fields?: readonly Field[] };
}

const TYPES = ['integer', 'string', 'date'] as const;

/** Name of a view: what SQL takes without quotes. */
function viewName(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9_]+/g, '_');
}

/** The newest results folder below a folder. */
export async function newestResults(below: string): Promise<string | undefined> {
  const names = await readdir(below).catch(() => []);
  const dated = await Promise.all(
    names.map(async (name) => {
      const info = await stat(join(below, name, DATA_PACKAGE)).catch(() => undefined);
      return { folder: join(below, name), at: info?.mtimeMs ?? Number.NEGATIVE_INFINITY };
    }),
  );
  const [newest] = dated.filter(({ at }) => Number.isFinite(at)).sort((a, b) => b.at - a.at);
  return newest?.folder;
}

/** Last parts of paths that tell them apart, or the paths themselves. */
function labelsOf(paths: readonly string[]): string[] {
  const names = paths.map((path) => basename(path));
  return new Set(names).size === paths.length ? names : [...paths];
}

/**
 * Find the tables of folders and files.
 *
 * @throws UsageError  When a path is not there, or a folder holds no finished results.
 */
export async function findTables(paths: readonly string[]): Promise<FoundTables> {
  const labels = labelsOf(paths);
  const tables = new Map<string, QueryTable>();
  const notes: string[] = [];
  for (const [i, path] of paths.entries()) {
    const isSingle = SINGLE_FILE.test(path) && (await stat(path).catch(() => undefined))?.isFile() === true;
    const found = isSingle ? [await singleFile(path, labels[i])] : await tablesOf(path, labels[i]);
    for (const table of found) {
      const note = await problemOf(table.files[0]);
      if (note !== undefined) notes.push(note);
      else {
        const { files = [] } = tables.get(table.name) ?? {};
        tables.set(table.name, { ...table, files: [...files, ...table.files] });
      }
    }
  }
  return { tables: [...tables.values()], notes };
}

/** A single file; next to its data package it has the declared types. */
async function singleFile(path: string, folder: string): Promise<QueryTable> {
  const declared = await tablesOf(dirname(path), folder).catch(() => []);
  const own = declared.find(({ files: [file] }) => resolve(file.path) === resolve(path));
  const name = viewName(basename(path, extname(path)));
  if (own !== undefined && (await problemOf(own.files[0])) === undefined) return { ...own, name };
  const locale = path.endsWith('.csv') ? { locale: (await readHeader(path)).locale } : {};
  return { name, description: basename(path), files: [{ folder, path, ...locale }] };
}

async function tablesOf(path: string, folder: string): Promise<QueryTable[]> {
  return (await declaredIn(path)).map(({ name, path: file, description = '', dialect, schema }) => ({
    name: viewName(name),
    description,
    files: [
      {
        folder,
        path: join(path, file),
        locale: dialect?.delimiter === ';' ? 'eu' : 'en',
        columns: (schema?.fields ?? []).map(
          (field): DeclaredColumn => ({
            name: field.name,
            type: TYPES.find((type) => type === field.type) ?? 'number',
            unit: field.unit ?? '',
            description: field.description ?? '',
          }),
        ),
      },
    ],
  }));
}

async function declaredIn(folder: string): Promise<Declared[]> {
  const path = join(folder, DATA_PACKAGE);
  const text = await withFileErrors(`cannot read ${folder}`, async () => {
    const info = await stat(folder).catch(() => undefined);
    if (info === undefined) throw new UsageError([`there is no folder ${folder}`]);
    if (!info.isDirectory())
      throw new UsageError([`${folder} is neither a results folder nor a .csv or .parquet file`]);
    if (existsSync(path)) return readFile(path, 'utf8');
    throw new UsageError([
      existsSync(join(folder, CHECKPOINT_FILE))
        ? `${folder} holds an unfinished batch; finish it with --resume first`
        : `${folder} holds no ${DATA_PACKAGE}; give a results folder, or CSV and Parquet files one by one`,
    ]);
  });
  try {
    const { resources } = JSON.parse(text) as { readonly resources?: unknown };
    return (Array.isArray(resources) ? (resources as Partial<Declared>[]) : []).filter(
      (resource): resource is Declared =>
        typeof resource.name === 'string' && typeof resource.path === 'string' && isInside(resource.path),
    );
  } catch (error) {
    throw new UsageError([`${path} is not JSON: ${(error as Error).message}`]);
  }
}

/** Why a declared file cannot be used; what a Parquet file holds is seen when it is opened. */
async function problemOf({ path, locale, columns }: TableFile): Promise<string | undefined> {
  if (!existsSync(path)) return `${path} is missing; its table is left out`;
  if (columns === undefined || locale === undefined || !path.endsWith('.csv')) return undefined;
  const { header: names } = await readHeader(path);
  const isAsDeclared = names.length === columns.length && columns.every(({ name }, i) => name === names[i]);
  return isAsDeclared ? undefined : `${path} has other columns than ${DATA_PACKAGE} declares; its table is left out`;
}
