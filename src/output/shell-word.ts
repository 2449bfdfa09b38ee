/** Quotes words of a command line for a shell. */

export function shellWord(word: string): string {
  return /^[\w./:=+@%,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
