import { renderComment } from '../../../core/markdown/comment.ts';

export interface CommentParts {
  /** Safe to put into any page, feed or letter. */
  html: string;
  text: string;
  /** Addresses that it links to. */
  links: string[];
}

/** A visitor's Markdown as safe HTML, with what is looked at before it is shown. */
export async function renderParts(markdown: string): Promise<CommentParts> {
  const { html, text } = await renderComment(markdown);
  return { html, text, links: linksIn(html) };
}

/** Addresses that sanitised HTML links to. */
export function linksIn(html: string): string[] {
  return [...html.matchAll(/<a [^>]*?href="([^"]*)"/g)].map(found => found[1]!.replaceAll('&amp;', '&'));
}
