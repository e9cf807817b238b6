import { loadSharp } from '../worker/sharp.ts';

/** What a picture's header says. */
export interface Measured {
  /** In pixels, as it is shown: turned as its orientation says. */
  width: number;
  height: number;
  /** More than 1 when it moves. */
  frames: number;
}

/** Reads a picture's size without decoding it; undefined for what is no picture or cannot be read. */
export async function readSize(data: Uint8Array): Promise<Measured | undefined> {
  const sharp = await loadSharp();
  const found = await sharp(data, { limitInputPixels: false, failOn: 'none' })
    .metadata()
    .catch(() => undefined);
  if (!found?.width || !found.height) return undefined;
  const { width, pageHeight, pages: frames = 1, autoOrient } = found;
  const height = pageHeight ?? found.height;
  const turned = autoOrient.width !== width && pageHeight === undefined;
  return { width: turned ? height : width, height: turned ? width : height, frames };
}
