/** The Frictionless description of a results folder: every file, every field, its type, unit and meaning. */

import type { Column } from '../columns/column.ts';
import { CSV_DIALECTS, type CsvLocale } from './csv.ts';

/** One table of the folder: a CSV file, or a Parquet file by its ending. */
export interface Resource {
  readonly path: string;
  readonly description: string;
  readonly columns: readonly Column[];
  /** Primary key: columns that identify a row. */
  readonly key: readonly string[];
}

/** A file on disk. */
export interface DescribedFile {
  readonly path: string;
  readonly bytes: number;
  /** Hash of the content in hexadecimal digits; absent in folders of earlier versions. */
  readonly sha256?: string;
}

interface PackageText {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Of the tables, where they are known. */
  readonly files?: readonly DescribedFile[];
}

const SCHEMA = 'https://datapackage.org/profiles/2.0/datapackage.json';
const PARQUET = '.parquet';
export const PARQUET_MEDIA_TYPE = 'application/vnd.apache.parquet';

/** Lower-case package name with only letters, digits, dots, dashes and underscores. */
function packageName(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9._-]+/g, '-');
}

/** The range of a value of a run; monthly values keep theirs up to rounding, which a constraint does not know. */
function constraintsOf({ shape, range: [low, high] = [Number.NaN, Number.NaN] }: Column): Record<string, unknown> {
  if (shape !== 'run' || !(Number.isFinite(low) || Number.isFinite(high))) return {};
  const minimum = Number.isFinite(low) ? { minimum: low } : {};
  return { constraints: { ...minimum, ...(Number.isFinite(high) ? { maximum: high } : {}) } };
}

function fieldOf(column: Column, locale: CsvLocale): Record<string, unknown> {
  const type = column.type ?? 'number';
  const decimal = type === 'number' && locale === 'eu' ? { decimalChar: CSV_DIALECTS.eu.decimalChar } : {};
  const unit = column.unit === '' ? {} : { unit: column.unit };
  return { name: column.name, type, ...decimal, ...unit, description: column.description, ...constraintsOf(column) };
}

function csvFormat(locale: CsvLocale): Record<string, unknown> {
  return {
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: { delimiter: CSV_DIALECTS[locale].delimiter, lineTerminator: '\n', quoteChar: '"', doubleQuote: true },
  };
}

/** Size and hash of a file in the terms of the standard. */
function contentOf({ files = [] }: PackageText, { path }: Resource): Record<string, unknown> {
  const file = files.find((one) => one.path === path);
  if (file?.sha256 === undefined) return {};
  return { bytes: file.bytes, hash: `sha256:${file.sha256}` };
}

/** `datapackage.json`. */
export function datapackageText(about: PackageText, resources: readonly Resource[], locale: CsvLocale): string {
  const descriptor = {
    $schema: SCHEMA,
    name: packageName(about.name),
    title: about.title,
    description: about.description,
    resources: resources.map((resource) => {
      const isParquet = resource.path.endsWith(PARQUET);
      return {
        name: packageName(resource.path.replace(/\.(?:csv|parquet)$/, '')),
        type: 'table',
        path: resource.path,
        description: resource.description,
        ...contentOf(about, resource),
        ...(isParquet ? { format: 'parquet', mediatype: PARQUET_MEDIA_TYPE } : csvFormat(locale)),
        schema: {
          fields: resource.columns.map((column) => fieldOf(column, isParquet ? 'en' : locale)),
          missingValues: [''],
          ...(resource.key.length === 0 ? {} : { primaryKey: resource.key }),
        },
      };
    }),
  };
  return `${JSON.stringify(descriptor, null, 2)}\n`;
}
