/** Quotes values for messages, shortened if necessary. */

/** Characters of a value that a message shows. */
const MOST_CHARACTERS = 80;

/** A value in quotes as it would be written; what is long is cut. */
export function quoted(value: unknown): string {
  if (typeof value === 'string' && value.length > MOST_CHARACTERS) {
    return `${JSON.stringify(value.slice(0, MOST_CHARACTERS))}... (${value.length} characters)`;
  }
  return JSON.stringify(value);
}
