import { createHash } from 'node:crypto';
import { StoredPage } from '../http/stored-page.ts';
import type { Asset } from './assets.ts';
import { IMMUTABLE } from './immutable.ts';
import { oklchToHex } from './oklch.ts';

type Tones = Readonly<Record<string, readonly [lightness: number, chroma: number]>>;

/** Lightness and chroma by day and by night, such that every text is AA on every ground at any hue. */
const DAY: Tones = { accent: [0.42, 0.12], 'accent-ink': [0.985, 0.006], tint: [0.93, 0.028] };
const NIGHT: Tones = { accent: [0.82, 0.1], 'accent-ink': [0.22, 0.02], tint: [0.31, 0.032] };

/** Part of the address, so that other tones have another. */
const HASH = createHash('sha256')
  .update(accentSheet(0) + accentSheet(200))
  .digest('base64url')
  .slice(0, 10);
const ADDRESS = new RegExp(`^accent-(0|[1-9]\\d{0,2})-${HASH}\\.css$`);

const known = new Map<number, Asset>();

/** The style sheet of a hue in degrees, 0 to 359: what it changes of `theme/tokens.css`. The site links it after its own. */
export function accentAsset(hue: number): Asset {
  const found = known.get(hue);
  if (found) return found;
  const asset = {
    path: `/assets/accent-${hue}-${HASH}.css`,
    page: StoredPage.of(Buffer.from(accentSheet(hue)), 'text/css; charset=utf-8', IMMUTABLE),
  };
  known.set(hue, asset);
  return asset;
}

/** The style sheet by the last part of its address; undefined for what is none. */
export function findAccent(file: string): Asset | undefined {
  const hue = Number(ADDRESS.exec(file)?.[1] ?? Number.NaN);
  return hue < 360 ? accentAsset(hue) : undefined;
}

function accentSheet(hue: number): string {
  return `:root{${declare(DAY, hue)}}@media (prefers-color-scheme:dark){:root{${declare(NIGHT, hue)}}}`;
}

function declare(tones: Tones, hue: number): string {
  return Object.entries(tones)
    .map(([name, [lightness, chroma]]) => `--${name}:${oklchToHex({ lightness, chroma, hue })}`)
    .join(';');
}
