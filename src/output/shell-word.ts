/** Words of a command line as a shell takes them back. */

export function shellWord(word: string): string {
  return /^[\w./:=+@%,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
