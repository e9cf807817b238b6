import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '../../../core/log.ts';
import { StoredPage } from '../http/stored-page.ts';
import { bundle } from './build.ts';

/** A file of the site's own whose address has the hash of its content, so that browsers keep it for good. */
export interface Asset {
  readonly path: string;
  readonly page: StoredPage;
}

export interface Assets {
  readonly css: Asset;
  readonly botScript: Asset;
  /** Changes when any of them does. */
  readonly hash: string;
}

const FOLDERS = [new URL('../theme/', import.meta.url), new URL('../browser/', import.meta.url)];
const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * The style sheet and scripts, bundled when their sources have changed since the last start and otherwise read from
 * `DATA/cache/web`. A cache that cannot be written costs the next start its time and nothing else.
 */
export async function loadAssets(data: string, log: Log): Promise<Assets> {
  const key = await sourceHash();
  const folder = path.join(data, 'cache', 'web');
  const [css, bot] = await Promise.all([
    cached(path.join(folder, `${key}.css`), new URL('../theme/theme.css', import.meta.url), log),
    cached(path.join(folder, `${key}.bot.js`), new URL('../browser/bot.ts', import.meta.url), log),
  ]);
  return {
    css: asset('theme', 'css', css, 'text/css; charset=utf-8'),
    botScript: asset('bot', 'js', bot, 'text/javascript; charset=utf-8'),
    hash: hash(css + bot),
  };
}

function asset(name: string, extension: string, text: string, type: string): Asset {
  return {
    path: `/assets/${name}-${hash(text)}.${extension}`,
    page: new StoredPage(Buffer.from(text), type, undefined, IMMUTABLE),
  };
}

async function cached(file: string, entry: URL, log: Log): Promise<string> {
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return known;
  const made = await bundle(entry);
  try {
    await mkdir(path.dirname(file), { recursive: true });
    // Written aside and renamed, so that a process starting at the same time reads all of it or nothing.
    const aside = `${file}.${process.pid}`;
    await writeFile(aside, made);
    await rename(aside, file);
  } catch (error) {
    log.warn({ err: error, file }, 'a bundle could not be kept; the next start makes it again');
  }
  return made;
}

async function sourceHash(): Promise<string> {
  const digest = createHash('sha256');
  for (const folder of FOLDERS) {
    const names = (await readdir(folder)).sort();
    const files = await Promise.all(names.map(name => readFile(new URL(name, folder))));
    files.forEach((file, index) => void digest.update(`${names[index]}\0`).update(file));
  }
  return digest.digest('hex').slice(0, 16);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 10);
}
