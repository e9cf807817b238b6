import { excerpt } from '../../../core/html/text.ts';

/** UTF-16 units of text that stand for a title. */
const LENGTH = 140;

/** What an item is called: its title, or the beginning of its text, or its address where it is a picture alone. */
export function titleOf(item: {
  readonly title: string;
  readonly summary?: string | null | undefined;
  readonly url?: string | null | undefined;
}): string {
  return (
    item.title ||
    excerpt(item.summary ?? '', LENGTH) ||
    (item.url ?? '').replace(/^https?:\/\/(?:www\.)?/, '') ||
    'Untitled'
  );
}
