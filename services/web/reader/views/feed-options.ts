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
  readonly problem?: FormProblem | undefined;
}

/** What is wrong with what was sent, by which form, and with which of its fields. */
export interface FormProblem {
  readonly form: 'reading' | 'options';
  readonly field?: string | undefined;
  readonly said: string;
}

const FIELDS = ['content', 'remove', 'userAgent', 'cookie', 'proxy', 'username', 'password'];

/** How the items of a feed are read, and how it is fetched. */
export function feedOptionsView(asked: ReaderRequest, page: FeedOptionsPage): Html {
  const { feeds, feed, reading, options, problem } = page;
  const path = feedPath(feed.id);
  const at = problem?.field !== undefined && FIELDS.includes(problem.field) ? problem : undefined;
  const whole = (form: FormProblem['form']) =>
    problem && !at && problem.form === form ? html`<p class="problem" role="alert">${problem.said}</p>` : '';
  const text = html`${whole('reading')}
<div class="check"><input${attributes({ id: 'fullText', name: 'fullText', type: 'checkbox', checked: reading.fullText })}><label for="fullText">Fetch the page of each item, and show its text</label></div>
${field({ name: 'content', label: 'The text of a page is in', hint: 'A CSS selector such as article .text. Empty: the article is looked for.' }, at, reading.content)}
${field({ name: 'remove', label: 'Leave out of it', hint: 'A CSS selector such as .share, .ad' }, at, reading.remove)}
<button class="primary" type="submit">Save</button>`;
  const shown = options && { ...options, userAgent: page.userAgent ?? options.userAgent };
  const body = html`${head(`How ${feed.title} is read`)}
<p class="about"><a href="${path}/edit">Name and tags</a> <a href="${path}">Its items</a></p>
<div class="troubled"><section class="panel" aria-labelledby="text"><h2 id="text">Text</h2>${postForm(asked, `${path}/reading`, {}, text, 'form')}</section>
${shown ? fetching(asked, path, shown, { whole: whole('options'), at }) : ''}</div>`;
  return readerLayout(asked, { title: `How ${feed.title} is read`, feeds, stream: { feed }, body });
}

interface Wrong {
  readonly whole: Html | '';
  readonly at: FormProblem | undefined;
}

function fetching(asked: ReaderRequest, path: string, options: FeedOptions, { whole, at }: Wrong): Html {
  const set = (isSet: boolean, keeps: string) => (isSet ? ` (set; empty keeps ${keeps})` : '');
  const fields = html`${whole}
${field({ name: 'userAgent', label: 'User agent', hint: 'In place of Croft’s own name. Only where a site answers nobody else.' }, at, options.userAgent)}
${field({ name: 'cookie', label: `Cookie${set(options.cookie, 'it')}`, placeholder: 'name=value; other=value', maxlength: 4000 }, at)}
${options.cookie ? takeAway('cookie') : ''}
${field({ name: 'proxy', label: `Proxy${set(options.proxy, 'it')}`, placeholder: 'http://HOST:PORT', maxlength: 2000 }, at)}
${options.proxy ? takeAway('proxy') : ''}
${field({ name: 'username', label: `Name at the site${set(options.basicAuth, 'it and the password')}` }, at)}
${field({ name: 'password', label: 'Password at the site', type: 'password', maxlength: 1000 }, at)}
${options.basicAuth ? takeAway('basicAuth') : ''}
<button class="primary" type="submit">Save</button>`;
  return html`<section class="panel" aria-labelledby="fetching"><h2 id="fetching">Fetching</h2>
<p class="hint">For everybody who reads it. Secrets are kept encrypted and never shown again.</p>${postForm(asked, `${path}/options`, {}, fields, 'form')}</section>`;
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly type?: 'password';
  /** 300 unless given. */
  readonly maxlength?: number;
}

/** A field with what is wrong with it. One without a value is for what is never shown: empty, it stays as it is. */
function field(
  { name, label, hint, ...rest }: Field,
  problem: FormProblem | undefined,
  value?: string,
): Html {
  const wrong = problem?.field === name ? problem.said : undefined;
  const described = [wrong && `${name}-problem`, hint && `${name}-hint`].filter(Boolean).join(' ');
  const input = attributes({
    id: name,
    name,
    maxlength: 300,
    ...rest,
    value,
    autocomplete: rest.type === 'password' ? 'new-password' : 'off',
    spellcheck: 'false',
    'aria-invalid': wrong && 'true',
    'aria-describedby': described || undefined,
  });
  return html`<div class="form-field"><label for="${name}">${label}</label>${wrong === undefined ? '' : html`<p class="problem" id="${name}-problem" role="alert">${wrong}</p>`}<input${input}>${hint ? html`<span class="hint" id="${name}-hint">${hint}</span>` : ''}</div>`;
}

function takeAway(name: string): Html {
  return html`<div class="check"><input id="${name}-remove" name="${name}Remove" type="checkbox"><label for="${name}-remove">Take it away</label></div>`;
}
