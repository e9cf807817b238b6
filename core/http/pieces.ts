/** A part of a stream and its place in the whole. */
export interface Piece {
  readonly at: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** What comes, in pieces of so many bytes; only the last has fewer. */
export async function* inPieces(chunks: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Piece> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  let at = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < bytes) continue;
    const data = Buffer.concat(waiting);
    let from = 0;
    for (; from + bytes <= data.length; from += bytes) {
      yield { at, data: data.subarray(from, from + bytes) };
      at += bytes;
    }
    waiting = [data.subarray(from)];
    length = data.length - from;
  }
  if (length > 0) yield { at, data: Buffer.concat(waiting) };
}
