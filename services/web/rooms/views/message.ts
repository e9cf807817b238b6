import { attributes, type Html, html, raw } from '../../../../core/html/html.ts';
import type { ChatMessage } from '../../../chat/contract.ts';
import type { Addresses } from './address.ts';

export interface MessagePlace {
  readonly room: string;
  /** Id of who looks. */
  readonly me: number | undefined;
  /** What the same person said goes on. */
  readonly goesOn: boolean;
  readonly addresses: Addresses;
}

/** One message of a transcript; one that goes on shows its name to who hears the page alone. The script makes the same of what comes later (`browser/room-message.ts`). */
export function messageView(message: ChatMessage, { room, me, goesOn, addresses }: MessagePlace): Html {
  const { number, role } = message;
  const mine = me !== undefined && message.person === me;
  const { mentions, reply, action } = message;
  const named = me !== undefined && !mine && (mentions.includes(me) || reply?.person === me);
  const kind = [
    ...['message', goesOn && 'goes-on', role === 'bot' && 'of-bot', mine && 'mine', named && 'to-me'],
    action && 'deed',
  ]
    .filter(Boolean)
    .join(' ');
  const base = { id: `m${number}`, class: kind, 'data-number': number, 'data-person': message.person };
  if (message.deleted)
    return html`<li${attributes({ ...base, class: 'message gone' })}><p class="quiet">A message was deleted.</p></li>`;
  return html`<li${attributes(base)}><p class="message-head"><span class="who">${message.name}</span>${badge(role)}${action ? '' : when(message, addresses)}</p>${replyLine(message, addresses)}
<div class="words">${raw(message.html)}</div>${action ? html`<p class="message-head">${when(message, addresses)}</p>` : ''}${previewOf(message)}${reactions(message)}
<p class="message-tools"><a href="${`/rooms/${room}?reply=${number}#say`}" data-reply="${number}">Reply</a></p></li>`;
}

function when({ number, createdAt, editedAt }: ChatMessage, addresses: Addresses): Html {
  return html`<a class="at" target="_self" href="${addresses.of(number)}"><time datetime="${createdAt}">${createdAt.slice(11, 16)}</time></a>${editedAt ? html`<span class="edited">edited</span>` : ''}`;
}

function badge(role: ChatMessage['role']): Html | string {
  return role === 'guest' || role === 'member' ? '' : html`<span class="badge">${role}</span>`;
}

function replyLine({ reply }: ChatMessage, addresses: Addresses): Html | string {
  if (reply === undefined) return '';
  const said = reply.name === undefined ? 'a message that is gone' : html`<b>${reply.name}</b> ${reply.text}`;
  return html`
<p class="in-reply"><a target="_self" href="${addresses.of(reply.number)}">${said}</a></p>`;
}

/** What the link of the message leads to; its picture comes from here. */
function previewOf({ preview }: ChatMessage): Html | string {
  if (preview === undefined) return '';
  const { url, title, about, site, image } = preview;
  const picture =
    image === undefined
      ? ''
      : html`<img${attributes({ src: image, alt: '', loading: 'lazy', decoding: 'async' })}>`;
  const words =
    title === ''
      ? ''
      : html`<span class="room-link-words"><span class="room-link-site">${site}</span><b>${title}</b>${about ? html`<span class="room-link-about">${about}</span>` : ''}</span>`;
  const kind = title === '' ? 'room-link picture' : 'room-link';
  return html`
<a${attributes({ class: kind, href: url, rel: 'nofollow ugc noopener', 'aria-label': title === '' ? `Picture on ${site}` : undefined })}>${picture}${words}</a>`;
}

function reactions({ reactions: given }: ChatMessage): Html | string {
  if (given.length === 0) return '';
  return html`
<ul class="reactions">${given.map(({ emoji, people }) => html`<li>${emoji} ${people.length}</li>`)}</ul>`;
}
