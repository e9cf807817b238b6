import { type Html, html } from '../../../../../core/html/html.ts';
import type { FeedbackCount, FeedbackWords } from '../../../../api/contract.ts';
import { formatDate } from '../../../views/format.ts';
import { pager } from '../../../views/pager.ts';
import { withQuery } from '../../../views/paths.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { badge, emptyState, pageHead, postForm } from '../parts.ts';
import { table } from '../table.ts';

const PATH = '/admin/feedback';

/** What visitors answered to "Was this post useful to you?": counts by post, and their words. */
export function feedbackView(
  asked: AdminRequest,
  shown: {
    posts: readonly FeedbackCount[];
    answers: readonly FeedbackWords[];
    next?: string | undefined;
    first: boolean;
  },
): Html {
  const { posts, answers, next, first } = shown;
  const link = ({ slug, title }: { slug: string; title: string }) =>
    html`<a href="${`/posts/${encodeURIComponent(slug)}`}">${title}</a>`;
  const counts = table<FeedbackCount>({
    caption: 'Answers by post',
    rows: posts,
    columns: [
      { label: 'Post', as: 'main', cell: link },
      { label: 'Useful', as: 'number', cell: one => one.yes },
      { label: 'Not', as: 'number', cell: one => one.no },
      { label: 'Share', as: 'number', cell: one => `${Math.round((100 * one.yes) / (one.yes + one.no))} %` },
    ],
  });
  const words = answers.map(
    one => html`<li class="queued"><p class="queued-head">${badge(one.useful ? 'useful' : 'not useful', one.useful ? 'good' : 'bad')} ${link(one)} <span class="quiet">${formatDate(one.createdAt, asked.frame.site.language, 'short')}</span></p>
<p class="queued-text">${one.words}</p>${postForm(asked, `${PATH}/delete`, html`<input type="hidden" name="id" value="${one.id}"><button class="small" type="submit">Delete<span class="visually-hidden"> this answer</span></button>`, 'inline')}</li>`,
  );
  const body = html`${pageHead({ title: 'Feedback', lede: 'Answers are anonymous: no address is kept.' })}
${posts.length === 0 ? emptyState({ title: 'No answers yet.', text: 'Under each post visitors are asked whether it was useful to them, as long as the settings say so.' }) : first ? counts : ''}
${answers.length === 0 ? '' : html`<h2>In words</h2><ol class="queue">${words}</ol>`}
${pager({ older: next === undefined ? undefined : withQuery(PATH, { after: next }), newest: first ? undefined : PATH })}`;
  return adminLayout(asked, { title: 'Feedback', section: PATH, body });
}
