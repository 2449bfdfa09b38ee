/** Stands in for `src/node/worker-address.ts` in tests: threads of the built program start in a tenth of the time. */

export function workerAddress(name: string): string {
  return new URL(`../../dist/node/${name}.js`, import.meta.url).href;
}
