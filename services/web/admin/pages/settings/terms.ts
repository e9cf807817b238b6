import type { FastifyReply } from 'fastify';
import { toAppError } from '../../../../../core/errors.ts';
import type { Post, Site } from '../../../../api/contract.ts';
import { type AdminRequest, goTo } from '../../admin-page.ts';
import { GROUPS } from '../../settings/groups.ts';

const SLUG = 'terms';

/** `POST /admin/settings/terms`: opens the page of terms in the editor, made from the settings when there is none. */
export async function writeTermsPage(asked: AdminRequest): Promise<FastifyReply> {
  const { web, request, principal, frame } = asked;
  const known = await findTerms(asked);
  if (known && known.kind !== 'page')
    return goTo(asked, GROUPS.visitors.path, 'A post has the slug "terms". Give it another slug first.');
  if (known) return goTo(asked, `/admin/posts/${known.id}`);
  const { post } = await web.api.savePost(
    { kind: 'page', title: 'Terms', slug: SLUG, markdown: template(frame.site), by: principal.account },
    request.call,
  );
  return goTo(
    asked,
    `/admin/posts/${post.id}`,
    'A draft is made from your settings. Read it, change it, publish it.',
  );
}

async function findTerms({ web, request }: AdminRequest): Promise<Post | undefined> {
  try {
    return await web.api.getOwnPost({ key: SLUG }, request.call);
  } catch (thrown) {
    if (toAppError(thrown).code !== 'not_found') throw thrown;
    return undefined;
  }
}

/** What is true of every Croft and of these settings; the owner adds the rest. */
function template({ title, author, comments, commentDays, feedback }: Site): string {
  const who = author.name || title;
  const parts = [
    `This site is kept by ${who}. Nothing here needs an account, and reading leaves no cookie and tells no other site.`,
    '## What is kept of visitors\n\nThe server notes the address of whoever asks for a page only as long as it needs it to hold off floods. There are no statistics about persons.',
  ];
  if (comments)
    parts.push(
      `## Comments\n\nWhat you write is public once it is approved${commentDays === undefined ? '' : `, for posts of the last ${commentDays} days`}. Your name stands beside it; a code, if you gave one, is kept only as a hash by which you can change or delete your words at any time. An e-mail address is used for the notices you asked for and nothing else. Where a comment came from is forgotten after a month.\n\nBe kind. Advertising, insults and what is against the law are deleted.`,
    );
  if (feedback)
    parts.push(
      '## “Was this useful?”\n\nAnswers are counted without noting who gave them. Words that you add are read by the owner alone.',
    );
  parts.push(
    '## Mentions from other sites\n\nWhen your own page links to one here and tells so by a webmention or pingback, its name, picture and words may be shown below the post. Delete the link and tell again, and it goes.',
    `## Licence\n\nUnless something else is said, the texts and pictures are © ${who}. Quote with a link.`,
  );
  return `${parts.join('\n\n')}\n`;
}
