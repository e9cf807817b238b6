import { attributes, type Html, html } from '../../../../core/html/html.ts';
import { type Item, titleOf } from '../../../reader/contract.ts';
import type { Prefs } from '../prefs.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { homePath, itemPath } from '../stream.ts';
import { age, lengthWords } from './age.ts';
import { playable } from './players.ts';

/** Items as they stand in a list. The buttons are of the form around it (`/reader/mark`). */
export function entryList(items: readonly Item[], { prefs, principal }: ReaderRequest): Html {
  const owner = principal.role === 'owner';
  return html`${items.map(item => entry(item, prefs.layout, owner))}`;
}

function entry(item: Item, layout: Prefs['layout'], owner: boolean): Html {
  const { id, unread, starredAt } = item;
  const classes = ['entry', unread && 'unread', starredAt && 'starred'].filter(Boolean).join(' ');
  const picture = layout === 'list' ? undefined : item.image;
  return html`<article class="${classes}" id="${`item-${id}`}" data-id="${id}" data-feed="${item.feedId}" tabindex="-1" aria-labelledby="${`title-${id}`}">
<div class="row"><p class="from"><a href="${homePath(item)}">${item.feedTitle}</a></p><h2 class="title" id="${`title-${id}`}"><a href="${itemPath(id)}"><span class="state">Unread: </span>${titleOf(item)}</a></h2><p class="summary">${item.title ? item.summary : ''}</p>${
    picture === undefined
      ? ''
      : html`<img class="picture" src="${picture}" alt="" loading="lazy" decoding="async">`
  }<p class="when">${heard(item)}${age(item.publishedAt)}</p>${actions(item, owner)}</div>
</article>
`;
}

function heard(item: Item): Html {
  const [file] = playable(item);
  if (!file) return html``;
  const what = file.medium === 'audio' ? 'Audio' : 'Video';
  const length = file.seconds === undefined ? what : lengthWords(file.seconds);
  return html`<span class="audio">${length}</span> `;
}

/** Two toggles and what is wanted less often. */
function actions(item: Item, owner: boolean): Html {
  const { id, url, unread, starredAt } = item;
  const title = titleOf(item);
  const button = (name: string, label: string, className: string) =>
    html`<button${attributes({ type: 'submit', name, value: id, class: className, 'aria-label': `${label}: ${title}`, title: label })}></button>`;
  return html`<div class="acts">${
    starredAt ? button('unstar', 'Unstar', 'icon star') : button('star', 'Star', 'icon star')
  }${
    unread ? button('read', 'Mark as read', 'icon dot') : button('unread', 'Keep unread', 'icon dot')
  }<details class="more"><summary class="icon dots"${attributes({ 'aria-label': `More for: ${title}`, title: 'More' })}></summary><div class="sheet"><button type="submit" name="above" value="${id}">Mark all above as read</button>${
    url ? html`<a href="${url}" rel="noopener noreferrer" target="_blank">Open the original</a>` : ''
  }<a href="${itemPath(id)}#tags">Tags</a>${owner ? html`<a href="${itemPath(id)}#share">Share to a room</a>` : ''}</div></details></div>`;
}
