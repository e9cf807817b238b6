import { addressKey } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import type { CommentFrom } from '../../contract.ts';
import { readMarkdown } from '../../thread/comment-text.ts';

export async function previewComment(
  { conversation }: ApiContext,
  { markdown, visitor }: { markdown: string; visitor: CommentFrom },
): Promise<{ html: string }> {
  conversation.limits.look.take(addressKey(visitor.address));
  const { html } = await readMarkdown(markdown);
  return { html };
}
