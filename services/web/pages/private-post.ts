import { AppError } from '../../../core/errors.ts';
import { may, type PostKind, type Principal } from '../../api/contract.ts';
import type { PageRequest } from '../http/page.ts';
import type { Rendered } from '../http/rendered.ts';
import { postView } from '../views/post.ts';

/** A private post for whoever may read private ones. Throws `not_found` for everybody else, who shall not know that there is one. */
export async function privatePost(
  { web, frame, input, call }: PageRequest<{ slug: string }>,
  reader: Principal,
  fits: (kind: PostKind) => boolean,
): Promise<Rendered> {
  const missing = () => new AppError('not_found', `There is no post "${input.slug}" here.`);
  if (!may(reader, 'member')) throw missing();
  const [shown, post] = await Promise.all([frame, web.api.getOwnPost({ key: input.slug }, call)]);
  if (post.slug !== input.slug || post.status !== 'published' || !fits(post.kind)) throw missing();
  return { body: postView(shown, { post }).text };
}
