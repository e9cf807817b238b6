import { type Html, html } from '../../../../../core/html/html.ts';
import type { PostSummary, Term, TermKind } from '../../../../api/contract.ts';
import { seriesPath, tagPath, withQuery } from '../../../views/paths.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { field, select, textArea } from '../fields.ts';
import { emptyState, pageHead, postForm } from '../parts.ts';
import { table } from '../table.ts';

interface Words {
  readonly path: string;
  readonly title: string;
  readonly lede: string;
  readonly none: string;
  readonly caption: string;
  /** Where visitors see it. */
  readonly shown: (slug: string) => string;
}

export const TERMS: Readonly<Record<TermKind, Words>> = {
  tag: {
    path: '/admin/tags',
    title: 'Tags',
    lede: 'What posts are about. A tag is made by giving it to a post.',
    none: 'A tag is made by giving it to a post.',
    caption: 'Tags',
    shown: tagPath,
  },
  series: {
    path: '/admin/series',
    title: 'Series',
    lede: 'Posts that are read one after another. A series is made by naming it in a post.',
    none: 'A series is made by naming it in a post.',
    caption: 'Series',
    shown: seriesPath,
  },
};

/** All tags, or all series. */
export function termsView(asked: AdminRequest, kind: TermKind, terms: readonly Term[]): Html {
  const { path, title, lede, none, caption } = TERMS[kind];
  const list =
    terms.length === 0
      ? emptyState({ title: `No ${title.toLowerCase()} yet`, text: none })
      : table({
          caption,
          rows: terms,
          columns: [
            {
              label: 'Name',
              as: 'main',
              cell: ({ slug, name }) => html`<a href="${`${path}/${encodeURIComponent(slug)}`}">${name}</a>`,
            },
            { label: 'Address', cell: ({ slug }) => TERMS[kind].shown(slug) },
            { label: 'Posts', as: 'number', cell: ({ slug, posts }) => postsOf(kind, slug, posts) },
            { label: 'Public', as: 'number', cell: one => one.public },
            { label: 'Description', cell: ({ description }) => description.slice(0, 120) },
          ],
        });
  return adminLayout(asked, { title, section: path, body: html`${pageHead({ title, lede })}${list}` });
}

export interface TermScreen {
  readonly kind: TermKind;
  readonly term: Term;
  /** The others, to merge it with. */
  readonly others: readonly Term[];
  /** Of a series, in its order. */
  readonly parts: readonly PostSummary[];
  readonly problem?: string | undefined;
}

/** One tag or series: its name, what is said of it, its order, and putting it into another. */
export function termView(asked: AdminRequest, { kind, term, others, parts, problem }: TermScreen): Html {
  const { path, title, shown } = TERMS[kind];
  const here = `${path}/${encodeURIComponent(term.slug)}`;
  const head = pageHead({
    title: term.name,
    lede: html`<a href="${shown(term.slug)}">${shown(term.slug)}</a> · ${postsOf(kind, term.slug, term.posts)} ${term.posts === 1 ? 'post' : 'posts'}, ${term.public} public`,
    back: { label: title, path },
  });
  const fields = html`${field({ label: 'Name', name: 'name', value: term.name, required: true, maxlength: 100, hint: 'Another name is another address; the old one, and those of its feeds, lead there.', problem })}
${textArea({ label: 'Description', name: 'description', value: term.description, maxlength: 2000, hint: 'Stands over its posts. Plain text.' })}
<p><button class="primary" type="submit">Save</button></p>`;
  const merge =
    others.length === 0
      ? ''
      : html`<section class="panel"><h2>Put it into another</h2>${postForm(
          asked,
          `${here}/merge`,
          html`${select({ label: `The other ${kind}`, name: 'into', form: 'merge', required: true, value: '', choices: [{ value: '', label: `Choose a ${kind}` }, ...others.map(({ slug, name }) => ({ value: slug, label: name }))] })}<p class="hint">Its posts go there, name and description of the other stay, and the old addresses lead there. This cannot be taken back.</p><p><button class="danger" type="submit">Merge</button></p>`,
        )}</section>`;
  const body = html`${head}<div class="stack"><section class="panel"><h2>Name and description</h2>${postForm(asked, here, fields)}</section>${
    kind === 'series' && parts.length > 1 ? order(asked, here, parts) : ''
  }${merge}</div>`;
  return adminLayout(asked, { title: term.name, section: path, body });
}

/** How many there are, and of a tag the way to them. */
function postsOf(kind: TermKind, slug: string, count: number): Html {
  return kind === 'tag' && count > 0
    ? html`<a href="${withQuery('/admin/posts', { tag: slug })}">${count}</a>`
    : html`${count}`;
}

function order(asked: AdminRequest, here: string, parts: readonly PostSummary[]): Html {
  const rows = parts.map(
    ({ id, title, slug, status }, at) =>
      html`<li><label for="${`part-${at}`}">${title || slug}${status === 'published' ? '' : html` <span class="hint">(${status})</span>`}</label><input id="${`part-${at}`}" type="number" name="${`part:${id}`}" value="${at + 1}" min="0" step="any" required></li>`,
  );
  return html`<section class="panel"><h2>Order</h2>${postForm(asked, `${here}/order`, html`<p class="hint">Posts stand by these numbers, the smallest first; 1.5 goes between 1 and 2. A new post comes last.</p><ol class="parts">${rows}</ol><p><button class="primary" type="submit">Save the order</button></p>`)}</section>`;
}
