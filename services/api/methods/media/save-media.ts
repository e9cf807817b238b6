import type { ApiContext } from '../../context.ts';
import { keepMedia } from '../../media/keep.ts';

export async function saveMedia(
  { media, config }: ApiContext,
  { name, data }: { name: string; data: Uint8Array },
): Promise<{ path: string }> {
  return { path: await keepMedia(media, name, data, config.mediaLimit) };
}
