import { isTo, type Message } from './room-types.ts';

export interface Shown {
  room: string;
  me: number | undefined;
  /** Folds a message away, if it is of somebody whom this browser ignores. */
  fold(item: HTMLElement): void;
}

/** A message as the page has it from the server (`rooms/views/message.ts`), with buttons in place of what needs a script. */
export function messageItem(message: Message, { room, me, fold }: Shown): HTMLLIElement {
  const { number, person, role } = message;
  const item = element('li', 'message');
  item.id = `m${number}`;
  item.dataset['number'] = String(number);
  if (person !== undefined) item.dataset['person'] = String(person);
  if (message.deleted) {
    item.classList.add('gone');
    item.append(element('p', 'quiet', 'A message was deleted.'));
    return item;
  }
  item.classList.toggle('of-bot', role === 'bot');
  item.classList.toggle('mine', me !== undefined && person === me);
  item.classList.toggle('to-me', isTo(message, me));
  item.classList.toggle('deed', message.action === true);
  item.append(message.action ? headOf(message) : headOf(message, whenOf(message)));
  if (message.reply) item.append(replyLine(message.reply));
  const words = element('div', 'words');
  // Sanitised where it was stored, and the page's policy runs no inline script.
  words.append(document.createRange().createContextualFragment(message.html));
  item.append(words);
  if (message.action) item.append(lineOf(whenOf(message)));
  if (message.preview) item.append(previewOf(message.preview));
  if (message.reactions.length > 0) item.append(reactions(message, me));
  const tools = element('p', 'message-tools');
  const reply = element('a', '', 'Reply');
  reply.href = `/rooms/${room}?reply=${number}#say`;
  reply.dataset['reply'] = String(number);
  tools.append(reply);
  item.append(tools);
  addMore(item);
  fold(item);
  return item;
}

/** The button that opens what can be done with a message. */
export function addMore(item: HTMLElement): void {
  const tools = item.querySelector('.message-tools');
  if (!tools) return;
  const name = item.querySelector('.who')?.textContent ?? '';
  const more = element('button', 'more', '⋯');
  more.type = 'button';
  more.setAttribute('aria-label', `More for the message of ${name}`);
  more.setAttribute('aria-haspopup', 'true');
  tools.append(more);
}

/** Times as the clock of this browser has them. */
export function localTime(time: HTMLTimeElement): void {
  const at = new Date(time.dateTime);
  time.textContent = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  time.title = at.toLocaleString();
}

function headOf({ name, role }: Message, when: readonly HTMLElement[] = []): HTMLElement {
  const badge = role === 'guest' || role === 'member' ? [] : [element('span', 'badge', role)];
  return lineOf([element('span', 'who', name), ...badge, ...when]);
}

function lineOf(parts: readonly HTMLElement[]): HTMLElement {
  const line = element('p', 'message-head');
  line.append(...parts);
  return line;
}

function whenOf({ number, createdAt, editedAt }: Message): HTMLElement[] {
  const at = element('a', 'at');
  at.href = `#m${number}`;
  at.target = '_self'; // in a frame other links lead out of it
  const time = element('time');
  time.dateTime = createdAt;
  localTime(time);
  at.append(time);
  return editedAt ? [at, element('span', 'edited', 'edited')] : [at];
}

function replyLine({ number, name, text = '' }: NonNullable<Message['reply']>): HTMLElement {
  const line = element('p', 'in-reply');
  const link = element('a');
  link.href = `#m${number}`;
  link.target = '_self';
  if (name === undefined) link.textContent = 'a message that is gone';
  else link.append(element('b', '', name), ` ${text}`);
  line.append(link);
  return line;
}

function previewOf({ url, title, about, site, image }: NonNullable<Message['preview']>): HTMLElement {
  const link = element('a', title === '' ? 'room-link picture' : 'room-link');
  link.href = url;
  link.rel = 'nofollow ugc noopener';
  if (image !== undefined) {
    const picture = element('img');
    picture.alt = '';
    picture.decoding = 'async';
    picture.src = image;
    link.append(picture);
  }
  if (title === '') link.setAttribute('aria-label', `Picture on ${site}`);
  else {
    const words = element('span', 'room-link-words');
    words.append(element('span', 'room-link-site', site), element('b', '', title));
    if (about) words.append(element('span', 'room-link-about', about));
    link.append(words);
  }
  return link;
}

function reactions({ reactions: given }: Message, me: number | undefined): HTMLElement {
  const list = element('ul', 'reactions');
  for (const { emoji, people } of given) {
    const item = element('li');
    const button = element('button', '', `${emoji} ${people.length}`);
    button.type = 'button';
    button.dataset['emoji'] = emoji;
    button.setAttribute('aria-pressed', String(me !== undefined && people.includes(me)));
    item.append(button);
    list.append(item);
  }
  return list;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  text?: string,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
