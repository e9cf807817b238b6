import type { ApiContext } from '../context.ts';
import { postPath } from '../contract.ts';
import { findPost } from '../store/posts/own-posts.ts';
import { toSummary } from '../store/posts/post-row.ts';

/**
 * The body of a message: what happened, when, and the post, response and answer that it is about as they are now. What is
 * gone by now is told by its ids alone.
 */
export async function composeMessage(
  ctx: ApiContext,
  { event, data, at }: { event: string; data: Record<string, unknown>; at: string },
): Promise<string> {
  const told: Record<string, unknown> = { ...data };
  for (const [part, tell] of Object.entries(PARTS)) {
    const id = data[part];
    if (typeof id === 'string') told[part] = (await tell(ctx, id)) ?? { id };
  }
  return JSON.stringify({ type: event, timestamp: at, data: told });
}

/** What is told of a thing by its id, as JSON; undefined when it is not there. */
type Tell = (ctx: ApiContext, id: string) => Promise<object | undefined>;

const PARTS: Readonly<Record<string, Tell>> = {
  post: tellPost,
  response: tellResponse,
  feedback: tellFeedback,
};

async function tellPost({ db, origin }: ApiContext, id: string) {
  const post = await findPost(db, id);
  return post && { ...toSummary(post), url: origin + postPath(post) };
}

async function tellResponse({ db }: ApiContext, id: string) {
  const response = await db
    .selectFrom('response')
    .select([
      'id',
      'kind',
      'origin',
      'status',
      'parent_id',
      'author_name',
      'author_url',
      'text',
      'source_url',
      'created_at',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!response) return undefined;
  const { kind, origin, status } = response;
  // Whoever took their words back did not want them sent on.
  if (status === 'deleted') return { id, kind, origin, status };
  return {
    id,
    kind,
    origin,
    status,
    author: { name: response.author_name, url: response.author_url ?? undefined },
    text: response.text,
    url: response.source_url ?? undefined,
    parent: response.parent_id ?? undefined,
    createdAt: response.created_at.toISOString(),
  };
}

async function tellFeedback({ db }: ApiContext, id: string) {
  const answer = await db
    .selectFrom('feedback')
    .select(['id', 'useful', 'words', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    answer && {
      id,
      useful: answer.useful,
      words: answer.words,
      createdAt: answer.created_at.toISOString(),
    }
  );
}
