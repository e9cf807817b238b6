import { toAppError } from '../../../../core/errors.ts';
import type { Post, PostInput } from '../../../api/contract.ts';
import type { AdminRequest } from '../admin-page.ts';
import type { SentPost } from './read-form.ts';
import { titleSlug } from './title-slug.ts';

/** Where posts come from that are begun on the writing screen; with the key of the form, sending it twice makes one post. */
const SOURCE = 'editor:';

/** Makes or changes the post that a form is about. Throws `changed_since` when somebody else was quicker. */
export async function storePost(asked: AdminRequest, sent: SentPost, input: PostInput): Promise<Post> {
  const { web, request, principal } = asked;
  const by = principal.account;
  const { id, version } = sent.state;
  const whole = { ...input, ...publishing(sent, input) };
  if (id === undefined) return createDraft(asked, sent, whole);
  const { post } = await web.api.updatePost(
    { id, version, changes: whole, by, address: request.ip },
    request.call,
  );
  await web.api.dropWorkingCopy({ post: id, account: by }, request.call);
  return post.status === 'draft' || sent.state.status === 'draft' ? nameAfterTitle(asked, sent, post) : post;
}

/** Makes the post of a new form; sent again, it is found by the form's key and changed. */
export async function createDraft(asked: AdminRequest, sent: SentPost, input: PostInput): Promise<Post> {
  const source = sent.state.key === '' ? undefined : SOURCE + sent.state.key;
  const { web, request, principal } = asked;
  return (
    await web.api.savePost({ ...input, source, by: principal.account, address: request.ip }, request.call)
  ).post;
}

/** What the button says of the status; one that only saves leaves it as it is. */
function publishing({ intent, state }: SentPost, input: PostInput): Partial<PostInput> {
  const now = new Date().toISOString();
  if (intent === 'unpublish') return { status: 'draft' };
  if (intent === 'now') return { status: 'published', publishedAt: now };
  if (intent === 'publish') return { status: 'published', publishedAt: input.publishedAt ?? now };
  return state.status === undefined ? { status: 'draft' } : {};
}

/**
 * A draft is saved from its first words on, when its title is not whole yet. Until an address is chosen, it follows the
 * title; when that one is taken, it stays what it was.
 */
async function nameAfterTitle(asked: AdminRequest, { fields }: SentPost, post: Post): Promise<Post> {
  const slug = titleSlug(fields.title, fields.language);
  if (fields.slug !== '' || slug === undefined || post.slug.replace(/-\d+$/, '') === slug) return post;
  const { web, request, principal } = asked;
  const change = { id: post.id, version: post.version, changes: { slug }, by: principal.account };
  try {
    return (await web.api.updatePost(change, request.call)).post;
  } catch (thrown) {
    if (toAppError(thrown).reason === 'slug_taken') return post;
    throw thrown;
  }
}
