/** Starts the page: reads the data that it contains, starts the workers, and draws. */

import { render } from 'preact';
import { App } from './app.tsx';
import { createPool } from './pool.ts';
import { createStore, type ShippedFiles } from './store.ts';

const textOf = (id: string): string => document.getElementById(id)?.textContent ?? '';

/** A shelf that survives a reload, where the browser has one. */
function shelf(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

const shipped = JSON.parse(textOf('shipped')) as ShippedFiles;
const root = document.getElementById('studio');
if (root !== null) {
  const store = createStore(createPool(textOf('worker'), shipped.files), shipped, shelf());
  render(<App store={store} />, root);
}
