import { attributes, type Html, type HtmlValue, html } from '../../../../core/html/html.ts';
import { formTokenField } from '../../http/form-token.ts';
import type { AdminRequest } from '../admin-page.ts';

/** The head of a screen: its title, the way back to the list it came from, and what can be done here. */
export function pageHead(head: {
  readonly title: string;
  readonly lede?: HtmlValue;
  readonly back?: { readonly label: string; readonly path: string };
  readonly actions?: Html;
}): Html {
  const { title, lede, back, actions } = head;
  return html`<header class="page-head">${back && html`<p class="back"><a href="${back.path}">← ${back.label}</a></p>`}<div><h1>${title}</h1>${
    lede && html`<p class="lede">${lede}</p>`
  }</div>${actions && html`<div class="buttons">${actions}</div>`}</header>`;
}

export type Tone = 'good' | 'wait' | 'bad' | 'plain';

/** A word about the state of something: good is done, wait is to come, bad needs somebody. */
export function badge(text: string, tone: Tone = 'plain'): Html {
  return html`<span class="${tone === 'plain' ? 'badge' : `badge ${tone}`}">${text}</span>`;
}

/** In the place of a list that has nothing: what would stand there and how to begin. */
export function emptyState(options: {
  readonly title: string;
  readonly text: HtmlValue;
  readonly actions?: Html;
}): Html {
  const { title, text, actions } = options;
  return html`<div class="empty"><h2>${title}</h2><p>${text}</p>${actions && html`<div class="buttons">${actions}</div>`}</div>`;
}

export interface Tab {
  readonly label: string;
  readonly path: string;
  readonly count?: number | undefined;
  readonly current: boolean;
}

/** Parts of one list or of one thing, as links; `label` says of what. */
export function tabs(label: string, items: readonly Tab[]): Html {
  return html`<nav aria-label="${label}"><ul class="tabs">${items.map(
    item =>
      html`<li><a href="${item.path}"${attributes({ 'aria-current': item.current ? 'page' : undefined })}>${item.label}${
        item.count === undefined ? '' : html` <span class="count">${item.count}</span>`
      }</a></li>`,
  )}</ul></nav>`;
}

/** A form that is sent to `action`, with the token that shows that it is of this session. */
export function postForm(asked: AdminRequest, action: string, body: Html, className = 'form'): Html {
  return html`<form class="${className}" method="post" action="${action}">${formTokenField(asked)}${body}</form>`;
}

/** A question before something that cannot be taken back, folded under the button that asks for it. */
export function confirmFold(
  asked: AdminRequest,
  options: {
    /** On the button that opens the question. */
    readonly label: string;
    readonly question: HtmlValue;
    /** On the button that does it. */
    readonly confirm: string;
    readonly action: string;
    /** More hidden fields of the form. */
    readonly values?: Readonly<Record<string, string>>;
  },
): Html {
  const { label, question, confirm, action, values = {} } = options;
  const hidden = Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const form = postForm(
    asked,
    action,
    html`${hidden}<p>${question}</p><p><button class="danger" type="submit">${confirm}</button></p>`,
  );
  return html`<details class="fold danger"><summary>${label}</summary>${form}</details>`;
}
