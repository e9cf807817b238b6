import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Log } from '../../../core/log.ts';
import { StoredPage } from '../http/stored-page.ts';
import { accentAsset } from './accent.ts';
import { IMMUTABLE } from './immutable.ts';
import { keptBundle } from './kept-bundle.ts';

/** A file of the site's own whose address has the hash of its content, so that browsers keep it for good. */
export interface Asset {
  readonly path: string;
  readonly page: StoredPage;
}

/** Every style sheet and script of the site, by name, with the file that its bundle begins at. */
const SOURCES = {
  css: new URL('../theme/theme.css', import.meta.url),
  adminCss: new URL('../theme/admin/admin.css', import.meta.url),
  roomCss: new URL('../theme/rooms.css', import.meta.url),
  readerCss: new URL('../theme/reader/reader.css', import.meta.url),
  adminScript: new URL('../browser/admin.ts', import.meta.url),
  editorScript: new URL('../browser/editor.ts', import.meta.url),
  readerScript: new URL('../browser/reader.ts', import.meta.url),
  readerWorker: new URL('../browser/reader-worker.ts', import.meta.url),
  movingScript: new URL('../browser/moving.ts', import.meta.url),
  queueScript: new URL('../browser/queue.ts', import.meta.url),
  threadScript: new URL('../browser/thread.ts', import.meta.url),
  roomScript: new URL('../browser/room.ts', import.meta.url),
  liveScript: new URL('../browser/live-part.ts', import.meta.url),
  botScript: new URL('../browser/bot.ts', import.meta.url),
  enterScript: new URL('../browser/enter.ts', import.meta.url),
  passkeyScript: new URL('../browser/passkey.ts', import.meta.url),
};

export interface Assets extends Readonly<Record<keyof typeof SOURCES, Asset>> {
  /** Changes when any of them does. */
  readonly hash: string;
}

/**
 * The style sheet and scripts, bundled when a file of theirs has changed since the last start and otherwise read from
 * `DATA/cache/web`. A cache that cannot be written costs the next start its time and nothing else.
 */
export async function loadAssets(data: string, log: Log): Promise<Assets> {
  const folder = path.join(data, 'cache', 'web');
  const made = await Promise.all(
    Object.entries(SOURCES).map(async ([name, entry]) => {
      const text = await keptBundle(path.join(folder, `${name}.json`), entry, log);
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
    page: StoredPage.of(Buffer.from(text), type, IMMUTABLE),
  };
}

/** All that are served. */
export function assetList({ hash: _hash, ...assets }: Assets): Asset[] {
  return Object.values(assets);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 10);
}
