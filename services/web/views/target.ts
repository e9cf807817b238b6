import { type Html, html } from '../../../core/html/html.ts';
import type { PostSummary } from '../../api/contract.ts';
import { deedOf, targetName } from './kinds.ts';

type AboutPost = Parameters<typeof deedOf>[0];

/**
 * What a bookmark, like, repost, reply or RSVP is about, as an h-cite with the property that names the deed
 * (https://microformats.org/wiki/h-cite). Nothing for other posts.
 */
export function targetLine(post: AboutPost): Html {
  const deed = deedOf(post);
  const { target } = post;
  if (deed === undefined || target === undefined) return html``;
  const words =
    post.kind === 'rsvp' ? html`<data class="p-rsvp" value="${post.rsvp}">${deed.words}</data>` : deed.words;
  return html`<p class="deed">${words} <cite class="${deed.property} h-cite"><a class="u-url p-name" href="${target.url}">${targetName(target)}</a></cite>${
    target.title ? html` <span class="host">${hostOf(target)}</span>` : ''
  }</p>
`;
}

function hostOf({ url }: NonNullable<PostSummary['target']>): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : '';
}
