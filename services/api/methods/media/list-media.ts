import type { ApiContext } from '../../context.ts';
import type { Media } from '../../contract.ts';
import { listMediaRows, type MediaAsked, toMedia } from '../../store/media/media.ts';

export async function listMedia(
  { db }: ApiContext,
  asked: MediaAsked,
): Promise<{ media: Media[]; next?: string }> {
  const { rows, ...next } = await listMediaRows(db, asked);
  return { media: rows.map(toMedia), ...next };
}
