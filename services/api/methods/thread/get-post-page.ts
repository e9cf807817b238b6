import type { ApiContext } from '../../context.ts';
import type { PostPage } from '../../contract.ts';
import { movedTo, notHere } from '../../posts/not-here.ts';
import { readPostPage } from '../../store/posts/post-page.ts';

export async function getPostPage(
  { db, config }: Pick<ApiContext, 'db' | 'config'>,
  { slug }: { slug: string },
): Promise<PostPage> {
  const page = await readPostPage(db, slug);
  if (!page) throw await notHere(db, slug);
  if (page.post.kind === 'page') throw movedTo(page.post);
  return { ...page, letters: config.smtp !== '' && config.mailFrom !== '' };
}
