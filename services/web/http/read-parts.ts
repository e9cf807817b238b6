import { AppError } from '../../../core/errors.ts';

/** A part of a form: a field, or with a name of its own a file. One that nobody begins to read is skipped. */
export interface Part {
  readonly name: string;
  readonly file: string | undefined;
  readonly content: AsyncGenerator<Uint8Array>;
  /** Throws `invalid` for a text that is too long for a field. */
  text(): Promise<string>;
}

const LONGEST_HEAD = 8_192;
const LONGEST_TEXT = 64 * 1024;
const MOST_PARTS = 100;

/**
 * The parts of a `multipart/form-data` body (RFC 7578, RFC 2046 section 5.1) as they come; no more of it is in memory than one
 * chunk and a boundary. Throws `invalid` for what is none, or breaks off.
 */
export async function* readParts(chunks: AsyncIterator<Uint8Array>, boundary: string): AsyncGenerator<Part> {
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  // The first boundary may stand at the very beginning.
  let buffer: Buffer = Buffer.from('\r\n');

  async function more(): Promise<void> {
    const { done, value } = await chunks.next();
    if (done) throw new AppError('invalid', 'The form broke off before its end. Send it once more.');
    buffer = Buffer.concat([buffer, value]);
  }

  /** What stands before the next delimiter, which is taken too. */
  async function* before(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = buffer.indexOf(delimiter);
      const sure = at >= 0 ? at : Math.max(0, buffer.length - delimiter.length + 1);
      const piece = buffer.subarray(0, sure);
      buffer = buffer.subarray(at >= 0 ? at + delimiter.length : sure);
      if (piece.length > 0) yield piece;
      if (at >= 0) return;
      await more();
    }
  }

  async function head(): Promise<string | undefined> {
    while (buffer.length < 2) await more();
    if (buffer.toString('latin1', 0, 2) === '--') return undefined;
    let end = buffer.indexOf('\r\n\r\n');
    while (end < 0) {
      if (buffer.length > LONGEST_HEAD) throw new AppError('invalid', 'The form cannot be read.');
      await more();
      end = buffer.indexOf('\r\n\r\n');
    }
    const text = buffer.toString('utf8', 0, end);
    // The line end before the body is a part of the delimiter when the body is empty.
    buffer = buffer.subarray(end + 2);
    return text;
  }

  await skip(before());
  for (let count = 0; count < MOST_PARTS; count++) {
    const text = await head();
    if (text === undefined) return;
    const content = body(before());
    yield { ...named(text), content, text: () => textOf(content) };
    await skip(content);
  }
  throw new AppError('invalid', 'The form has too many fields.');
}

/** Without the line end that the head ends in. */
async function* body(pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = 2;
  for await (const piece of pieces) {
    const cut = Math.min(left, piece.length);
    left -= cut;
    if (cut < piece.length) yield piece.subarray(cut);
  }
}

async function skip(pieces: AsyncGenerator<Uint8Array>): Promise<void> {
  for await (const _piece of pieces);
}

async function textOf(content: AsyncGenerator<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of content) {
    length += piece.length;
    if (length > LONGEST_TEXT) throw new AppError('invalid', 'A field of the form is too long.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function named(head: string): { name: string; file: string | undefined } {
  const disposition = /^content-disposition:\s*form-data(;.*)$/im.exec(head)?.[1] ?? '';
  const value = (key: string) =>
    new RegExp(`;\\s*${key}="((?:[^"\\\\]|\\\\.)*)"`, 'i')
      .exec(disposition)?.[1]
      ?.replaceAll('%22', '"')
      .replace(/%0[da]/gi, ' ');
  const name = value('name');
  if (name === undefined) throw new AppError('invalid', 'The form cannot be read: a part has no name.');
  return { name, file: value('filename') };
}
