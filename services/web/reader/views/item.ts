import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { KnownRoom } from '../../../bot/contract.ts';
import { type Feed, type Item, type TranslatedItem, titleOf } from '../../../reader/contract.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { homePath, itemPath, type ReaderStream } from '../stream.ts';
import type { ShownPart } from './episode-parts.ts';
import { postForm } from './forms.ts';
import { itemBody } from './item-body.ts';
import { readerLayout, sideButton } from './reader-layout.ts';
import { type ShareForm, sharing } from './share.ts';
import { keepLanguage, type TranslationChoice, translatedNote, translationForm } from './translation.ts';

export interface ItemPage {
  readonly item: Item;
  readonly feeds: readonly Feed[];
  /** Whether the reader may write on this site. */
  readonly writer: boolean;
  /** Whether a translation is offered. */
  readonly translate: boolean;
  /** In place of what the item says. */
  readonly translation?: TranslatedItem | undefined;
  /** Into which it can be translated, where that was asked for. */
  readonly languages?: TranslationChoice | undefined;
  /** In which the bot can be had to say it. */
  readonly rooms: readonly KnownRoom[];
  /** How it was to be shared and could not. */
  readonly share?: ShareForm | undefined;
  /** Why the text of its page or the translation, which was asked for, is not shown. */
  readonly problem?: string | undefined;
  /** The part of its episode that was asked for. */
  readonly part?: ShownPart | undefined;
}

/** An item by itself. */
export function itemView(asked: ReaderRequest, page: ItemPage): Html {
  const { feeds, writer, problem, translation, languages } = page;
  const item = translation ? inOtherWords(page.item, translation) : page.item;
  const { id, starredAt, url } = item;
  const title = titleOf(item);
  const feed = feeds.find(one => one.id === item.feedId);
  const star = starredAt
    ? html`<button class="small" type="submit" name="unstar" value="${id}">Unstar</button>`
    : html`<button class="small" type="submit" name="star" value="${id}">Star</button>`;
  const buttons = html`${star}${item.saved ? '' : html`<button class="small" type="submit" name="unread" value="${id}">Keep unread</button>`}`;
  const remove = item.saved
    ? postForm(asked, `${itemPath(id)}/remove`, {}, html`<button class="small" type="submit">Remove</button>`)
    : '';
  const stream: ReaderStream = feed ? { feed } : item.saved ? { saved: true } : { itemTag: '' };
  const [home, named] = feed || item.saved ? [homePath(item), item.feedTitle] : ['/reader', 'All items'];
  const body = html`<div class="bar">${sideButton}<p class="back"><a href="${home}">← ${named}</a></p><div class="tools">${postForm(asked, '/reader/mark', {}, buttons)}${remove}</div></div>
<article class="item-page" data-id="${id}"><h1${attributes({ lang: item.language, dir: item.language && 'auto' })}>${url ? html`<a href="${url}" rel="noopener noreferrer">${title}</a>` : title}</h1>
${problem === undefined ? '' : html`<p class="problem" id="problem" role="alert">${problem}</p>`}${translation ? translatedNote(id, translation) : ''}${languages ? translationForm(asked, page.item, languages) : ''}${translation && languages?.chosen && feed ? keepLanguage(asked, page.item, languages.chosen) : ''}${postForm(asked, '/reader/mark', {}, itemBody(item, { writer, translate: page.translate && !languages, part: page.part }), 'read-item')}
${tagging(asked, item)}${
  asked.principal.role === 'owner'
    ? html`${recommending(asked, item)}
${sharing(asked, id, { rooms: page.rooms, form: page.share })}`
    : ''
}</article>`;
  return readerLayout(asked, { title, feeds, stream, body });
}

/** The item with what a translation says, in its language. */
function inOtherWords(item: Item, { title, html: content, to }: TranslatedItem): Item {
  return { ...item, title, html: content, language: to };
}

/** For the owner: the item in public, with their words. */
function recommending(asked: ReaderRequest, { id, recommended }: Item): Html {
  const fields = html`<label for="comment">${recommended ? 'You recommend it on your site' : 'Recommend it on your site'}</label><div class="field"><input id="comment" name="comment" maxlength="500" placeholder="A word of yours, if you like" autocomplete="off" value="${recommended?.comment ?? ''}"><button type="submit">${recommended ? 'Save' : 'Recommend'}</button>${recommended ? html`<button type="submit" name="remove" value="yes">Take back</button>` : ''}</div>`;
  return html`<section class="tagging" aria-label="Recommendation">${postForm(asked, `${itemPath(id)}/recommend`, {}, fields, 'form')}</section>`;
}

function tagging(asked: ReaderRequest, { id, tags }: Item): Html {
  const action = `${itemPath(id)}/tags`;
  const off = tags.map(
    tag => html`<button class="small" type="submit" name="remove" value="${tag}">Take off “${tag}”</button> `,
  );
  return html`<section class="tagging" id="tags" aria-label="Your tags">${postForm(
    asked,
    action,
    {},
    html`<label for="add">Your tags for this item</label><div class="field"><input id="add" name="add" maxlength="1000" placeholder="tea, to read" autocomplete="off"><button type="submit">Add</button></div>`,
    'form',
  )}${tags.length === 0 ? '' : postForm(asked, action, {}, html`${off}`)}</section>`;
}
