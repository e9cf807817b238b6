import type { PostKind, PostSummary } from '../../api/contract.ts';

/** What is needed to name a post; a link to one knows no more than these. */
type AnyPost = Pick<PostSummary, 'kind' | 'title' | 'summary'> &
  Partial<Pick<PostSummary, 'target' | 'rsvp' | 'photos'>>;

/** What a post does to its target, in words, with the property of an h-entry that says the same (https://indieweb.org/posts#Types_of_Posts). */
const DEEDS = {
  bookmark: { words: 'Bookmarked', property: 'u-bookmark-of' },
  like: { words: 'Liked', property: 'u-like-of' },
  repost: { words: 'Reposted', property: 'u-repost-of' },
  reply: { words: 'In reply to', property: 'u-in-reply-to' },
  rsvp: { words: 'An answer to', property: 'u-in-reply-to' },
} as const satisfies Partial<Record<PostKind, unknown>>;

const ANSWERS: Readonly<Record<NonNullable<PostSummary['rsvp']>, string>> = {
  yes: 'Going to',
  no: 'Not going to',
  maybe: 'Maybe going to',
  interested: 'Interested in',
};

/** What the post does to its target; undefined for a post that is about nothing outside itself. */
export function deedOf({ kind, rsvp }: AnyPost): { words: string; property: string } | undefined {
  if (!(kind in DEEDS)) return undefined;
  const deed = DEEDS[kind as keyof typeof DEEDS];
  return kind === 'rsvp' && rsvp !== undefined ? { ...deed, words: ANSWERS[rsvp] } : deed;
}

/** The title of the target, or its address as one would write it down. */
export function targetName({ url, title }: NonNullable<PostSummary['target']>): string {
  if (title) return title;
  const bare = url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
  return bare.length > 70 ? `${bare.slice(0, 69)}…` : bare;
}

const NOUNS: Readonly<Record<PostKind, string>> = {
  article: 'An article',
  note: 'A note',
  photo: 'A photo',
  bookmark: 'A bookmark',
  like: 'A like',
  repost: 'A repost',
  reply: 'A reply',
  rsvp: 'An answer to an invitation',
  page: 'A page',
};

/** What to call a post where its title would stand; never empty, so that it can be a link. */
export function postName(post: AnyPost): string {
  if (post.title) return post.title;
  const deed = deedOf(post);
  if (deed && post.target) return `${deed.words} ${targetName(post.target)}`;
  return firstWords(post.summary) || post.photos?.find(({ alt }) => alt)?.alt || NOUNS[post.kind];
}

const NAME_LENGTH = 70;

/** At most 70 characters, cut between words. */
function firstWords(text: string): string {
  if (text.length <= NAME_LENGTH) return text;
  const cut = text.slice(0, NAME_LENGTH);
  const space = cut.lastIndexOf(' ');
  return `${(space > 30 ? cut.slice(0, space) : cut).toWellFormed().replace(/[\s,;:.–—-]+$/, '')}…`;
}
