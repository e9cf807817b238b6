import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Feed, FeedOptions, FeedReading } from '../../../reader/contract.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { feedPath } from '../stream.ts';
import { postForm } from './forms.ts';
import { readerLayout } from './reader-layout.ts';
import { head } from './subscriptions.ts';

export interface FeedOptionsPage {
  readonly feeds: readonly Feed[];
  readonly feed: Feed;
  readonly reading: FeedReading;
  /** For the owner: how it is fetched for all who read it. */
  readonly options: FeedOptions | undefined;
  /** As it was written in a form that was refused. */
  readonly userAgent?: string | undefined;
  /** What is wrong with what was sent, and by which form. */
  readonly problem?: { readonly form: 'reading' | 'options'; readonly said: string } | undefined;
}

/** How the items of a feed are read, and how it is fetched. */
export function feedOptionsView(asked: ReaderRequest, page: FeedOptionsPage): Html {
  const { feeds, feed, reading, options, problem } = page;
  const path = feedPath(feed.id);
  const wrong = (form: 'reading' | 'options') =>
    problem?.form === form ? html`<p class="problem" role="alert">${problem.said}</p>` : '';
  const text = html`${wrong('reading')}
<div class="check"><input${attributes({ id: 'fullText', name: 'fullText', type: 'checkbox', checked: reading.fullText })}><label for="fullText">Fetch the page of each item, and show its text</label></div>
${field('content', 'The text of a page is in', reading.content, 'A CSS selector such as article .text. Empty: the article is looked for.')}
${field('remove', 'Leave out of it', reading.remove, 'A CSS selector such as .share, .ad')}
<button class="primary" type="submit">Save</button>`;
  const shown = options && { ...options, userAgent: page.userAgent ?? options.userAgent };
  const body = html`${head(`How ${feed.title} is read`)}
<p class="about"><a href="${path}/edit">Name and tags</a> <a href="${path}">Its items</a></p>
<div class="troubled"><section class="panel" aria-labelledby="text"><h2 id="text">Text</h2>${postForm(asked, `${path}/reading`, {}, text, 'form')}</section>
${shown ? fetching(asked, path, shown, wrong('options')) : ''}</div>`;
  return readerLayout(asked, { title: `How ${feed.title} is read`, feeds, stream: { feed }, body });
}

function fetching(asked: ReaderRequest, path: string, options: FeedOptions, wrong: Html | ''): Html {
  const fields = html`${wrong}
${field('userAgent', 'User agent', options.userAgent, 'In place of Croft’s own name. Only where a site answers nobody else.')}
${secret('cookie', 'Cookie', options.cookie, 'name=value; other=value')}
${secret('proxy', 'Proxy', options.proxy, 'http://HOST:PORT')}
<div class="form-field"><label for="username">Name at the site${options.basicAuth ? ' (set; empty keeps it and the password)' : ''}</label><input id="username" name="username" maxlength="300" autocomplete="off"></div>
<div class="form-field"><label for="password">Password at the site</label><input id="password" name="password" type="password" maxlength="1000" autocomplete="new-password"></div>
${options.basicAuth ? takeAway('basicAuth') : ''}
<button class="primary" type="submit">Save</button>`;
  return html`<section class="panel" aria-labelledby="fetching"><h2 id="fetching">Fetching</h2>
<p class="hint">For everybody who reads it. Secrets are kept encrypted and never shown again.</p>${postForm(asked, `${path}/options`, {}, fields, 'form')}</section>`;
}

function field(name: string, label: string, value: string | undefined, hint: string): Html {
  const input = { id: name, name, maxlength: 300, value: value ?? '', autocomplete: 'off' };
  return html`<div class="form-field"><label for="${name}">${label}</label><input${attributes({ ...input, spellcheck: 'false', 'aria-describedby': `${name}-hint` })}><span class="hint" id="${name}-hint">${hint}</span></div>`;
}

/** A field for what is never shown: empty, it stays as it is. */
function secret(name: string, label: string, isSet: boolean, placeholder: string): Html {
  return html`<div class="form-field"><label for="${name}">${label}${isSet ? ' (set; empty keeps it)' : ''}</label><input${attributes({ id: name, name, maxlength: 4000, autocomplete: 'off', spellcheck: 'false', placeholder })}></div>${isSet ? takeAway(name) : ''}`;
}

function takeAway(name: string): Html {
  return html`<div class="check"><input id="${name}-remove" name="${name}Remove" type="checkbox"><label for="${name}-remove">Take it away</label></div>`;
}
