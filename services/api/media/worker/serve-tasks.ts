import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveHelper } from '../../../../core/helper/serve-helper.ts';
import { drawCard } from '../cards/draw.ts';
import { type CardFonts, loadFonts } from '../cards/fonts.ts';
import { encodeVariant } from '../images/encode-variant.ts';
import { readSize } from '../images/read-size.ts';
import type { PictureTasks } from './tasks.ts';

serveHelper<PictureTasks>({
  measure: ({ data }) => readSize(data),
  variant: encodeVariant,
  card: async ({ text }) => drawCard(text, await fonts()),
});

let loading: Promise<CardFonts> | undefined;

/** Unpacked for as long as this process lives. */
function fonts(): Promise<CardFonts> {
  loading ??= mkdtemp(join(tmpdir(), 'croft-fonts-')).then(directory => {
    process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
    return loadFonts(directory);
  });
  return loading;
}
