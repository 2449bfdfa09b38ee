/** Where the modules of worker threads stand. */

/** Address of a module by its path below this folder, in the source as in the built program. */
export function workerAddress(name: string): string {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./${name}.${ending}`, import.meta.url).href;
}
