import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '../../../core/log.ts';
import { StoredPage } from '../http/stored-page.ts';
import { accentAsset } from './accent.ts';
import { bundle } from './build.ts';
import { IMMUTABLE } from './immutable.ts';

/** A file of the site's own whose address has the hash of its content, so that browsers keep it for good. */
export interface Asset {
  readonly path: string;
  readonly page: StoredPage;
}

/** Every style sheet and script of the site, by name, with the file that its bundle begins at. */
const SOURCES = {
  css: new URL('../theme/theme.css', import.meta.url),
  adminCss: new URL('../theme/admin/admin.css', import.meta.url),
  adminScript: new URL('../browser/admin.ts', import.meta.url),
  editorScript: new URL('../browser/editor.ts', import.meta.url),
  queueScript: new URL('../browser/queue.ts', import.meta.url),
  threadScript: new URL('../browser/thread.ts', import.meta.url),
  botScript: new URL('../browser/bot.ts', import.meta.url),
  passkeyScript: new URL('../browser/passkey.ts', import.meta.url),
};

export interface Assets extends Readonly<Record<keyof typeof SOURCES, Asset>> {
  /** Changes when any of them does. */
  readonly hash: string;
}

const FOLDERS = [new URL('../theme/', import.meta.url), new URL('../browser/', import.meta.url)];

/**
 * The style sheet and scripts, bundled when their sources have changed since the last start and otherwise read from
 * `DATA/cache/web`. A cache that cannot be written costs the next start its time and nothing else.
 */
export async function loadAssets(data: string, log: Log): Promise<Assets> {
  const key = await sourceHash();
  const folder = path.join(data, 'cache', 'web');
  const made = await Promise.all(
    Object.entries(SOURCES).map(async ([name, entry]) => {
      const text = await cached(path.join(folder, `${key}.${name}`), entry, log);
      return [name, asset(name, entry, text)] as const;
    }),
  );
  const assets = Object.fromEntries(made) as Record<keyof typeof SOURCES, Asset>;
  return { ...assets, hash: hash([...made.map(([, { path }]) => path), accentAsset(0).path].join(' ')) };
}

function asset(name: string, entry: URL, text: string): Asset {
  const style = entry.pathname.endsWith('.css');
  const type = style ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8';
  return {
    path: `/assets/${name}-${hash(text)}.${style ? 'css' : 'js'}`,
    page: new StoredPage(Buffer.from(text), type, undefined, IMMUTABLE),
  };
}

/** All that are served. */
export function assetList({ hash: _hash, ...assets }: Assets): Asset[] {
  return Object.values(assets);
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
    const names = (await readdir(folder, { recursive: true }))
      .filter(name => /\.(css|ts)$/.test(name))
      .sort();
    const files = await Promise.all(names.map(name => readFile(new URL(name, folder))));
    files.forEach((file, index) => void digest.update(`${names[index]}\0`).update(file));
  }
  return digest.digest('hex').slice(0, 16);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 10);
}
