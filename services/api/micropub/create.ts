import { createHash } from 'node:crypto';
import { AppError } from '../../../core/errors.ts';
import { slugify } from '../../../core/markdown/markdown.ts';
import type { ApiContext } from '../context.ts';
import { may, type Post, type PostInput, type Principal } from '../contract.ts';
import { createPost } from '../posts/create.ts';
import { writeProperties } from '../store/micropub/post-properties.ts';
import { forgetStaleAnswer } from '../store/micropub/retries.ts';
import { freeSlug } from '../store/posts/slugs.ts';
import { keptProperties } from './kept-properties.ts';
import { kindOf } from './kind.ts';
import { invalidRequest, type MicropubRequest, type Properties } from './request.ts';
import { checkInput, playersOf, toInput } from './to-input.ts';
import { textOf } from './values.ts';

type Create = Extract<MicropubRequest, { action: 'create' }>;

/** Without one of these there is nothing to be seen. */
const CONTENT = [
  'content',
  'name',
  'summary',
  'photo',
  'video',
  'audio',
  'like-of',
  'repost-of',
  'bookmark-of',
  'in-reply-to',
];
const ATTEMPTS = 5;

/**
 * Makes a post. The same request again within ten minutes gives the post that the first one made: a client that lost the
 * answer asks again, and a person does not say the very same thing twice in a row. Whoever may only draft makes drafts.
 */
export async function createFromMicropub(ctx: ApiContext, caller: Principal, request: Create): Promise<Post> {
  if (request.type !== 'entry')
    throw invalidRequest(`Posts here are of the type h-entry, not h-${request.type}.`);
  const properties = withAltTexts(request.properties);
  if (!CONTENT.some(name => properties[name]))
    throw invalidRequest(
      'The post is empty: it needs "content", "name", "photo" or something to respond to.',
    );
  const input = inputFor(ctx, caller, properties);
  const key = `micropub ${hashOf(request)}`;
  await forgetStaleAnswer(ctx.db, caller.account, key);
  const post = await createUnderSlug(ctx, input, slugWished(properties), {
    account: caller.account,
    key,
    body: key,
  });
  await writeProperties(ctx.db, post.id, keptProperties(properties));
  return post;
}

function inputFor(ctx: ApiContext, caller: Principal, properties: Properties): PostInput {
  const names = [...Object.keys(properties), 'post-status'];
  const input = toInput(properties, names, ctx.origin);
  const players = playersOf(properties, ctx.origin);
  return checkInput({
    ...input,
    kind: kindOf(properties),
    markdown: [input.markdown ?? '', players].filter(part => part !== '').join('\n\n'),
    ...(may(caller, 'create') ? {} : { status: 'draft' as const }),
  });
}

/** A slug that is taken gets a number: to a client it is a wish. */
async function createUnderSlug(
  ctx: ApiContext,
  input: PostInput,
  wish: string | undefined,
  once: { account: string; key: string; body: unknown },
): Promise<Post> {
  for (let attempt = 1; ; attempt++) {
    try {
      const slug = wish === undefined ? undefined : await freeSlug(ctx.db, wish);
      const post = await createPost(ctx, slug === undefined ? input : { ...input, slug }, {
        once,
        by: once.account,
      });
      if (post) return post;
    } catch (error) {
      const taken = error instanceof AppError && error.reason === 'slug_taken';
      if (!taken || attempt === ATTEMPTS) throw error;
    }
  }
}

export function slugWished(properties: Properties): string | undefined {
  const [name] = ['mp-slug', 'slug'].filter(one => properties[one]);
  return name === undefined ? undefined : slugify(textOf(properties[name]![0], name)) || undefined;
}

/** `mp-photo-alt` gives the texts of pictures in their order (https://indieweb.org/Micropub-extensions). */
function withAltTexts(properties: Properties): Properties {
  const { photo, 'mp-photo-alt': texts } = properties;
  if (!photo || !texts) return properties;
  const described = photo.map((value, index) =>
    typeof value === 'string' && typeof texts[index] === 'string' ? { value, alt: texts[index] } : value,
  );
  return Object.assign(Object.create(null) as Properties, properties, { photo: described });
}

function hashOf({ type, properties }: Create): string {
  const sorted = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([type, sorted]))
    .digest('base64url');
}
