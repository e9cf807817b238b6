import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import { type Photo, PostInput, PostKind, PostStatus } from '../../../api/contract.ts';
import type { PostFields, PostState } from './post-fields.ts';
import { fromWallTime, knownZone, toWallTime } from './wall-time.ts';

/** Textareas are sent with CRLF (https://html.spec.whatwg.org/#constructing-entry-list); Markdown here has LF. */
const text = z.string().default('');
const lines = text.transform(value => value.replaceAll('\r\n', '\n'));
const word = text.transform(value => value.trim());
const optional = <S extends z.ZodType>(schema: S) => z.union([z.literal(''), schema]).default('');

const Sent = z.object({
  id: z.union([z.literal(''), z.uuid()]).default(''),
  version: z.coerce.number().int().min(0).default(0),
  copy: z.coerce.number().int().min(0).default(0),
  key: optional(z.uuid()),
  status: optional(PostStatus),
  published_at: optional(z.iso.datetime()),
  /** The button that was pressed. */
  do: z.enum(['save', 'publish', 'now', 'unpublish']).default('save'),
  /** Said to a picture without a description. */
  alt_ok: text.transform(value => value !== ''),
  title: word,
  markdown: lines,
  kind: optional(PostKind),
  target_url: word,
  target_title: word,
  rsvp: word,
  slug: word,
  tags: word,
  summary: lines.pipe(z.string().trim()),
  language: word,
  series: word,
  visibility: z.string().default('public'),
  pinned: text.transform(value => value !== ''),
  canonical: word,
  publish_at: word,
  time_zone: word.transform(knownZone),
});

export interface SentPost {
  readonly state: PostState;
  readonly fields: PostFields;
  readonly intent: z.output<typeof Sent>['do'];
  readonly altIsMeant: boolean;
}

/** What the form of the writing screen has sent. Throws `invalid` for what no such form sends. */
export function readForm(body: unknown): SentPost {
  const sent = Sent.safeParse(body);
  if (!sent.success)
    throw new AppError('invalid', 'This is not a form of the writing screen. Load it again.');
  const form = sent.data;
  return {
    state: {
      id: form.id || undefined,
      version: form.version || undefined,
      status: form.status || undefined,
      publishedAt: form.published_at || undefined,
      copy: form.copy,
      key: form.key,
    },
    fields: {
      ...form,
      targetUrl: form.target_url,
      targetTitle: form.target_title,
      photos: readPhotos(body as Record<string, unknown>),
      publishAt: form.publish_at,
      timeZone: form.time_zone,
    },
    intent: form.do,
    altIsMeant: form.alt_ok,
  };
}

const MOST_PHOTOS = 50;

/** `photo_0_src`, `photo_0_alt` and so on; one whose address was emptied is taken away. */
function readPhotos(body: Record<string, unknown>): Photo[] {
  const photos: Photo[] = [];
  for (let index = 0; index < MOST_PHOTOS; index++) {
    const { [`photo_${index}_src`]: src, [`photo_${index}_alt`]: alt } = body;
    if (typeof src === 'string' && src.trim() !== '')
      photos.push({ src: src.trim(), alt: typeof alt === 'string' ? alt.trim() : '' });
  }
  return photos;
}

export interface Composed {
  readonly input: PostInput;
  /** What is wrong, by the name of the form's field. */
  readonly problems: Readonly<Record<string, string>>;
}

/** Names of the form's fields by those of a post. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  target: 'target_url',
  photos: 'photo_0_src',
  publishedAt: 'publish_at',
};

const ABOUT: readonly string[] = ['bookmark', 'like', 'repost', 'reply', 'rsvp'];

/** What the fields ask for. What cannot be is left out of `input`, so that the rest can be kept all the same. */
export function composeInput(fields: PostFields, state: PostState): Composed {
  const kind = fields.kind || (fields.title === '' ? 'note' : 'article');
  const at = publishTime(fields, state);
  const wanted: Record<string, unknown> = {
    kind,
    title: fields.title,
    markdown: fields.markdown,
    target: ABOUT.includes(kind)
      ? { url: fields.targetUrl, ...(fields.targetTitle ? { title: fields.targetTitle } : {}) }
      : null,
    rsvp: kind === 'rsvp' ? fields.rsvp || null : null,
    photos: fields.photos,
    ...(fields.slug === '' ? {} : { slug: fields.slug }),
    tags: splitTags(fields.tags),
    summary: fields.summary,
    language: fields.language,
    series: fields.series || null,
    visibility: fields.visibility,
    pinned: fields.pinned,
    canonical: fields.canonical || null,
    ...(at === undefined ? {} : { publishedAt: at }),
  };
  const problems: Record<string, string> = {};
  if (fields.publishAt !== '' && at === undefined) problems['publish_at'] = 'This is not a date and a time.';
  const parsed = PostInput.safeParse(wanted);
  if (parsed.success) return { input: parsed.data, problems };
  for (const { path, message } of parsed.error.issues) {
    const field = String(path[0]);
    delete wanted[field];
    if (field === 'target' || field === 'photos') delete wanted['kind'];
    problems[FIELD_NAMES[field] ?? field] = MESSAGES[field] ?? message;
  }
  // A text that is too long is all that can be missing here, and nothing can be kept without it.
  if (wanted['markdown'] === undefined) throw new AppError('invalid', 'The text is too long to be kept.');
  return { input: PostInput.parse(wanted), problems };
}

const MESSAGES: Readonly<Record<string, string>> = {
  target: 'Give the whole address, beginning with https://',
  canonical: 'Give the whole address, beginning with https://',
  rsvp: 'Choose an answer.',
  photos: 'A picture has an address, and a description of at most 2,000 letters.',
  tags: 'At most 50 tags, each of at most 100 letters.',
};

function splitTags(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map(tag => tag.trim())
    .filter(Boolean);
}

/** The exact time that the post has, unless another was typed. */
function publishTime(fields: PostFields, { publishedAt }: PostState): string | undefined {
  if (fields.publishAt === '') return undefined;
  if (publishedAt && toWallTime(publishedAt, fields.timeZone) === fields.publishAt) return publishedAt;
  return fromWallTime(fields.publishAt, fields.timeZone);
}
