import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Feed } from '../../../reader/contract.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { type SearchWithin, withinQuery } from '../search.ts';
import { countsOf } from '../stream.ts';

const PLACES = [
  ['', 'Everything'],
  ['unread', 'Unread'],
  ['starred', 'Starred'],
  ['saved', 'Saved'],
] as const;

/** What is looked for, and in what. */
export function searchForm(
  { itemTags }: Pick<ReaderRequest, 'itemTags'>,
  {
    query,
    within,
    feeds,
  }: { readonly query: string; readonly within: SearchWithin; readonly feeds: readonly Feed[] },
): Html {
  const { feed, tag, itemTag, since, until } = within;
  const tags = Object.keys(countsOf(feeds).tags).sort((a, b) => a.localeCompare(b));
  const narrowed = Object.values(withinQuery(within)).some(value => value !== undefined);
  const date = (name: string, label: string, value: string | undefined) =>
    html`<div class="form-field"><label for="${name}">${label}</label><input${attributes({ id: name, name, type: 'date', value })}></div>`;
  return html`<form class="search-again" action="/reader/search"><div class="field"><label class="visually-hidden" for="q">Words to find</label><input${attributes({ id: 'q', name: 'q', type: 'search', value: query, maxlength: 200, placeholder: 'Words, "a phrase", or, -not' })}><button type="submit">Find</button></div>
<details${attributes({ class: 'fold', open: narrowed })}><summary>Search in a part</summary><div class="part">${
    feed
      ? html`<div class="check"><input type="checkbox" id="feed" name="feed" value="${feed.id}" checked><label for="feed">Only in ${feed.title}</label></div>`
      : ''
  }${choice('in', 'In', PLACES, within.in)}${named('tag', 'Of feeds tagged', tags, tag)}${named('itemTag', 'Of items tagged', itemTags, itemTag)}${date('since', 'From', since)}${date('until', 'To', until)}</div></details></form>`;
}

function named(name: string, label: string, tags: readonly string[], chosen: string | undefined): Html {
  if (tags.length === 0) return html``;
  return choice(name, label, [['', 'Any'], ...tags.map(tag => [tag, tag] as const)], chosen);
}

function choice(
  name: string,
  label: string,
  options: readonly (readonly [value: string, label: string])[],
  chosen = '',
): Html {
  return html`<div class="form-field"><label for="${name}">${label}</label><select id="${name}" name="${name}">${options.map(
    ([value, text]) => html`<option${attributes({ value, selected: value === chosen })}>${text}</option>`,
  )}</select></div>`;
}
