import { attributes, type Html, html } from '../../../../core/html/html.ts';
import {
  type ChatMessage,
  COMMANDS,
  isFor,
  LONGEST_MESSAGE,
  type Mentions,
  type Person,
  type Room,
} from '../../../chat/contract.ts';
import { accentAsset } from '../../assets/accent.ts';
import type { Frame } from '../../views/frame.ts';
import { layout } from '../../views/layout.ts';
import { Addresses } from './address.ts';
import { roomCss } from './rooms.ts';
import { transcriptView } from './transcript.ts';

export interface RoomPage {
  readonly room: Room;
  /** Who looks; nobody who has not written yet. */
  readonly person: Person | undefined;
  /** What the bot can do, when it hears the room. */
  readonly bot:
    | {
        readonly prefix: string;
        readonly name: string;
        readonly actions: readonly { name: string; usage: string; about: string }[];
      }
    | undefined;
  /** Oldest first. */
  readonly messages: readonly ChatMessage[];
  readonly older: boolean;
  /** Up to which change the messages are what the room is. */
  readonly change: number | undefined;
  /** The newest page, which a script goes on with. */
  readonly live: boolean;
  /** Within a frame of a post: the room and nothing around it, whose links lead out of the frame. */
  readonly embedded: boolean;
  readonly query: string | undefined;
  readonly pinned: ChatMessage | undefined;
  /** The message that is being answered. */
  readonly answered: ChatMessage | undefined;
  /** Up to where this person has read. */
  readonly read: number | undefined;
  /** What was said to this person since. */
  readonly toYou: Mentions | undefined;
  readonly form: {
    readonly problem?: string;
    readonly text?: string | undefined;
    readonly name?: string | undefined;
    readonly nonce: string;
    /** What came of a command. */
    readonly said?: string | undefined;
  };
}

/** A room: its transcript, and the form below it. */
export function roomView(frame: Frame, page: RoomPage): Html {
  const { room, live, query, embedded } = page;
  // What a search found is to be seen where it was said.
  const shown = query === undefined ? page.messages.map(({ number }) => number) : [];
  const addresses = new Addresses(room.name, shown, embedded);
  const body = html`<div class="room" id="room"${attributes(data(page))}>
<header class="room-head"><div><h1>${room.title}</h1>${room.topic ? html`<p class="topic">${room.topic}</p>` : ''}</div>
<form class="room-search" role="search" action="${`/rooms/${room.name}`}"><label class="visually-hidden" for="q">Search this room</label><input${attributes({ id: 'q', name: 'q', type: 'search', placeholder: 'Search', value: query, maxlength: 200 })}></form>
<details class="here" id="here" hidden><summary>Nobody here</summary><ul></ul></details>
${optionsView}</header>
<p class="room-state" id="room-state" role="status"${attributes({ hidden: page.form.said === undefined })}>${page.form.said}</p>
${page.pinned ? pinnedView(page.pinned, addresses) : ''}
${query === undefined ? '' : html`<p class="room-state">${page.messages.length === 0 ? 'Nothing was found.' : `Found ${page.messages.length === 50 ? 'the newest 50' : page.messages.length}.`} <a href="${`/rooms/${room.name}`}">Back to the room</a></p>`}
<div class="visually-hidden" id="heard" aria-live="polite"></div>
${live ? toYouView(page, addresses) : ''}
<div class="transcript" id="transcript" tabindex="0" role="log" aria-live="off" aria-label="${`What is said in ${room.title}`}"><ol class="messages" id="messages">
${page.older ? html`<li class="older-line"><a id="older" rel="prev" href="${`/rooms/${room.name}?before=${page.messages[0]!.number}`}">Older messages</a></li>` : ''}
${transcriptView({ room: room.name, messages: page.messages, language: frame.site.language, me: page.person?.id, read: query === undefined ? page.read : undefined, addresses, found: query !== undefined })}</ol></div>
${live || query !== undefined ? '' : html`<p><a href="${`/rooms/${room.name}`}">To the newest messages</a></p>`}
${query === undefined ? composer(page) : ''}
</div>`;
  // Painted once the script has run: what it folds away for who ignores somebody must not be seen first, and move what follows.
  const more = html`${roomCss(frame)}${
    live
      ? html`<script type="module" blocking="render" src="${frame.assets.roomScript.path}"></script>
`
      : ''
  }`;
  if (page.embedded) return frameView(frame, room, more, body);
  const path = live && page.form.problem === undefined && !page.answered ? `/rooms/${room.name}` : undefined;
  return layout({ frame, title: room.title, path, description: room.topic || undefined, more, body });
}

function frameView({ site, assets }: Frame, room: Room, more: Html, body: Html): Html {
  return html`<!doctype html>
<html lang="${site.language}">
<head>
<meta charset="utf-8">
<title>${room.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<base target="_top">
<link rel="stylesheet" href="${assets.css.path}">
${site.hue === undefined ? '' : html`<link rel="stylesheet" href="${accentAsset(site.hue).path}">\n`}${more}</head>
<body class="framed">
<main aria-label="${room.title}">
${body}
</main>
</body>
</html>
`;
}

