import { open } from 'node:fs/promises';
import { AppError } from '../../../core/errors.ts';
import { isZipFile, openZip, type ZipArchive } from '../../../core/zip/open-zip.ts';
import type { ImportKind } from '../contract.ts';
import { MANIFEST } from '../export/manifest.ts';
import { type InnerFile, lookInside } from './inside.ts';
import { MOST_ENTRIES, MOST_FILES } from './limits.ts';

export interface Recognised {
  kind: ImportKind;
  packed: boolean;
  /** The path of the one file of the archive that is brought in; undefined when all of it is, or it is no archive. */
  inner?: string;
}

/** Bytes of a file's beginning that say what it is. */
const HEAD = 64 * 1024;
/** Files of an archive without Markdown that are looked into. */
const LOOKED_INTO = 50;
const MARKDOWN = /\.(?:md|markdown|mdown|mkd)$/i;

/** What a file is by its content. Throws `invalid`, in words that say what is taken, for one that is none of it. */
export async function recognise(path: string): Promise<Recognised> {
  if (await isZipFile(path)) {
    await using zip = await openZip(path, MOST_ENTRIES);
    return { ...(await recogniseArchive(zip)), packed: true };
  }
  const kind = kindOf(await headOf(path));
  if (kind === undefined) throw unknown();
  return { kind, packed: false };
}

async function recogniseArchive(zip: ZipArchive): Promise<{ kind: ImportKind; inner?: string }> {
  const { files, root } = lookInside(zip, MOST_FILES);
  const has = (path: string) => files.some(file => file.path === path);
  if (has(root === '' ? MANIFEST : `${root}/${MANIFEST}`)) return { kind: 'site' };
  if (files.some(({ path }) => MARKDOWN.test(path))) return { kind: 'posts' };
  const found: { kind: ImportKind; inner: string }[] = [];
  for (const file of files.filter(({ path }) => /\.(?:xml|json)$/i.test(path)).slice(0, LOOKED_INTO)) {
    const kind = kindOf(await headIn(zip, file));
    if (kind !== undefined) found.push({ kind, inner: file.path });
  }
  if (found.length > 1)
    throw new AppError(
      'invalid',
      `The archive has ${found.length} exports in it. Unpack it and bring them in one after another.`,
    );
  if (found[0] === undefined) throw unknown();
  return found[0];
}

/** The kind of a file on its own; throws for what another page takes. */
function kindOf(head: string): ImportKind | undefined {
  if (/^\s*<[\s\S]*(?:xmlns:wp=|wordpress\.org\/export\/)/.test(head)) return 'wordpress';
  if (/^\s*\{\s*"(?:db|meta|data)"\s*:/.test(head)) return 'ghost';
  if (/<opml\b/i.test(head))
    throw new AppError(
      'invalid',
      'This is a list of feeds (OPML). The reader takes it in, at /reader/import.',
    );
  return undefined;
}

function unknown(): AppError {
  return new AppError(
    'invalid',
    "This file is none that can be brought in. What is taken: a ZIP of a folder with Markdown files (Jekyll, Hugo, Eleventy), a ZIP of Croft's own export, the XML of WordPress (Tools → Export → All content) and the JSON of Ghost (Settings → Migration → Export).",
  );
}

async function headOf(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return toText(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

async function headIn(zip: ZipArchive, { entry }: InnerFile): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of zip.read(entry)) {
    pieces.push(piece);
    length += piece.length;
    if (length >= HEAD) break;
  }
  return toText(Buffer.concat(pieces).subarray(0, HEAD));
}

function toText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
