import { type Html, html } from '../../../../../core/html/html.ts';
import type { ListQuery } from '../../writing/list-query.ts';
import { field, select } from '../fields.ts';

const KINDS = ['article', 'note', 'photo', 'bookmark', 'reply', 'like', 'repost', 'rsvp', 'page'];
const SORTS = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'updated', label: 'Last changed first' },
  { value: 'title', label: 'By title' },
] as const;

/** Search, filters and order of the list of posts: a form that asks by its address. */
export function postFilters(query: ListQuery, tags: readonly { slug: string; name: string }[]): Html {
  const any = (label: string) => ({ value: '', label });
  const capital = (value: string) => ({
    value,
    label: value === 'rsvp' ? 'RSVP' : value.charAt(0).toUpperCase() + value.slice(1),
  });
  return html`<form class="filters" method="get" action="/admin/posts" role="search">
${query.status && html`<input type="hidden" name="status" value="${query.status}">`}
${field({ label: 'Search', name: 'q', type: 'search', value: query.q, maxlength: 200, wide: true })}
${select({ label: 'Kind', name: 'kind', value: query.kind, choices: [any('All kinds'), ...KINDS.map(capital)] })}
${select({ label: 'Tag', name: 'tag', value: query.tag, choices: [any('All tags'), ...tags.map(tag => ({ value: tag.slug, label: tag.name }))] })}
${select({ label: 'Seen by', name: 'visibility', value: query.visibility, choices: [any('Anybody'), ...['public', 'unlisted', 'private'].map(capital)] })}
${select({ label: 'Order', name: 'sort', value: query.sort, choices: SORTS })}
<button type="submit">Show</button></form>`;
}
