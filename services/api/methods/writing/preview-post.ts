import { renderMarkdown } from '../../../../core/markdown/markdown.ts';
import { POSTS_PATH } from '../../posts/compose.ts';

/** Sets the footnotes of the preview apart from those of a page that it may be shown in. */
const FOOTNOTES = 'preview';

export async function previewPost({ markdown }: { markdown: string }) {
  const { html, words, minutes, summary } = await renderMarkdown(markdown, {
    base: POSTS_PATH,
    footnotes: FOOTNOTES,
  });
  return { html, words, minutes, summary };
}
