/** How a wrapped value becomes bytes and is read back. */
export interface Codec<T> {
  /** The bytes to store, or undefined for a value that has none and is not cached. */
  encode(value: T): Uint8Array | undefined;
  /** The value again. What it throws counts as a miss. */
  decode(bytes: Uint8Array): T;
}

const jsonCodec: Codec<unknown> = {
  encode(value) {
    const text = JSON.stringify(value);
    return text === undefined ? undefined : Buffer.from(text);
  },
  decode(bytes) {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString());
  },
};

/**
 * JSON, the default. Each reader gets a copy of its own, so nobody can change what is cached. Freezing one shared
 * object would be cheaper in process, but then a page would work in one process and fail in several, or the reverse.
 */
export function json<T>(): Codec<T> {
  return jsonCodec as Codec<T>;
}

/** Bytes as they are, such as rendered pages: no copy is made when the cache is in this process. */
export const bytes: Codec<Uint8Array> = { encode: value => value, decode: value => value };
