/** How every kind of scenario begins: the version of the format, and what the scenario is called and about. */

import { z } from 'zod';

export const schemaVersion = z.literal(1).meta({ description: 'Version of this file format' });

/** Name, description and first calendar month. */
export const TITLE = {
  name: z.string().min(1).meta({ description: 'Short name, used in results' }),
  description: z.string().default('').meta({ description: 'What the scenario is about, in a sentence' }),
  startMonth: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as 2025-10')
    .meta({ description: 'Calendar month of month 0' }),
};
