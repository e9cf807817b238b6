import { createReadStream } from 'node:fs';
import { Parser } from 'htmlparser2';
import { AppError } from '../../../../core/errors.ts';

/** An `<item>` of a WXR file: its child elements' texts by name, and the lists that it has several of. */
export interface WxrItem {
  [name: string]: string | undefined;
}
export interface WxrRecord {
  fields: WxrItem;
  terms: { domain: string; nicename: string; name: string }[];
  meta: Map<string, string>;
}
export interface WxrFile {
  /** `wp:base_blog_url`, or the channel's link. */
  base: string;
  items: WxrRecord[];
}

/** More than the largest real post by far. */
const LONGEST_TEXT = 20_000_000;

/**
 * Reads WordPress's own export (WXR, an RSS 2.0 file with `wp:` elements) as a stream, without DTDs or entities other than
 * XML's five. Throws `invalid` for a file that is not one, and `not_found` when it is not there.
 */
export async function readWxr(path: string): Promise<WxrFile> {
  const file: WxrFile = { base: '', items: [] };
  let item: WxrRecord | undefined;
  let isWxr = false;
  let text = '';
  let term: Record<string, string> = {};
  let metaKey = '';
  const stack: string[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        stack.push(name);
        text = '';
        if (name.startsWith('wp:')) isWxr = true;
        if (name === 'item') item = { fields: {}, terms: [], meta: new Map() };
        if (name === 'category') term = attributes;
      },
      ontext(chunk) {
        if (text.length < LONGEST_TEXT) text += chunk;
      },
      onclosetag(name) {
        stack.pop();
        const parent = stack.at(-1);
        if (name === 'item' && item) {
          file.items.push(item);
          item = undefined;
        } else if (item && parent === 'item') {
          if (name === 'category')
            item.terms.push({ domain: term['domain'] ?? '', nicename: term['nicename'] ?? '', name: text });
          else item.fields[name] = text;
        } else if (item && parent === 'wp:postmeta') {
          if (name === 'wp:meta_key') metaKey = text;
          else if (name === 'wp:meta_value') item.meta.set(metaKey, text);
        } else if (parent === 'channel') {
          if (name === 'wp:base_blog_url' || (name === 'link' && file.base === '')) file.base = text.trim();
        }
        text = '';
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  try {
    for await (const chunk of createReadStream(path, 'utf8')) parser.write(chunk as string);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new AppError('not_found', `There is no file "${path}".`);
    throw new AppError('invalid', `${path} cannot be read: ${message}`, { cause: error });
  }
  parser.end();
  if (!isWxr)
    throw new AppError(
      'invalid',
      `${path} is not an export of WordPress. Make one there under Tools → Export → All content.`,
    );
  file.base = file.base.replace(/\/+$/, '');
  return file;
}
