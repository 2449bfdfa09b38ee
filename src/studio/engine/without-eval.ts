/** Keeps zod from making code of text, which the content security policy of the page forbids; import it before any schema. */

import { config } from 'zod';

export const ZOD_SETTINGS = config({ jitless: true });
