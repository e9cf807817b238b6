import { type Html, html } from '../../../../../core/html/html.ts';
import type { Session } from '../../../../api/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { badge, pageHead, postForm } from '../parts.ts';
import { table } from '../table.ts';
import { minute } from '../when.ts';
import { METHODS } from './words.ts';

/** Where somebody is signed in, each to be ended. */
export function sessionsView(asked: AdminRequest, sessions: readonly Session[]): Html {
  const others = sessions.filter(session => !session.current).length;
  const end = (session: Session) =>
    session.current
      ? ''
      : postForm(
          asked,
          '/admin/sessions/end',
          html`<input type="hidden" name="id" value="${session.id}"><button class="small" type="submit">End<span class="visually-hidden"> ${session.browser}</span></button>`,
          'inline',
        );
  return html`${pageHead({
    title: 'Where you are signed in',
    lede: 'A session ends by itself after 30 days without use. Times are UTC.',
    ...(others === 0
      ? {}
      : {
          actions: postForm(
            asked,
            '/admin/sessions/end-others',
            html`<button class="danger" type="submit">End all others</button>`,
            'inline',
          ),
        }),
  })}
${table({
  caption: 'Your sessions',
  rows: sessions,
  columns: [
    {
      label: 'Browser',
      as: 'main',
      cell: session =>
        html`<strong>${session.browser}</strong> ${session.current && badge('this one', 'good')}`,
    },
    { label: 'Came in by', cell: session => METHODS[session.method] ?? session.method },
    { label: 'Since', as: 'nowrap', cell: session => minute(session.createdAt) },
    { label: 'Last used', as: 'nowrap', cell: session => minute(session.usedAt) },
    { label: 'Change', as: 'actions', cell: end },
  ],
})}`;
}
