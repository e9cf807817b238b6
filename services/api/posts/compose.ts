import { AppError } from '../../../core/errors.ts';
import { cutText, isSlug, slugify } from '../../../core/markdown/markdown.ts';
import type { ApiContext } from '../context.ts';
import type { Photo, PostInput, PostKind, Target, Visibility } from '../contract.ts';
import type { PostRow, Tag } from '../store/posts/post-row.ts';
import { readSiteLanguage } from '../store/settings.ts';
import { composeKind } from './kind.ts';
import { renderBody } from './render-body.ts';
import { composeTags } from './tags.ts';
import { composeTimes, type Times } from './times.ts';

/** A post as it is to be stored, all but its slug. */
export interface Composed extends Times {
  id: string;
  kind: PostKind;
  title: string;
  markdown: string;
  html: string;
  summary: string;
  summaryGiven: string | null;
  language: string | null;
  /** Of a post without a language of its own. */
  siteLanguage: string;
  words: number;
  minutes: number;
  tags: Tag[];
  visibility: Visibility;
  pinned: boolean;
  target: Target | null;
  rsvp: string | null;
  photos: Photo[];
  series: Tag | null;
  canonical: string | null;
  /** The words to be found by, apart from the title's. */
  text: string;
  /** The slug that was asked for, checked. */
  slugAsked: string | undefined;
  /** What a slug is made from when none was asked for. */
  slugBase: string;
}

/** Fills in what a writer left out, from the post as it was or from the text, and renders it. Throws `invalid` for a slug or time that cannot be. */
export async function compose(
  ctx: Pick<ApiContext, 'db' | 'config'>,
  id: string,
  input: Partial<PostInput>,
  before: PostRow | undefined,
  now: Date,
): Promise<Composed> {
  const title = (input.title ?? before?.title ?? '').replace(/\s+/g, ' ').trim();
  const markdown = storable(input.markdown ?? before?.markdown ?? '');
  const language = (input.language ?? before?.language) || null;
  const summaryGiven =
    input.summary === undefined ? (before?.summary_given ?? null) : cutText(input.summary) || null;
  const siteLanguage = await readSiteLanguage(ctx);
  const rendered = await renderBody(ctx.db, { id, markdown, language: language ?? siteLanguage });
  const target = given(input.target, before?.target ?? null);
  const rsvp = given(input.rsvp, before?.rsvp ?? null);
  const photos = input.photos ?? before?.photos ?? [];
  return {
    id,
    kind: composeKind({ kind: input.kind ?? keptKind(before), title, target, photos, rsvp }),
    title: storable(title),
    markdown,
    html: rendered.html,
    summary: summaryGiven ?? rendered.summary,
    summaryGiven,
    language,
    siteLanguage,
    words: rendered.words,
    minutes: rendered.minutes,
    tags: input.tags === undefined ? (before?.tags ?? []) : composeTags(input.tags, language ?? undefined),
    visibility: input.visibility ?? before?.visibility ?? 'public',
    pinned: input.pinned ?? before?.pinned ?? false,
    target,
    rsvp,
    photos,
    series: composeSeries(input.series, before, language ?? undefined),
    canonical: given(input.canonical, before?.canonical ?? null),
    text: rendered.text,
    slugAsked: checkSlug(input.slug),
    slugBase: slugBase(title, rendered.summary, language ?? undefined),
    ...composeTimes(input, before, now),
  };
}

/** What was sent, where null takes away, or what was there when nothing was sent. */
function given<T>(sent: T | null | undefined, before: T | null): T | null {
  return sent === undefined ? before : sent;
}

/** A note that gets a title becomes an article and the other way round; other kinds stay what they are. */
function keptKind(before: PostRow | undefined): PostKind | undefined {
  return before === undefined || before.kind === 'note' || before.kind === 'article'
    ? undefined
    : before.kind;
}

function composeSeries(
  name: string | null | undefined,
  before: PostRow | undefined,
  language: string | undefined,
): Tag | null {
  if (name === undefined) return before?.series ?? null;
  return name === null ? null : composeTags([name], language)[0]!;
}

/** PostgreSQL's text holds no NUL, and UTF-8 no half of a surrogate pair. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

function checkSlug(slug: string | undefined): string | undefined {
  if (slug === undefined || isSlug(slug)) return slug;
  const proposal = slugify(slug);
  throw new AppError(
    'invalid',
    `"${slug}" cannot be a slug: use lower-case letters and digits with single hyphens between.` +
      (proposal ? ` For example "${proposal}".` : ''),
    { details: { field: 'slug' } },
  );
}

function slugBase(title: string, summary: string, language: string | undefined): string {
  const firstWords = summary.split(' ').slice(0, 6).join(' ');
  return slugify(title, language) || slugify(firstWords, language) || 'post';
}
