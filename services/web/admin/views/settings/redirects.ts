import { type Html, html } from '../../../../../core/html/html.ts';
import type { Redirect } from '../../../../api/contract.ts';
import { pager } from '../../../views/pager.ts';
import { withQuery } from '../../../views/paths.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { REDIRECTS_PATH } from '../../settings/groups.ts';
import { field, select } from '../fields.ts';
import { badge, emptyState, postForm } from '../parts.ts';
import { table } from '../table.ts';
import { tick, tickForm } from '../ticks.ts';
import { settingsScreen } from './screen.ts';

export interface RedirectForm {
  readonly path: string;
  readonly target: string;
  readonly status: string;
  readonly problem?: { readonly field: 'path' | 'target'; readonly text: string };
}

const KINDS = [
  { value: '301', label: 'Moved for good' },
  { value: '302', label: 'Elsewhere for now' },
  { value: '410', label: 'Gone for good' },
];

/** Old paths and where they lead. */
export function redirectsView(
  asked: AdminRequest,
  list: {
    readonly redirects: readonly Redirect[];
    readonly next?: string | undefined;
    readonly form: RedirectForm;
    readonly query: { readonly after?: string | undefined; readonly q: string };
  },
): Html {
  const { redirects, next, form, query } = list;
  const { problem } = form;
  const said = (name: 'path' | 'target') => (problem?.field === name ? problem.text : undefined);
  const q = query.q || undefined;
  const content = html`<p class="lede">Posts that get another slug leave a redirect by themselves. Here are those of other paths, such as an old site's.</p>
<section class="panel"><h2>Lead a path elsewhere</h2>${postForm(
    asked,
    REDIRECTS_PATH,
    html`${field({ label: 'Path', name: 'path', value: form.path, problem: said('path'), required: true, maxlength: 1000, placeholder: '/2019/hello.html' })}
${select({ label: 'How', name: 'status', value: form.status, choices: KINDS })}
${field({ label: 'Leads to', name: 'target', value: form.target, problem: said('target'), maxlength: 2000, placeholder: '/posts/hello', hint: 'A path on this site or an address; empty for what is gone.' })}
<p><button class="primary" type="submit">Save</button></p>`,
  )}</section>
<form class="filters" action="${REDIRECTS_PATH}">${field({ label: 'Find', name: 'q', type: 'search', value: query.q, maxlength: 200, form: 'find' })}<button type="submit">Find</button></form>
${redirects.length === 0 ? emptyState({ title: query.q ? 'None has these letters.' : 'No path leads elsewhere.', text: 'What is made above stands here.' }) : rows(asked, redirects)}
${pager({
  older: next === undefined ? undefined : withQuery(REDIRECTS_PATH, { q, after: next }),
  newest: query.after === undefined ? undefined : withQuery(REDIRECTS_PATH, { q }),
})}`;
  return settingsScreen(asked, REDIRECTS_PATH, content);
}

function rows(asked: AdminRequest, redirects: readonly Redirect[]): Html {
  const list = table<Redirect>({
    caption: 'Redirects',
    rows: redirects,
    columns: [
      { label: 'Choose', as: 'select', cell: ({ path }) => tick(`path:${path}`, path) },
      { label: 'Path', as: 'main', cell: ({ path }) => html`<a href="${path}">${path}</a>` },
      {
        label: 'Leads to',
        cell: ({ target }) => (target === undefined ? 'gone' : html`<a href="${target}">${target}</a>`),
      },
      {
        label: 'How',
        cell: ({ status, automatic }) =>
          html`${badge(KINDS.find(({ value }) => value === `${status}`)?.label ?? `${status}`)}${automatic ? ' since its post was deleted' : ''}`,
      },
      {
        label: 'Delete',
        as: 'actions',
        cell: ({ path }) =>
          html`<button class="small" type="submit" name="one" value="${path}">Delete<span class="visually-hidden"> ${path}</span></button>`,
      },
    ],
  });
  return tickForm(asked, `${REDIRECTS_PATH}/delete`, list, 'Delete the ticked ones');
}
