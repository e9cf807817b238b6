import { AppError } from '../../../core/errors.ts';
import { htmlToMarkdown } from '../../../core/markdown/from-html.ts';
import { LONGEST_MARKDOWN, PostInput, Rsvp, Visibility } from '../contract.ts';
import { readDate } from '../import/dates.ts';
import { ABOUT_PROPERTIES, targetOf } from './kind.ts';
import { invalidRequest, type Properties } from './request.ts';
import { addressOf, memberOf, onSite, photoOf, textOf } from './values.ts';

/** How each property that a post here has a field for becomes that field. */
const FIELDS: Readonly<Record<string, (properties: Properties, origin: string) => Partial<PostInput>>> = {
  name: ({ name }) => ({ title: name ? textOf(name[0], 'name').slice(0, 500) : '' }),
  summary: ({ summary }) => ({ summary: summary ? textOf(summary[0], 'summary').slice(0, 1000) : '' }),
  content: ({ content = [] }, origin) => ({
    markdown: content.map(one => markdownOf(one, origin)).join('\n\n'),
  }),
  category: ({ category = [] }) => ({
    tags: category.map(one => textOf(one, 'category').trim().slice(0, 100)).filter(tag => tag !== ''),
  }),
  photo: ({ photo = [] }, origin) => ({ photos: photo.map(one => photoOf(one, origin)) }),
  published: ({ published }) => ({ publishedAt: timeOf(published?.[0]) }),
  'post-status': properties => ({ status: statusOf(properties['post-status']?.[0]) }),
  visibility: ({ visibility }) => ({
    visibility: choice(Visibility, visibility?.[0] ?? 'public', 'visibility'),
  }),
};

/** Whether a post here has a field for a property; the others are kept as they come. */
export function isField(name: string): boolean {
  return Object.hasOwn(FIELDS, name) || ABOUT_PROPERTIES.includes(name);
}

/** The fields that the named properties give, all of a post's properties being at hand. Throws `invalid_request`. */
export function toInput(
  properties: Properties,
  names: readonly string[],
  origin: string,
): Partial<PostInput> {
  const input: Partial<PostInput> = {};
  for (const name of names)
    if (Object.hasOwn(FIELDS, name)) Object.assign(input, FIELDS[name]!(properties, origin));
  if (names.some(name => ABOUT_PROPERTIES.includes(name))) {
    input.target = targetOf(properties) ?? null;
    const rsvp = properties['rsvp']?.[0];
    input.rsvp = rsvp === undefined ? null : choice(Rsvp, rsvp, 'rsvp');
    if (rsvp !== undefined && !properties['in-reply-to'])
      throw invalidRequest('An RSVP needs "in-reply-to", the address of the event.');
  }
  return input;
}

/** Checks the fields as those of any writer are checked. Throws `invalid_request`, or `too_large` for a text that is. */
export function checkInput<T extends Partial<PostInput>>(input: T): T {
  if ((input.markdown?.length ?? 0) > LONGEST_MARKDOWN)
    throw new AppError('invalid', `The text is longer than ${LONGEST_MARKDOWN} characters.`, {
      reason: 'too_large',
    });
  const parsed = Changes.safeParse(input);
  const issue = parsed.error?.issues[0];
  if (issue) throw invalidRequest(`${issue.path.join('.')}: ${issue.message}`);
  return input;
}

const Changes = PostInput.partial();

/** Plain text is taken as Markdown, which is what writers and their programs send; HTML becomes it. */
function markdownOf(value: unknown, origin: string): string {
  const html = memberOf(value, 'html');
  if (typeof html === 'string') return htmlToMarkdown(html, { baseUrl: `${origin}/posts/` });
  const markdown = memberOf(value, 'markdown') ?? memberOf(value, 'text');
  return typeof markdown === 'string' ? markdown : textOf(value, 'content');
}

/** Sound and film have no field of their own: they stand at the end of the text. */
export function playersOf(properties: Properties, origin: string): string {
  const player = (name: 'audio' | 'video') =>
    (properties[name] ?? []).map(value => {
      const src = onSite(addressOf(value, name), origin).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
      return `<${name} controls preload="metadata" src="${src}"></${name}>`;
    });
  return [...player('video'), ...player('audio')].join('\n\n');
}

function timeOf(value: unknown): string {
  const time = readDate(typeof value === 'string' ? value : undefined);
  if (time === undefined)
    throw invalidRequest('"published" must be a time such as 2026-11-24T20:00:00+01:00.');
  return time;
}

function statusOf(value: unknown): PostInput['status'] {
  if (value === undefined || value === 'published') return 'published';
  if (value === 'draft') return 'draft';
  throw invalidRequest('"post-status" must be published or draft.');
}

function choice<T extends string>(
  schema: { safeParse(value: unknown): { success: boolean; data?: T }; options: readonly T[] },
  value: unknown,
  name: string,
): T {
  const parsed = schema.safeParse(typeof value === 'string' ? value.toLowerCase() : value);
  if (parsed.success) return parsed.data!;
  throw invalidRequest(`"${name}" must be one of ${schema.options.join(', ')}.`);
}