/** What the script begins with. */
function data({ room, person, bot, change, read }: RoomPage) {
  return {
    'data-room': room.name,
    'data-change': change,
    'data-last': room.lastNumber,
    'data-read': read,
    'data-me': person?.id,
    'data-role': person?.role,
    'data-account': person && person.role !== 'guest' ? true : undefined,
    'data-pinned': room.pinned,
    'data-commands': JSON.stringify(commandsFor(person, bot)),
  };
}

/** What may be completed at the beginning of a message: commands of the room, and what the bot does. */
function commandsFor(person: Person | undefined, bot: RoomPage['bot']): [command: string, about: string][] {
  const own = COMMANDS.filter(command => isFor(command, person?.role ?? 'guest'));
  return [
    ...own.map(({ name, about }): [string, string] => [`/${name}`, about]),
    ...(bot?.actions ?? []).map(({ name, about }): [string, string] => [bot!.prefix + name, about]),
  ];
}

function pinnedView({ number, name, html: words }: ChatMessage, addresses: Addresses): Html {
  const text = words.replace(/<[^>]*>/g, ' ');
  return html`<aside class="pinned" aria-label="Pinned message"><a target="_self" href="${addresses.of(number)}"><b>${name}</b> ${decode(text)}</a></aside>`;
}

/** Text of HTML that was escaped by us, to be escaped again. */
function decode(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}

function composer({ room, person, answered, form }: RoomPage): Html {
  const closed =
    (room.readers === 'members' || room.writers === 'members') &&
    (person === undefined || person.role === 'guest');
  if (closed)
    return html`<p class="composer-closed">People with an account write here. <a href="${`/sign-in?next=${encodeURIComponent(`/rooms/${room.name}`)}`}">Sign in</a></p>`;
  return html`<div class="composer">${renameForm(room, person)}<form id="say" method="post" action="${`/rooms/${room.name}#say`}">
<p class="typing quiet" id="typing" aria-live="off"></p>
<p class="problem" id="problem" role="alert"${attributes({ hidden: form.problem === undefined })}>${form.problem}</p>
<div class="answering" id="answering"${attributes({ hidden: answered === undefined })}><span>Answers <b>${answered?.name}</b></span> <a href="${`/rooms/${room.name}`}" id="answer-not">Do not</a></div>
<input type="hidden" name="reply" value="${answered?.number}"><input type="hidden" name="nonce" value="${form.nonce}">
${person === undefined ? html`<div class="name-field" id="name-field"><label for="name">Your name</label><input${attributes({ id: 'name', name: 'name', maxlength: 60, autocomplete: 'nickname', required: true, value: form.name })}></div>` : ''}
<div class="field"><label class="visually-hidden" for="text">${person === undefined ? 'Message' : `Message, as ${person.name}`}</label><textarea${attributes({ id: 'text', name: 'text', rows: 1, required: true, maxlength: LONGEST_MESSAGE, enterkeyhint: 'send', placeholder: person === undefined || person.role === 'guest' ? 'Say something' : `Say something, ${person.name}` })}>\n${form.text}</textarea><button type="submit">Send</button></div>
<p class="slow quiet" id="slow"${attributes({ hidden: room.slowSeconds === 0 })}>Slow mode: one message in <span>${room.slowSeconds}</span> s</p>
<ul class="complete" id="complete" role="listbox" aria-label="Completions" hidden></ul>
</form></div>`;
}

/** For a guest; the script shows it to who becomes one. */
function renameForm({ name }: Room, person: Person | undefined): Html | string {
  if (person !== undefined && person.role !== 'guest') return '';
  return html`<form class="rename" id="rename" method="post" action="${`/rooms/${name}`}"${attributes({ hidden: person === undefined })}><details><summary><span>You are</span> <b>${person?.name}</b></summary><div class="drop">
<div class="name-field"><label for="nick">Be called</label><input${attributes({ id: 'nick', name: 'nick', maxlength: 60, autocomplete: 'nickname', required: true, value: person?.name })}><button type="submit">Change</button></div>
<p class="problem" role="alert" hidden></p></div></details></form>
`;
}

/** What somebody sets for themselves in this browser, which takes a script. */
const optionsView = html`<details class="here options" id="options" hidden><summary aria-label="Options">⋯</summary><div class="drop">
<p><label class="switch"><input type="checkbox" role="switch" id="notify"> Notify me when I am named or answered</label></p>
<section class="ignored" id="ignored" hidden><h2>Ignored</h2><ul></ul></section></div></details>`;

/** Leads whoever comes back to the first message that is for them. */
function toYouView({ toYou }: RoomPage, addresses: Addresses): Html {
  const { first = 0, count = 0 } = toYou ?? {};
  return html`<p class="to-you" id="to-you"${attributes({ hidden: count === 0 })}><a${attributes({ href: count === 0 ? undefined : addresses.of(first), target: '_self' })}>${count === 1 ? 'A message to you' : `${count} messages to you`}</a></p>`;
}
