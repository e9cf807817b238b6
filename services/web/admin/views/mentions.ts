import { type Html, html } from '../../../../core/html/html.ts';
import {
  type MentionDomain,
  MentionState,
  type ReceivedMention,
  type SentMention,
  SentState,
} from '../../../api/contract.ts';
import { formatDate } from '../../views/format.ts';
import { pager } from '../../views/pager.ts';
import { withQuery } from '../../views/paths.ts';
import type { AdminRequest } from '../admin-page.ts';
import type { MentionsQuery } from '../pages/mentions.ts';
import { adminLayout } from './admin-layout.ts';
import { field, select } from './fields.ts';
import { badge, emptyState, pageHead, postForm, type Tone, tabs } from './parts.ts';
import { table } from './table.ts';
import { tick, tickForm } from './ticks.ts';

export const MENTIONS_PATH = '/admin/mentions';
const PARTS = [
  { label: 'Received', path: MENTIONS_PATH },
  { label: 'Sent', path: `${MENTIONS_PATH}/sent` },
  { label: 'Domains', path: `${MENTIONS_PATH}/domains` },
];

function screen(asked: AdminRequest, current: string, content: Html): Html {
  const lede = 'What other sites say of yours, and what yours tells them.';
  const items = PARTS.map(part => ({ ...part, current: part.label === current }));
  const body = html`${pageHead({ title: 'Mentions', lede })}${tabs('Mentions', items)}${content}`;
  return adminLayout(asked, { title: `Mentions: ${current.toLowerCase()}`, section: MENTIONS_PATH, body });
}

const STATES: Readonly<Record<ReceivedMention['state'] | SentMention['state'], readonly [string, Tone]>> = {
  waiting: ['Waiting', 'wait'],
  linked: ['Found', 'good'],
  refused: ['Refused', 'bad'],
  gone: ['Gone', 'plain'],
  sent: ['Sent', 'good'],
  unsupported: ['Not supported', 'plain'],
  failed: ['Failed', 'bad'],
};

interface MentionList<M> {
  readonly mentions: readonly M[];
  readonly next?: string | undefined;
  readonly query: MentionsQuery;
}

const none = emptyState({ title: 'No mention is all of this', text: 'Ask for less.' });

function isAll({ q, state, post, after }: MentionsQuery): boolean {
  return q === '' && state === undefined && post === undefined && after === undefined;
}

function mentionFilters(path: string, query: MentionsQuery, states: readonly (keyof typeof STATES)[]): Html {
  const choices = [{ value: '', label: 'All' }, ...states.map(value => ({ value, label: STATES[value][0] }))];
  return html`<form class="filters" method="get" action="${path}" role="search">${query.post && html`<input type="hidden" name="post" value="${query.post}">`}${field({ label: 'Search addresses', name: 'q', type: 'search', value: query.q, maxlength: 200, wide: true })}${select({ label: 'State', name: 'state', value: query.state, choices })}<button type="submit">Show</button></form>`;
}

function pages(path: string, { q, state, post, after }: MentionsQuery, next: string | undefined): Html {
  const asked = { q: q || undefined, state, post };
  return pager({
    older: next === undefined ? undefined : withQuery(path, { ...asked, after: next }),
    newest: after === undefined ? undefined : withQuery(path, asked),
  });
}

/** Mentions of this site, with what became of each. */
export function receivedView(
  asked: AdminRequest,
  { mentions, next, query }: MentionList<ReceivedMention>,
): Html {
  const filters = mentionFilters(MENTIONS_PATH, query, MentionState.options);
  if (mentions.length === 0 && isAll(query)) {
    const text =
      'When somebody links to a post from a site that knows Webmention or Pingback, it shows here.';
    return screen(asked, 'Received', emptyState({ title: 'No mentions yet', text }));
  }
  const list = table({
    caption: 'Mentions of this site, newest first',
    rows: mentions,
    columns: [
      { label: 'Choose', as: 'select', cell: ({ id, source }) => tick(`id:${id}`, source) },
      {
        label: 'From',
        as: 'main',
        cell: ({ source }) => html`<a href="${source}" rel="nofollow noopener">${source}</a>`,
      },
      { label: 'To', cell: ({ target }) => html`<a href="${target}">${new URL(target).pathname}</a>` },
      { label: 'Link', cell: ({ state, reason }) => html`${badge(...STATES[state])} ${reason ?? ''}` },
      {
        label: 'In the thread',
        cell: ({ response }) => (response ? `${response.kind}, ${response.status}` : ''),
      },
      { label: 'Received', as: 'nowrap', cell: ({ receivedAt }) => day(asked, receivedAt) },
      {
        label: '',
        cell: ({ id, source }) =>
          html`<button class="small" type="submit" name="one" value="${id}">Look again<span class="visually-hidden"> ${source}</span></button>`,
      },
    ],
  });
  const form = tickForm(asked, `${MENTIONS_PATH}/bulk`, list, 'Look again at the ticked ones');
  return screen(
    asked,
    'Received',
    html`${filters}${mentions.length === 0 ? none : form}${pages(MENTIONS_PATH, query, next)}`,
  );
}

