import { createReadStream } from 'node:fs';
import { Parser } from 'htmlparser2';
import { AppError } from '../../../../core/errors.ts';

/** Child elements' texts by name. */
export interface WxrItem {
  [name: string]: string | undefined;
}

/** An `<item>` of a WXR file: its fields, and the lists that it has several of. */
export interface WxrRecord {
  /** `wp:base_blog_url`, or the channel's link, without a slash at the end. */
  base: string;
  fields: WxrItem;
  terms: { domain: string; nicename: string; name: string }[];
  meta: Map<string, string>;
  comments: WxrItem[];
}

/** More than the largest real post by far. */
const LONGEST_TEXT = 20_000_000;

/** The reason of an error for a file that is broken somewhere: what stands before was read. */
export const BROKEN = 'broken_export';

/**
 * Reads WordPress's own export (WXR, an RSS 2.0 file with `wp:` elements) item by item, so that memory is that of one, without
 * DTDs or entities other than XML's five. Throws `invalid` for a file that is not one, with the reason `broken_export` and the
 * line where it is broken, and `not_found` when it is not there.
 */
export async function* readWxr(path: string): AsyncGenerator<WxrRecord> {
  const reading = new Reading();
  try {
    for await (const chunk of createReadStream(path, 'utf8')) {
      reading.write(chunk as string);
      yield* reading.take();
      if (reading.broken !== undefined) break;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new AppError('not_found', `There is no file "${path}".`);
    throw new AppError('invalid', `${path} cannot be read: ${message}`, { cause: error });
  }
  reading.end();
  if (!reading.isWxr)
    throw new AppError(
      'invalid',
      `${path} is not an export of WordPress. Make one there under Tools → Export → All content.`,
    );
  if (reading.broken !== undefined) throw new AppError('invalid', reading.broken, { reason: BROKEN });
}

/** The parser takes what is no XML in its stride; that an element is closed by another one's end tells that it is broken. */
class Reading {
  isWxr = false;
  broken: string | undefined;
  #base = '';
  #item: WxrRecord | undefined;
  #begun = 0;
  #comment: WxrItem | undefined;
  #done: WxrRecord[] = [];
  #text = '';
  #term: Record<string, string> = {};
  #metaKey = '';
  #ending = false;
  #unclosed: { name: string; at: number } | undefined;
  readonly #stack: string[] = [];
  #chunk = '';
  #chunkAt = 0;
  #lines = 1;
  readonly #parser = new Parser(
    {
      onopentag: (name, attributes) => this.#open(name, attributes),
      ontext: text => {
        if (this.#text.length < LONGEST_TEXT) this.#text += text;
      },
      onclosetag: (name, implied) => this.#close(name, implied),
    },
    { xmlMode: true, decodeEntities: true },
  );

  write(chunk: string): void {
    this.#lines += countLines(this.#chunk);
    this.#chunkAt += this.#chunk.length;
    this.#chunk = chunk;
    this.#parser.write(chunk);
  }

  end(): void {
    if (this.broken !== undefined) return;
    this.#ending = true;
    const open = this.#stack.at(-1);
    this.#parser.end();
    if (open !== undefined) {
      const where = this.#item ? `in the item that begins at line ${this.#begun}` : `within <${open}>`;
      const last = this.#lines + countLines(this.#chunk.trimEnd());
      this.#break(`it ends at line ${last}, ${where}: the file is not whole`);
    }
  }

  /** The items that have been read since it was last asked. */
  take(): WxrRecord[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  #open(name: string, attributes: Record<string, string>): void {
    if (this.broken !== undefined) return;
    if (name === 'item' && this.#item) {
      this.#break(`at line ${this.#line()} an item begins within that of line ${this.#begun}`);
      return;
    }
    this.#stack.push(name);
    this.#text = '';
    if (name.startsWith('wp:')) this.isWxr = true;
    if (name === 'item') {
      this.#item = { base: this.#base, fields: {}, terms: [], meta: new Map(), comments: [] };
      this.#begun = this.#line();
    }
    if (name === 'wp:comment') this.#comment = {};
    if (name === 'category') this.#term = attributes;
  }

  #close(name: string, implied: boolean): void {
    if (this.broken !== undefined || this.#ending) return;
    // An empty element in one tag is closed so too, but by no other one's end.
    if (implied) this.#unclosed = { name, at: this.#parser.endIndex };
    else if (this.#unclosed?.at === this.#parser.endIndex) {
      this.#break(`at line ${this.#line()} </${name}> ends what <${this.#unclosed.name}> has begun`);
      return;
    }
    this.#stack.pop();
    this.#keep(name, this.#stack.at(-1), this.#text);
    this.#text = '';
  }

  #keep(name: string, parent: string | undefined, text: string): void {
    const [item, comment] = [this.#item, this.#comment];
    if (item === undefined) {
      if (parent === 'channel' && (name === 'wp:base_blog_url' || (name === 'link' && this.#base === '')))
        this.#base = text.trim().replace(/\/+$/, '');
    } else if (name === 'item') {
      this.#done.push(item);
      this.#item = undefined;
    } else if (name === 'wp:comment' && comment) {
      item.comments.push(comment);
      this.#comment = undefined;
    } else if (parent === 'item') {
      if (name === 'category') {
        const { domain = '', nicename = '' } = this.#term;
        item.terms.push({ domain, nicename, name: text });
      } else item.fields[name] = text;
    } else if (parent === 'wp:postmeta') {
      if (name === 'wp:meta_key') this.#metaKey = text;
      else if (name === 'wp:meta_value') item.meta.set(this.#metaKey, text);
    } else if (parent === 'wp:comment' && comment) comment[name] = text;
  }

  #break(why: string): void {
    this.broken = `The export is broken: ${why}. What stands before went in; mend the file, or export it again, and run this once more for the rest.`;
  }

  #line(): number {
    return this.#lines + countLines(this.#chunk.slice(0, Math.max(0, this.#parser.endIndex - this.#chunkAt)));
  }
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
