import type { ApiContext } from '../../context.ts';
import type { PostPage } from '../../contract.ts';
import { movedTo, notHere } from '../../posts/not-here.ts';
import { readPostPage } from '../../store/posts/post-page.ts';

export async function getPostPage(
  { db, config }: Pick<ApiContext, 'db' | 'config'>,
  { slug, known }: { slug: string; known?: string | undefined },
): Promise<PostPage> {
  const page = await readPostPage(db, slug, known);
  if (!page) throw await notHere(db, slug);
  if (page.content?.post.kind === 'page') throw movedTo(page.content.post);
  return { ...page, letters: config.smtp !== '' && config.mailFrom !== '' };
}
