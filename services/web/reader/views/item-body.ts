import { attributes, type Html, html, raw } from '../../../../core/html/html.ts';
import { type Item, titleOf } from '../../../reader/contract.ts';
import { minute } from '../../admin/views/when.ts';
import { withQuery } from '../../views/paths.ts';
import { feedPath, homePath, itemPath, tagPath } from '../stream.ts';
import { ageWords } from './age.ts';
import { episodeLine } from './episode.ts';
import type { ShownPart } from './episode-parts.ts';
import { playable, players } from './players.ts';

/** What can be done with an item besides reading it. */
export interface ItemOffers {
  /** Whether the reader may write on this site. */
  readonly writer: boolean;
  /** Whether it can be had in the reader's language. */
  readonly translate: boolean;
  /** A part of the episode that is open. */
  readonly part?: ShownPart | undefined;
}

/** What stands under the title of an open item: whence it is, its text, its files, and what one can do with it. Inside a form. */
export function itemBody(item: Item, { writer, translate, part }: ItemOffers): Html {
  const { html: content, summary, language } = item;
  return html`<div class="body">
${origin(item)}${episodeLine(item)}${players(item, part)}
${leadPicture(item)}${textState(item)}<div${attributes({ class: 'content prose', lang: language, dir: language && 'auto' })}>${content ? raw(content) : html`<p>${summary}</p>`}</div>
${files(item)}${tagLine(item)}
<div class="does">${item.url ? html`<a class="button original" href="${item.url}" rel="noopener noreferrer" target="_blank">Original</a>${item.saved?.fetchedAt ? '' : html`<a class="button" href="${withQuery(itemPath(item.id), { text: 'page' })}">Text of the page</a>`}` : ''}${
    translate
      ? html`<a class="button" href="${withQuery(itemPath(item.id), { translated: 'yes' })}">Translate</a>`
      : ''
  }${
    item.commentsUrl
      ? html`<a class="button" href="${item.commentsUrl}" rel="noopener noreferrer" target="_blank">Comments</a>`
      : ''
  }${writer && item.url ? answers(item, item.url) : ''}</div>
</div>`;
}

/** Why the text of a saved page is not here. */
function textState({ saved }: Item): Html {
  if (saved?.problem) return html`<p class="problem">${saved.problem}</p>`;
  return saved && !saved.fetchedAt ? html`<p class="hint">The text of the page is on its way.</p>` : html``;
}

function origin(item: Item): Html {
  const others = item.sources.filter(({ feedId }) => feedId !== item.feedId);
  return html`<p class="origin"><a href="${homePath(item)}">${item.feedTitle}</a>${
    item.author && item.author !== item.feedTitle ? html` <span>${item.author}</span>` : ''
  } ${minute(item.publishedAt)}${
    item.revisedAt ? html` <span class="revised">Changed ${ageWords(item.revisedAt, Date.now())}</span>` : ''
  }${
    others.length === 0
      ? ''
      : html` <span>Also in ${others.map(({ feedId, title }, at) => html`${at > 0 ? ', ' : ''}<a href="${feedPath(feedId)}">${title}</a>`)}</span>`
  }</p>`;
}

/** The item's own picture, where neither its text nor its film shows one. */
function leadPicture(item: Item): Html {
  const { image, html: content = '' } = item;
  const onFilm = playable(item).some(({ medium }) => medium === 'video');
  if (image === undefined || onFilm || content.includes('<img')) return html``;
  return html`<p class="lead"><img src="${image}" alt="" loading="lazy"></p>\n`;
}

function files(item: Item): Html {
  const played = playable(item);
  const others = item.enclosures.filter(file => !played.includes(file));
  if (others.length === 0) return html``;
  return html`<ul class="files" aria-label="Files">${others.map(
    ({ url, title, type }) =>
      html`<li><a href="${url}" rel="noopener noreferrer" target="_blank">${title ?? nameOf(url)}</a>${type ? html` <span>${type}</span>` : ''}</li>`,
  )}</ul>`;
}

function nameOf(url: string): string {
  return URL.canParse(url) ? decodeName(new URL(url).pathname.split('/').at(-1)!) || url : url;
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function tagLine({ tags, categories }: Item): Html {
  if (tags.length + categories.length === 0) return html``;
  return html`<p class="categories">${tags.map(
    tag => html`<a class="tag" href="${withQuery(tagPath(tag), { of: 'items' })}">${tag}</a> `,
  )}${categories.slice(0, 12).map(category => html`<span class="tag theirs">${category}</span> `)}</p>`;
}

/** The owner answers on their own site: a reply is written, the others are one press. */
function answers(item: Item, url: string): Html {
  const path = `${itemPath(item.id)}/respond`;
  const press = (kind: string, label: string) =>
    html`<button type="submit" class="quiet" formaction="${path}" name="kind" value="${kind}">${label}</button>`;
  return html`<a class="button quiet" href="${withQuery('/admin/posts/new', { kind: 'reply', target: url, title: titleOf(item).slice(0, 300) })}">Reply</a>${press('like', 'Like')}${press('bookmark', 'Bookmark')}${press('repost', 'Repost')}`;
}
