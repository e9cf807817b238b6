import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Feed, FoundFeed } from '../../../reader/contract.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { feedPath } from '../stream.ts';
import { postForm } from './forms.ts';
import { readerLayout } from './reader-layout.ts';
import { head } from './subscriptions.ts';

export interface FeedAddressPage {
  readonly feeds: readonly Feed[];
  readonly feed: Feed;
  /** As it is, or as it was written. */
  readonly url: string;
  readonly problem?: string;
  /** What the site named, once it was looked at. */
  readonly found?: {
    readonly site: string;
    readonly feeds: readonly FoundFeed[];
    readonly problem?: string | undefined;
  };
}

/** From where a feed is read: another address by hand, or one that its site names. */
export function feedAddressView(asked: ReaderRequest, page: FeedAddressPage): Html {
  const { feeds, feed, url, problem } = page;
  const path = `${feedPath(feed.id)}/address`;
  const fields = html`${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
<div class="form-field"><label for="url">Address of the feed or of its site</label><input${attributes({ id: 'url', name: 'url', type: 'text', inputmode: 'url', autocapitalize: 'none', spellcheck: 'false', required: true, maxlength: 2000, value: url, 'aria-describedby': 'url-hint' })}><span class="hint" id="url-hint">Its name, its tags and what you have read and starred stay.${asked.principal.role === 'owner' ? ' A cookie or password is not taken to another site.' : ''}</span></div>
<button class="primary" type="submit">Read it from there</button>`;
  const body = html`${head(`Where ${feed.title} is`)}
<p class="about"><a href="${feedPath(feed.id)}/health">How it is</a> <a href="${feedPath(feed.id)}/edit">Name and tags</a></p>
<div class="troubled"><section class="panel" aria-labelledby="address"><h2 id="address">Its address</h2>${postForm(asked, path, {}, fields, 'form')}</section>
<section class="panel" aria-labelledby="site"><h2 id="site">On its site</h2>${named(asked, page, path)}</section></div>`;
  return readerLayout(asked, { title: `Where ${feed.title} is`, feeds, stream: { feed }, body });
}

function named(asked: ReaderRequest, { feed, found }: FeedAddressPage, path: string): Html {
  const look = postForm(
    asked,
    `${feedPath(feed.id)}/find`,
    {},
    html`<button type="submit">${found ? 'Look again' : 'Look which feeds its site names'}</button>`,
  );
  if (!found) return html`<p>A feed that has moved without saying so is often named by its site.</p>${look}`;
  if (found.problem !== undefined) return html`<p role="status">${found.problem}</p>${look}`;
  const rows = found.feeds.map(
    ({ url, title }) =>
      html`<li><div><span class="name">${title || url}</span><p class="hint">${url}</p></div>${postForm(
        asked,
        path,
        { url },
        html`<button class="small" type="submit">Read this one<span class="visually-hidden">: ${title || url}</span></button>`,
      )}</li>`,
  );
  return html`<p role="status">${found.site} names:</p><ul class="feed-list">${rows}</ul>${look}`;
}
