import { html } from '../../../core/html/html.ts';
import { excerpt } from '../../../core/html/text.ts';

/** A letter as it is sent. What strangers wrote stands in its body alone, as text and escaped, and never in a header. */
export interface Letter {
  subject: string;
  text: string;
  html: string;
  /** Where the mail program ends the letters with one press (RFC 8058). */
  unsubscribe?: string;
}

export interface LetterPart {
  /** Who wrote. */
  author: string;
  words: string;
  url: string;
}

interface Draft {
  subject: string;
  intro: string;
  parts?: readonly LetterPart[];
  link: { label: string; url: string };
  unsubscribe?: string;
}

const LONGEST = 600;

export function compose({ subject, intro, parts = [], link, unsubscribe }: Draft): Letter {
  const said = parts.map(part => ({ ...part, words: excerpt(part.words, LONGEST) }));
  const end = unsubscribe === undefined ? '' : `\n\nNo more of these letters: ${unsubscribe}`;
  const body = html`<!doctype html><html><body><p>${intro}</p>${said.map(
    ({ author, words, url }) =>
      html`<p><strong>${author}</strong> wrote:</p><blockquote>${words}</blockquote><p><a href="${url}">${url}</a></p>`,
  )}<p><a href="${link.url}">${link.label}</a></p>${
    unsubscribe === undefined ? '' : html`<p><a href="${unsubscribe}">No more of these letters</a></p>`
  }</body></html>`;
  return {
    subject,
    text: `${intro}\n\n${said.map(({ author, words, url }) => `${author} wrote:\n> ${words}\n${url}\n\n`).join('')}${link.label}: ${link.url}${end}\n`,
    html: body.text,
    ...(unsubscribe === undefined ? {} : { unsubscribe }),
  };
}
