import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Enclosure, Item } from '../../../reader/contract.ts';
import { lengthWords } from './age.ts';
import { soundbites } from './episode.ts';
import { partBoxes, type ShownPart } from './episode-parts.ts';

/** The files of an item that play on its page: each recording, and the first film, which often comes in several sizes. */
export function playable({ enclosures }: Pick<Item, 'enclosures'>): Enclosure[] {
  const film = enclosures.find(isFilm);
  return enclosures.filter(file => file.medium === 'audio' || file === film);
}

/** Some name a page with a player, or a torrent, and say that it is a film. */
function isFilm({ medium, type }: Enclosure): boolean {
  return medium === 'video' && (type === undefined || /^video\/|mpegurl$/.test(type));
}

/** Players of an item's files; with the first is what the item has of its episode beside it. */
export function players(item: Item, part?: ShownPart): Html {
  return html`${playable(item).map((file, at) => player(item, file, at === 0 ? partBoxes(item, part) : html``))}`;
}

/** Plays on from where it was left (https://www.w3.org/TR/media-frags/#naming-time); the script keeps where that is. */
function player(item: Item, file: Enclosure, parts: Html): Html {
  const { id, title, image } = item;
  const { url, seconds, position, title: name, medium } = file;
  const from = position === undefined ? '' : `#t=${Math.floor(position)}`;
  const left = seconds !== undefined && position !== undefined ? seconds - position : undefined;
  const given = {
    controls: true,
    preload: 'none',
    src: url.split('#')[0] + from,
    'data-item': id,
    'data-file': url,
    'aria-label': name ?? title,
  };
  return html`<figure class="episode">${
    medium === 'video'
      ? html`<video${attributes({ ...given, playsinline: true, poster: image })}></video>`
      : html`<audio${attributes(given)}></audio>`
  }<figcaption>${
    name ? html`${name}. ` : ''
  }${seconds === undefined ? '' : lengthWords(seconds)}${left !== undefined && left > 0 ? `, ${lengthWords(left)} left` : ''} <a href="${url}" rel="noopener noreferrer">Download</a>${file === item.enclosures[0] ? soundbites(item, file) : ''}</figcaption>${parts}</figure>`;
}
