import type { Post, PostStatus } from '../../../api/contract.ts';

/** What was done to a post, in words: above all when whoever may see it can. */
export function savedNotice(post: Post, before: PostStatus | undefined, timeZone: string): string {
  if (post.status === 'scheduled')
    return `Scheduled: it will be public ${whenInWords(post.publishedAt!, timeZone)}.`;
  if (post.status === 'draft')
    return before === 'draft' || before === undefined
      ? 'The draft is saved.'
      : 'It is a draft again: nobody else can see it.';
  if (before === 'published') return 'The changes are public.';
  if (post.visibility === 'private') return 'Published, for people who are signed in.';
  return post.visibility === 'unlisted' ? 'Published, for whoever has the address.' : 'Published.';
}

/** `on Thursday 26 November 2026 at 09:00 (Europe/Oslo)`. */
export function whenInWords(instant: string, timeZone: string): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(Date.parse(instant));
  const day = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return `on ${day} at ${format({ timeStyle: 'short' })} (${timeZone})`;
}
