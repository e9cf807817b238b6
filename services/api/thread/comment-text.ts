import { AppError } from '../../../core/errors.ts';
import { resolveUrl } from '../../../core/html/resolve-url.ts';
import { renderParts } from './comment-markdown.ts';

export interface CommentText {
  markdown: string;
  html: string;
  text: string;
  links: string[];
}

/** What no text holds and XML forbids (https://www.w3.org/TR/xml/#charsets): it would break a feed. */
const UNPRINTABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/g;

/** What a visitor wrote, fit to be stored and shown: no NUL, no half characters, line ends of one kind. Throws `invalid` for nothing. */
export async function readMarkdown(given: string): Promise<CommentText> {
  const markdown = given.replace(UNPRINTABLE, '').toWellFormed().replace(/\r\n?/g, '\n').trim();
  const rendered = await renderParts(markdown);
  if (rendered.text.trim() === '')
    throw new AppError('invalid', 'There are no words in this comment.', { details: { field: 'markdown' } });
  return { markdown, ...rendered };
}

/** The address of somebody's site; undefined for an empty field. `example.org` is taken for `https://example.org`. Throws `bad_address`. */
export function readWebsite(given: string | undefined): string | undefined {
  const text = given?.trim();
  if (!text) return undefined;
  const url = resolveUrl(
    /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/:]+:\d/.test(text) ? text : `https://${text}`,
    undefined,
    'fetch',
  );
  if (url === undefined || url.length > 500 || !new URL(url).hostname.includes('.'))
    throw badAddress('website', 'The address of your site must look like https://example.org.');
  return url;
}

/** An e-mail address (the HTML standard's own rule, and no more); undefined for an empty field. Throws `bad_address`. */
export function readEmail(given: string | undefined): string | undefined {
  const text = given?.trim();
  if (!text) return undefined;
  const mailbox =
    /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/;
  if (text.length > 254 || !mailbox.test(text))
    throw badAddress('email', 'This e-mail address does not look right.');
  return text;
}

function badAddress(field: string, message: string): AppError {
  return new AppError('invalid', message, { reason: 'bad_address', details: { field } });
}
