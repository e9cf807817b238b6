import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import type { Actor, Post, PostInput } from '../contract.ts';
import { updatePost } from '../methods/posts/update-post.ts';
import { readProperties, writeProperties } from '../store/micropub/post-properties.ts';
import type { PostRow } from '../store/posts/post-row.ts';
import { applyUpdate } from './apply-update.ts';
import { slugWished } from './create.ts';
import { propertiesOfPost } from './from-post.ts';
import { keptProperties } from './kept-properties.ts';
import { kindOf } from './kind.ts';
import { postAt } from './post-address.ts';
import { invalidRequest, type MicropubRequest, type Properties } from './request.ts';
import { checkInput, isField, playersOf, toInput } from './to-input.ts';

type Update = Extract<MicropubRequest, { action: 'update' }>;

const ATTEMPTS = 5;

/** Changes the properties that an update names and no others; somebody else's change at the same time is not undone. */
export async function updateFromMicropub(
  ctx: ApiContext,
  { account: by, address }: Actor,
  update: Update,
): Promise<Post> {
  const players = playersOf(update.add, ctx.origin);
  for (const name of ['audio', 'video'])
    if (update.replace[name] || update.remove.values[name] || update.remove.whole.includes(name))
      throw invalidRequest(`"${name}" has become part of the text: change "content".`);
  for (let attempt = 1; ; attempt++) {
    const row = await postAt(ctx, update.url);
    const kept = await readProperties(ctx.db, [row.id]);
    const before = propertiesOfPost(row, kept.get(row.id) ?? {}, ctx.origin);
    const { after, touched } = applyUpdate(before, update);
    const changes = changesOf(ctx, row, before, after, touched, players);
    try {
      const { post } = await updatePost(ctx, {
        id: row.id,
        version: row.version,
        changes,
        by,
        address,
      });
      if (touched.some(name => !isField(name))) await writeProperties(ctx.db, row.id, keptProperties(after));
      return post;
    } catch (error) {
      const late = error instanceof AppError && error.reason === 'changed_since';
      if (!late || attempt === ATTEMPTS) throw error;
    }
  }
}

function changesOf(
  ctx: ApiContext,
  row: PostRow,
  before: Properties,
  after: Properties,
  touched: readonly string[],
  players: string,
): Partial<PostInput> {
  const changes = toInput(after, touched, ctx.origin);
  const kind = kindOf(after);
  if (row.kind !== 'page' && kind !== kindOf(before)) changes.kind = kind;
  const slug = slugWished(after);
  if (slug !== undefined && slug !== row.slug) changes.slug = slug;
  if (players !== '') changes.markdown = `${changes.markdown ?? row.markdown}\n\n${players}`.trim();
  return checkInput(changes);
}
