/** A figure: a title that says what the picture shows, the picture, its numbers, and buttons to save it. */

import type { ComponentChildren, VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { type CsvCell, csvOf } from '../csv.ts';
import { useWidth } from '../hooks.ts';
import { savePng, saveText } from './save.ts';

export interface FigureProps {
  /** Word of the file names. */
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly source: string;
  /** Header and rows of the numbers behind the picture. */
  readonly table: () => readonly (readonly CsvCell[])[];
  readonly isWide?: boolean;
  readonly draw: (width: number) => VNode;
  readonly children?: ComponentChildren;
}

export function Figure({ id, title, note, source, table, draw, isWide = false, children }: FigureProps): VNode {
  const [ref, width] = useWidth(480);
  const holder = useRef<HTMLElement>(null);
  return (
    <figure ref={holder} class={isWide ? 'wide' : ''} id={`figure-${id}`}>
      <figcaption>
        <h2>{title}</h2>
        <p>{note}</p>
      </figcaption>
      <div ref={ref}>{draw(width)}</div>
      {children}
      <footer>
        <span>{source}</span>
        <span class="take">
          <button
            type="button"
            aria-label={`Save the numbers as CSV: ${title}`}
            onClick={() => saveText(`${id}.csv`, csvOf(table()))}
          >
            CSV
          </button>
          <button
            type="button"
            aria-label={`Save the picture as PNG: ${title}`}
            onClick={() => {
              const svg = holder.current?.querySelector('svg');
              if (svg != null) void savePng(`${id}.png`, svg, { title, note, source });
            }}
          >
            PNG
          </button>
        </span>
      </footer>
    </figure>
  );
}
