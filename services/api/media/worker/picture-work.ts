import { createHelper } from '../../../../core/helper/helper.ts';
import type { PictureTasks } from './tasks.ts';

/**
 * Does one thing with a picture, in a process of its own: decoding takes a hundred megabytes, and a picture may be made to break
 * a decoder.
 */
export const pictureWork = createHelper<PictureTasks>({
  script: new URL('./process.js', import.meta.url),
  longest: 60_000,
});
