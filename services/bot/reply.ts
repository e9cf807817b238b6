import { type Html, html } from '../../core/html/html.ts';

/** What an action says, in both forms. */
export interface Reply {
  /** Plain text; lines are separated by a line feed. */
  readonly text: string;
  readonly html: Html;
}

/** A reply of one paragraph. */
export function say(text: string): Reply {
  return { text, html: html`<p>${text}</p>` };
}

/** For what is meant and has no answer. */
export const SILENCE: Reply = { text: '', html: html`` };

export interface Linked {
  readonly title: string;
  readonly url?: string | undefined;
  /** Where it is from, shown after the title. */
  readonly from?: string | undefined;
}

/** A heading and links below it. */
export function listLinks(heading: string, links: readonly Linked[]): Reply {
  return {
    text: [heading, ...links.map(linkText)].join('\n'),
    html: html`<p>${heading}</p><ul>${links.map(linkHtml)}</ul>`,
  };
}

function linkText({ title, url, from }: Linked): string {
  return [from ? `${title} (${from})` : title, url].filter(Boolean).join(' — ');
}

function linkHtml({ title, url, from }: Linked): Html {
  const label = url ? html`<a href="${url}" rel="nofollow ugc noopener">${title}</a>` : html`${title}`;
  return html`<li>${label}${from ? ` (${from})` : ''}</li>`;
}

/** Several replies as one, in their order. */
export function joinReplies(replies: readonly Reply[]): Reply {
  return {
    text: replies
      .map(reply => reply.text)
      .filter(text => text !== '')
      .join('\n'),
    html: html`${replies.map(reply => reply.html)}`,
  };
}
