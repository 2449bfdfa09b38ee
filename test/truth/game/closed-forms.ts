/** Values computed independently of this project, by section of closed-forms.json. */

import { readFileSync } from 'node:fs';

export type Row = Readonly<Record<string, number>>;

export const CLOSED_FORMS = JSON.parse(readFileSync(new URL('closed-forms.json', import.meta.url), 'utf8')) as Record<
  string,
  never
>;

/** A section that is a list of rows of numbers. */
export const rowsOf = (section: string): readonly Row[] => CLOSED_FORMS[section];
