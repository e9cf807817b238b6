import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import type { Chapter } from '../contract/episodes.ts';
import { cleanLink } from '../items/clean-files.ts';

/** More are no table of contents any more. */
const MOST = 500;
const LONGEST_TITLE = 300;

const Written = z.object({
  startTime: z.coerce.number().min(0).max(1_000_000),
  title: z.string().catch(''),
  url: z.string().max(2000).optional().catch(undefined),
  img: z.string().max(2000).optional().catch(undefined),
  toc: z.boolean().catch(true),
});

/**
 * The chapters of a JSON file that are meant to be listed, in the order in which they are heard; what cannot be read is left out.
 * Throws `invalid` for what is no such file.
 */
export function readChapters(text: string, baseUrl: string): Chapter[] {
  const chapters: Chapter[] = [];
  for (const one of listOf(text)) {
    const { success, data } = Written.safeParse(one);
    const title = data?.title.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TITLE).toWellFormed();
    if (!success || !data.toc || !title) continue;
    const [url, image] = [webLink(data.url, baseUrl), webLink(data.img, baseUrl)];
    chapters.push({ start: data.startTime, title, ...(url && { url }), ...(image && { image }) });
  }
  return chapters.sort((a, b) => a.start - b.start).slice(0, MOST);
}

function listOf(text: string): readonly unknown[] {
  try {
    const { chapters } = JSON.parse(text.replace(/^\uFEFF/, '')) as { chapters?: unknown };
    if (Array.isArray(chapters)) return chapters;
  } catch {
    // Told below in the same words.
  }
  throw new AppError('invalid', 'What the feed names as chapters is no list of chapters.', {
    reason: 'no_part',
  });
}

/** An absolute address of the web without trackers, or nothing. */
function webLink(written: string | undefined, baseUrl: string): string | undefined {
  const url = written ? URL.parse(written, baseUrl) : null;
  return url && /^https?:$/.test(url.protocol) ? (cleanLink(url.href) ?? undefined) : undefined;
}
