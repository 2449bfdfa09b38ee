/** Buffers text as UTF-8 bytes, piece by piece. */

/** Initial size, and the most bytes of one string unit. */
const FIRST_BYTES = 65536;
const BYTES_PER_UNIT = 3;

export class GrowingText {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #length = 0;

  /**
   * Append a piece. Pieces of some kilobytes are best: many small strings, joined to one long one before they become
   * bytes, cost several times as much.
   */
  append(text: string): void {
    this.#widen(BYTES_PER_UNIT * text.length);
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** Append text, or bytes. */
  add(content: string | Uint8Array): void {
    if (typeof content === 'string') this.append(content);
    else {
      this.#widen(content.length);
      this.#bytes.set(content, this.#length);
      this.#length += content.length;
    }
  }

  /** Bytes since the last `take`. */
  get length(): number {
    return this.#length;
  }

  #widen(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  clear(): void {
    this.#length = 0;
  }

  /** All bytes since the last call, as a copy; the buffer is reused. */
  take(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.#length);
    bytes.set(this.#bytes.subarray(0, this.#length));
    this.clear();
    return bytes;
  }
}