/** What posts here told others, with how that went. */
export function sentView(asked: AdminRequest, { mentions, next, query }: MentionList<SentMention>): Html {
  const path = `${MENTIONS_PATH}/sent`;
  const filters = mentionFilters(path, query, SentState.options);
  if (mentions.length === 0 && isAll(query)) {
    const text = 'When you publish a post, every site that it links to is told, if it takes webmentions.';
    return screen(asked, 'Sent', emptyState({ title: 'Nothing was sent yet', text }));
  }
  const list = table({
    caption: 'Mentions that posts here sent, newest first',
    rows: mentions,
    columns: [
      { label: 'Choose', as: 'select', cell: ({ id, target }) => tick(`id:${id}`, target) },
      { label: 'To', as: 'main', cell: ({ target }) => html`<a href="${target}">${target}</a>` },
      { label: 'From', cell: ({ source }) => html`<a href="${source}">${new URL(source).pathname}</a>` },
      {
        label: 'State',
        cell: ({ state, linked, status, answer }) =>
          html`${badge(...STATES[state])} ${linked ? '' : badge('Link removed')} ${status ?? ''} ${answer ?? ''}`,
      },
      { label: 'Tries', as: 'number', cell: ({ tries }) => tries },
      {
        label: 'Last try',
        as: 'nowrap',
        cell: ({ triedAt }) => (triedAt === undefined ? '' : day(asked, triedAt)),
      },
      {
        label: '',
        cell: ({ id, target }) =>
          html`<button class="small" type="submit" name="one" value="${id}">Send again<span class="visually-hidden"> ${target}</span></button>`,
      },
    ],
  });
  const form = tickForm(asked, `${path}/bulk`, list, 'Send the ticked ones again');
  return screen(
    asked,
    'Sent',
    html`${filters}${mentions.length === 0 ? none : form}${pages(path, query, next)}`,
  );
}

/** Which domains are trusted and which are refused. */
export function domainsView(asked: AdminRequest, domains: readonly MentionDomain[], problem?: string): Html {
  const path = `${MENTIONS_PATH}/domains`;
  const choices = [
    { value: 'allow', label: 'Show at once' },
    { value: 'block', label: 'Refuse' },
  ];
  const form = postForm(
    asked,
    path,
    html`${field({ label: 'Domain', name: 'domain', required: true, placeholder: 'example.org', hint: 'Covers the domains below it too.', problem })}${select({ label: 'Its mentions', name: 'verdict', choices })}<p><button class="primary" type="submit">Add</button></p>`,
  );
  const list =
    domains.length === 0
      ? emptyState({
          title: 'Every domain is judged by what it did',
          text: 'The first mention from a site waits for you. Once you have approved one, its author’s next ones show at once.',
        })
      : table({
          caption: 'Domains with a rule',
          rows: domains,
          columns: [
            { label: 'Domain', as: 'main', cell: ({ domain }) => domain },
            {
              label: 'Its mentions',
              cell: ({ verdict }) =>
                verdict === 'allow' ? badge('Shown at once', 'good') : badge('Refused', 'bad'),
            },
            {
              label: '',
              cell: ({ domain }) =>
                postForm(
                  asked,
                  `${path}/remove`,
                  html`<input type="hidden" name="domain" value="${domain}"><button class="small" type="submit">Remove</button>`,
                  '',
                ),
            },
          ],
        });
  return screen(
    asked,
    'Domains',
    html`<div class="stack">${list}<section class="panel"><h2>Add a rule</h2>${form}</section></div>`,
  );
}

function day({ frame }: AdminRequest, time: string): Html {
  return html`<time datetime="${time}">${formatDate(time, frame.site.language, 'short')}</time>`;
}
