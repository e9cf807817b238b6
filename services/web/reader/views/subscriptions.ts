import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Feed } from '../../../reader/contract.ts';
import { count } from '../../views/format.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { feedPath, tagPath } from '../stream.ts';
import { type Languages, languageOf } from '../translation.ts';
import { nearWords } from './age.ts';
import { postForm } from './forms.ts';
import { readerLayout, sideButton } from './reader-layout.ts';
import { languageForm } from './translation.ts';

export interface SubscribeForm {
  readonly feeds: readonly Feed[];
  readonly form: { readonly url: string; readonly tags: string };
  readonly problem?: string;
}

/** The form that subscribes to a feed. */
export function subscribeView(asked: ReaderRequest, { feeds, form, problem }: SubscribeForm): Html {
  const fields = html`${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
<div class="form-field"><label for="url">Address of a site or of its feed</label><input${attributes({ id: 'url', name: 'url', type: 'text', inputmode: 'url', autocapitalize: 'none', spellcheck: 'false', required: true, maxlength: 2000, value: form.url, placeholder: 'example.org' })}></div>
${tagField(form.tags, feeds)}
<button class="primary" type="submit">Subscribe</button>`;
  const body = html`${head('Subscribe')}${postForm(asked, '/reader/subscribe', {}, fields, 'form')}`;
  return readerLayout(asked, { title: 'Subscribe', feeds, body });
}

/** A subscription: its name, its tags, whether visitors see it, and its end. */
export function editFeedView(asked: ReaderRequest, feeds: readonly Feed[], feed: Feed): Html {
  const owner = asked.principal.role === 'owner';
  const fields = html`<div class="form-field"><label for="title">Your name for it</label><input${attributes({ id: 'title', name: 'title', maxlength: 500, value: feed.title, 'aria-describedby': 'title-hint' })}><span class="hint" id="title-hint">Empty for its own name.</span></div>
${tagField(feed.tags.join(', '), feeds)}
<div class="form-field"><label for="language">Language of its items</label><input${attributes({ id: 'language', name: 'language', maxlength: 35, value: feed.language ?? '', pattern: '[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*', title: 'A language tag such as de or pt-BR', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', 'aria-describedby': 'language-hint' })}><span class="hint" id="language-hint">A tag such as de or pt-BR, for translations and for reading aloud. Empty: as the feed says.</span></div>
${
  owner
    ? html`<div class="check"><input${attributes({ id: 'public', name: 'public', type: 'checkbox', checked: feed.public })}><label for="public">Visitors see it at /reading</label></div>`
    : ''
}
<button class="primary" type="submit">Save</button>`;
  const end = postForm(
    asked,
    `${feedPath(feed.id)}/unsubscribe`,
    {},
    html`<p>Its items go, except those that you have starred.</p><button class="danger" type="submit">Unsubscribe from ${feed.title}</button>`,
    'form',
  );
  const body = html`${head(feed.title)}<p class="about"><a href="${feed.url}" rel="noopener noreferrer">${feed.url}</a> <a href="${feedPath(feed.id)}/address">Another address…</a></p>
${postForm(asked, `${feedPath(feed.id)}/edit`, {}, fields, 'form')}
<p class="about"><a href="${feedPath(feed.id)}/options">${owner ? 'Full text, cookie, password, user agent, proxy' : 'Full text'}</a></p>
<details class="fold danger"><summary>Unsubscribe…</summary>${end}</details>`;
  return readerLayout(asked, { title: `Change ${feed.title}`, feeds, stream: { feed }, body });
}

/** A tag: its name on feeds and items, and its end. */
export function editTagView(asked: ReaderRequest, feeds: readonly Feed[], tag: string): Html {
  const action = `${tagPath(tag)}/edit`;
  const fields = html`<div class="form-field"><label for="name">Name, on feeds and items</label><input id="name" name="name" maxlength="100" required value="${tag}" aria-describedby="name-hint"><span class="hint" id="name-hint">A tag that is there already takes this one in.</span></div><button class="primary" type="submit">Rename</button>`;
  const body = html`${head(`Tag: ${tag}`)}${postForm(asked, action, {}, fields, 'form')}
<details class="fold danger"><summary>Remove…</summary>${postForm(
    asked,
    action,
    { remove: 'yes' },
    html`<p>The feeds and items stay.</p><button class="danger" type="submit">Remove “${tag}” from all</button>`,
    'form',
  )}</details>`;
  return readerLayout(asked, { title: `Tag: ${tag}`, feeds, stream: { tag }, body });
}

/** Every feed, by title. */
export function feedsView(
  asked: ReaderRequest,
  feeds: readonly Feed[],
  languages: Languages | undefined,
): Html {
  const now = Date.now();
  const body = html`${head('Feeds', html`<a class="button" href="/reader/subscribe">Subscribe</a>`)}
<p class="about">${count(feeds.length, 'feed')}. <a href="/reader/health">How they are</a> <a href="/reader/import">Import and export</a></p>
<ul class="feed-list">${feeds.map(
    feed =>
      html`<li><div><a class="name" href="${feedPath(feed.id)}">${feed.title}</a> ${feed.tags.map(tag => html`<a class="tag" href="${tagPath(tag)}">${tag}</a> `)}<p class="hint">${feed.problem ?? (feed.newestAt ? `Newest ${nearWords(feed.newestAt, now)}` : 'Nothing yet')}</p></div><span class="count">${feed.unread || ''}</span><a class="button small" href="${`${feedPath(feed.id)}/edit`}">Change<span class="visually-hidden"> ${feed.title}</span></a></li>`,
  )}</ul>${
    languages
      ? languageForm('/reader/feeds', {
          languages: languages.into,
          chosen: languageOf(asked),
          label: 'Translate items into',
          button: 'Save',
        })
      : ''
  }`;
  return readerLayout(asked, { title: 'Feeds', feeds, body });
}

export function head(title: string, tools: Html = html``): Html {
  return html`<div class="bar">${sideButton}<h1>${title}</h1><div class="tools">${tools}</div></div>`;
}

export function tagField(value: string, feeds: readonly Feed[]): Html {
  const known = [...new Set(feeds.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b));
  return html`<div class="form-field"><label for="tags">Tags</label><input${attributes({ id: 'tags', name: 'tags', maxlength: 2000, value, autocomplete: 'off', 'aria-describedby': 'tags-hint' })}><span class="hint" id="tags-hint">With commas between, as many as you like.${known.length > 0 ? ` There are: ${known.join(', ')}.` : ''}</span></div>`;
}
