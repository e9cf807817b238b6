import { type Html, html } from '../../../../core/html/html.ts';
import type { Mentions, Room } from '../../../chat/contract.ts';
import { formatDate } from '../../views/format.ts';
import type { Frame } from '../../views/frame.ts';
import { layout } from '../../views/layout.ts';

export type ListedRoom = Room & {
  readonly lastAt?: string | undefined;
  readonly unread: number;
  readonly toYou?: Mentions | undefined;
};

/** All rooms, with what is talked about and when something was last said. */
export function roomsView(frame: Frame, rooms: readonly ListedRoom[]): Html {
  const body = html`<div class="column">
<header class="page-head"><h1>Rooms</h1>
<p class="lede">Come in and say something. Anyone may read along.</p></header>
${rooms.length === 0 ? html`<p class="quiet">There is no room yet.</p>` : html`<ul class="rooms">${rooms.map(room => roomLine(frame, room))}</ul>`}
<p class="quiet"><a href="/bot/privacy">Which rooms are logged, and what is kept</a></p>
</div>`;
  return layout({ frame, title: 'Rooms', path: '/rooms', more: roomCss(frame), body });
}

function roomLine({ site }: Frame, room: ListedRoom): Html {
  const said =
    room.lastAt === undefined
      ? 'Nothing was said yet'
      : html`Last message on <time datetime="${room.lastAt}">${formatDate(room.lastAt, site.language, 'long')}</time>`;
  return html`
<li><h2><a href="${`/rooms/${room.name}`}">${room.title}</a>${room.unread > 0 ? html` <span class="unread">${room.unread} new</span>` : ''}${room.toYou ? html` <a class="unread" href="${`/rooms/${room.name}`}">${room.toYou.count} to you</a>` : ''}</h2>
${room.topic ? html`<p>${room.topic}</p>` : ''}
<p class="quiet">${said}${room.readers === 'members' || room.writers === 'members' ? ' · for people with an account' : ''}</p></li>`;
}

/** The style sheet of the rooms, which other pages do not load. */
export function roomCss(frame: Frame): Html {
  return html`<link rel="stylesheet" href="${frame.assets.roomCss.path}">
`;
}
