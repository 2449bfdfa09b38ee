/** Head of every kind of scenario: format version, name and description. */

import * as z from 'zod';
import { text } from './fields.ts';

export const schemaVersion = z.literal(1).meta({ description: 'Version of this file format' });

/** Name, description and first calendar month. */
export const TITLE = {
  name: text('Short name, used in results'),
  description: z.string().default('').meta({ description: 'Description of the scenario in one sentence' }),
  startMonth: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as 2025-10')
    .meta({ description: 'Calendar month of month 0' }),
};
