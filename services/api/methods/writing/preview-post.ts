import { randomUUID } from 'node:crypto';
import type { ApiContext } from '../../context.ts';
import { renderBody } from '../../posts/render-body.ts';
import { readSiteLanguage } from '../../store/settings.ts';

export async function previewPost(
  ctx: ApiContext,
  { markdown, language }: { markdown: string; language?: string | undefined },
) {
  // An id of its own sets the footnotes of the preview apart from those of a page that it may be shown in.
  const body = { id: randomUUID(), markdown, language: language ?? (await readSiteLanguage(ctx)) };
  const { html, words, minutes, summary } = await renderBody(ctx.db, body);
  return { html, words, minutes, summary };
}
