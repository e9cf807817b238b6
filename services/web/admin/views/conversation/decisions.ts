import { type Html, html } from '../../../../../core/html/html.ts';
import type { Decision } from '../../../../api/contract.ts';
import { formatDate } from '../../../views/format.ts';
import { pager } from '../../../views/pager.ts';
import { withQuery } from '../../../views/paths.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { badge, emptyState, pageHead, postForm } from '../parts.ts';
import { table } from '../table.ts';

const WORDS = {
  approve: 'approved',
  pend: 'put back',
  spam: 'held as spam',
  delete: 'deleted',
  edit: 'changed',
};

/** What was decided, by whom, each with the way back. */
export function decisionsView(
  asked: AdminRequest,
  { decisions, next, first }: { decisions: readonly Decision[]; next?: string | undefined; first: boolean },
): Html {
  const { language } = asked.frame.site;
  const list = table<Decision>({
    caption: 'Decisions',
    rows: decisions,
    columns: [
      { label: 'Response', as: 'main', cell: one => html`${one.response.author}: ${one.response.excerpt}` },
      { label: 'Decision', cell: one => WORDS[one.action] },
      { label: 'By', cell: one => one.who ?? (one.by === 'author' ? 'its writer' : one.by) },
      { label: 'When', as: 'nowrap', cell: one => formatDate(one.createdAt, language, 'short') },
      { label: 'Undo', cell: one => (one.undone ? badge('undone') : undo(asked, one)) },
    ],
  });
  const body = html`${pageHead({ title: 'Decisions', back: { label: 'Conversation', path: '/admin/conversation' }, lede: 'Those that were made together are undone together.' })}
${decisions.length === 0 ? emptyState({ title: 'Nothing was decided yet.', text: 'Each decision on a comment or mention is kept here.' }) : list}
${pager({
  older: next === undefined ? undefined : withQuery('/admin/conversation/decisions', { after: next }),
  newest: first ? undefined : '/admin/conversation/decisions',
})}`;
  return adminLayout(asked, { title: 'Decisions', section: '/admin/conversation', body });
}

function undo(asked: AdminRequest, { batch, response }: Decision): Html {
  return postForm(
    asked,
    '/admin/conversation/undo',
    html`<input type="hidden" name="batch" value="${batch}"><input type="hidden" name="back" value="/admin/conversation/decisions"><button class="small" type="submit">Undo<span class="visually-hidden"> on ${response.author}</span></button>`,
    'inline',
  );
}
