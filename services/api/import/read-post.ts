import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LONGEST_MARKDOWN } from '../contract.ts';
import { decodeText } from './decode.ts';
import { type Fields, readFields } from './fields.ts';
import { readFrontMatter } from './front-matter.ts';
import { problem } from './problem.ts';
import type { SiteFolder } from './site-folder.ts';

export interface SourcePost {
  /** Relative to the folder that is imported: the post's source. */
  path: string;
  fields: Fields;
  body: string;
}

const LONGEST_FILE = 10_000_000;
const LONGEST_PATH = 500;

/** Reads a post file, all but what its body refers to. Throws what is wrong with it. */
export async function readPost(site: SiteFolder, path: string, now: Date): Promise<SourcePost> {
  if (path.length > LONGEST_PATH) throw problem(`its path is longer than ${LONGEST_PATH} characters.`);
  const bytes = await readFile(join(site.directory, path));
  if (bytes.length > LONGEST_FILE) throw problem('is larger than 10 MB.');
  const { text, warning } = decodeText(bytes);
  if (text.trim() === '') throw problem('is empty.');
  const front = readFrontMatter(text);
  const fields = readFields(path, front, now);
  if (warning !== undefined) fields.warnings.push(warning);
  if (front.body.length > LONGEST_MARKDOWN) throw problem('its text is longer than a million characters.');
  const { title, body } = splitTitle(fields.title, front.body);
  const known = title ?? titleFromName(fields.slug);
  const shown = withCover(fields.cover, body);
  return { path, fields: { ...fields, ...(known === undefined ? {} : { title: known }) }, body: shown };
}

/** The picture above a text as its first paragraph, unless the text shows it itself. */
function withCover(cover: Fields['cover'], body: string): string {
  if (cover === undefined || body.includes(cover.src)) return body;
  return `![${cover.alt}](${cover.src})\n\n${body}`;
}

/** A heading at the very beginning is the title when there is no other, and is dropped when it only repeats it. */
function splitTitle(title: string | undefined, body: string): { title: string | undefined; body: string } {
  const heading = /^\s*#[ \t]+([^\n]+?)[ \t]*#*[ \t]*(?:\n+|$)/.exec(body);
  if (!heading) return { title, body };
  const text = heading[1]!.replace(/[*_`]/g, '');
  if (title !== undefined && title.toLowerCase() !== text.toLowerCase()) return { title, body };
  return { title: title ?? text.slice(0, 500), body: body.slice(heading[0].length) };
}

/** `my-first-post` is "My first post"; a name of digits alone is a note's, which has no title. */
function titleFromName(slug: string): string | undefined {
  if (/^[\d-]+$/.test(slug)) return undefined;
  const words = slug.replaceAll('-', ' ');
  return words[0]!.toUpperCase() + words.slice(1);
}
