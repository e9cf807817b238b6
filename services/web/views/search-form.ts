import { attributes, type Html, html } from '../../../core/html/html.ts';

export function searchForm(query = ''): Html {
  return html`<search><form class="search" action="/search" method="get">
<label for="q">Search the posts</label>
<div class="field"><input${attributes({ id: 'q', name: 'q', type: 'search', value: query, required: true, maxlength: 200, autocomplete: 'off', enterkeyhint: 'search' })}><button type="submit">Search</button></div>
</form></search>`;
}
