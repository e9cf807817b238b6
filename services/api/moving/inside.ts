import { AppError } from '../../../core/errors.ts';
import type { ZipArchive, ZipEntry } from '../../../core/zip/open-zip.ts';
import { A_LITTLE, LARGEST, MOST_TIMES } from './limits.ts';

/** What programs leave in archives and no site is made of. */
const NO_CONTENT = new Set(['__MACOSX', '.git', 'node_modules', '.DS_Store', 'Thumbs.db', 'desktop.ini']);
/** Folders whose name says something to the generators: they are not taken for that of the whole site. */
const CONTENT_FOLDERS = new Set(['_posts', '_drafts', 'content', 'posts', 'media']);
const LONGEST_NAME = 255;

/** A file of an archive that may be unpacked. */
export interface InnerFile {
  /** Relative, with `/` between and nothing in it that leads elsewhere. */
  readonly path: string;
  readonly entry: ZipEntry;
}

export interface Inside {
  readonly files: readonly InnerFile[];
  /** Names of links, which are left out. */
  readonly links: readonly string[];
  /** The one folder that everything is in, or an empty text. */
  readonly root: string;
  /** Of all files, unpacked. */
  readonly bytes: number;
}

/**
 * What an archive has in it, by names that lead nowhere else. Throws `invalid` for more than `most` files, and for one that is
 * made to write outside or to fill a disk.
 */
export function lookInside({ entries, size }: ZipArchive, most: number): Inside {
  const files: InnerFile[] = [];
  const links: string[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const parts = partsOf(entry.name);
    if (parts.length === 0 || parts.some(part => NO_CONTENT.has(part)) || entry.isFolder) continue;
    const path = parts.join('/');
    if (entry.isSpecial) links.push(path);
    else {
      if (seen.has(path)) throw new AppError('invalid', `The archive has ${path} twice.`);
      seen.add(path);
      files.push({ path, entry });
    }
  }
  if (files.length > most) throw tooLarge(`${most.toLocaleString('en')} files`);
  return { files, links, root: rootOf(files), bytes: bytesOf(files, size) };
}

/** Bytes of all files; throws for those of a bomb, whose files share their bytes or unpack to hundreds of times as many. */
function bytesOf(files: readonly InnerFile[], size: number): number {
  const bytes = files.reduce((sum, { entry }) => sum + entry.bytes, 0);
  const packed = files.reduce((sum, { entry }) => sum + entry.packed, 0);
  if (bytes > LARGEST) throw tooLarge(`${LARGEST / 1_000_000_000} GB`);
  if (packed > size || bytes > Math.max(A_LITTLE, size * MOST_TIMES))
    throw new AppError(
      'invalid',
      `The archive unpacks to far more than any site: ${Math.ceil(bytes / 1_000_000).toLocaleString('en')} MB from ${Math.ceil(size / 1_000_000)} MB. Nothing of it is taken.`,
    );
  return bytes;
}

function tooLarge(what: string): AppError {
  return new AppError(
    'invalid',
    `The archive holds more than ${what}. Unpack it on the server and bring it in with "croft import".`,
    { reason: 'too_large' },
  );
}

function partsOf(name: string): string[] {
  const parts = name.split('/').filter(part => part !== '' && part !== '.');
  const bad = /^\/|^[a-z]:|[\x00-\x1f\x7f]/i.test(name) || parts.includes('..');
  if (bad || parts.some(part => Buffer.byteLength(part) > LONGEST_NAME))
    throw new AppError(
      'invalid',
      `The archive has a file that would stand outside of its folder, or nowhere: ${JSON.stringify(name.slice(0, 200))}. Nothing of it is taken.`,
    );
  return parts;
}

function rootOf(files: readonly InnerFile[]): string {
  const [first = '', ...more] = files[0]?.path.split('/') ?? [];
  const isRoot =
    more.length > 0 && !CONTENT_FOLDERS.has(first) && files.every(({ path }) => path.startsWith(`${first}/`));
  return isRoot ? first : '';
}
