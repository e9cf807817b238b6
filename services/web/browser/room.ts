import { leadToMessages } from './room-address.ts';
import { completion } from './room-complete.ts';
import { readOut } from './room-heard.ts';
import { roomHere } from './room-here.ts';
import { ignoreByCommand, ignoredPeople } from './room-ignored.ts';
import { openRoomLine } from './room-line.ts';
import { messageMenu } from './room-menu.ts';
import { nameOfGuest } from './room-name.ts';
import { notifications } from './room-notify.ts';
import { closesByItself, showIgnored } from './room-options.ts';
import { pinnedLine } from './room-pinned.ts';
import { pin, sanction, takeName } from './room-server.ts';
import { leadToFirst } from './room-to-you.ts';
import { Transcript } from './room-transcript.ts';
import { type Frame, isTo, type Person, type Refusal, type Room } from './room-types.ts';

/**
 * Makes a room live: what is said comes over a WebSocket, and what is written goes by it. Without this script the page is a
 * transcript with a form.
 */
const page = document.querySelector<HTMLElement>('#room')!;
const { room = '', commands = '[]' } = page.dataset;
const form = document.querySelector<HTMLFormElement>('#say');
const field = form?.querySelector<HTMLTextAreaElement>('#text');
const problem = document.querySelector<HTMLElement>('#problem');
const state = document.querySelector<HTMLElement>('#room-state')!;
const hereBox = document.querySelector<HTMLDetailsElement>('#here')!;
const here = roomHere(hereBox, document.querySelector('#typing'));
const options = document.querySelector<HTMLDetailsElement>('#options')!;
const list = document.querySelector<HTMLElement>('#messages')!;
const ignored = ignoredPeople(list, () => showIgnored(options, ignored));
const me = page.dataset['me'] ? Number(page.dataset['me']) : undefined;
const transcript = new Transcript(document.querySelector('#transcript')!, list, {
  room,
  me,
  fold: ignored.fold,
});
const pinned = pinnedLine(page, room);
const heard = readOut(document.querySelector('#heard')!);
const title = document.title;
const notify = notifications(
  options.querySelector('#notify')!,
  { name: room, title: page.querySelector('h1')!.textContent! },
  tell,
);
const name = field && nameOfGuest(field, tell);
const KEY = `croft room ${room}`;

let change = Number(page.dataset['change']);
let role = page.dataset['role'];
let editing: number | undefined;
/** Numbers of messages to this person that were not seen. */
let unseen = 0;
let sentRead = 0;
let toldTyping = 0;

const line = openRoomLine(
  room,
  () => change,
  hear,
  (now, why) => {
    if (now === 'lost') tell('The line is lost. It is being taken up again…');
    else if (now === 'refused') tell(why ?? '');
    else if (state.textContent?.startsWith('The line is lost')) tell('');
  },
);

const read = Number(page.dataset['read'] ?? localStorage.getItem(KEY) ?? 0);
if (read > 0) transcript.markNew(read);
void leadToFirst(document.querySelector('#to-you')!, room, role === 'guest' ? read : 0).catch(() => {});
markRead();
leadToMessages(page, room);
showIgnored(options, ignored);
options.hidden = false;
for (const box of [hereBox, options]) closesByItself(box);
document.addEventListener('visibilitychange', markRead);

function hear(frame: Frame): void {
  if (frame.hello) {
    role = frame.hello.you?.role;
    transcript.shown.me = frame.hello.you?.id;
    showYou(frame.hello.you);
    if (frame.hello.reset) {
      transcript.clear();
      change = 0;
    }
    showRoom(frame.hello.room);
  }
  if (frame.room) showRoom(frame.room);
  if (frame.you) showYou(frame.you);
  if (frame.here) here.show(frame.here);
  if (frame.typing && frame.typing.id !== transcript.shown.me && !ignored.has(frame.typing))
    here.types(frame.typing);
  if (!frame.messages) return;
  const { me } = transcript.shown;
  const before = transcript.last;
  transcript.put(frame.messages);
  for (const message of frame.messages) {
    change = Math.max(change, message.change);
    here.stops(message.person);
    if (message.number <= before || message.person === me || message.deleted) continue;
    if (ignored.wrote(message)) continue;
    heard(message);
    if (!document.hidden || !isTo(message, me)) continue;
    unseen++;
    notify(message);
  }
  if (document.hidden && before > 0) transcript.markNew(before);
  if (unseen > 0) document.title = `(${unseen}) ${title}`;
  markRead();
}

/** Says something above the transcript; screen readers say it too. */
function tell(words: string): void {
  state.hidden = words === '';
  state.textContent = words;
}

function showYou(you: Person | undefined): void {
  if (you) name?.show(you);
}

function showRoom({ topic, slowSeconds, pinned: now = 0 }: Room): void {
  const line = page.querySelector('.topic');
  if (line && topic) line.textContent = topic;
  const slow = page.querySelector<HTMLElement>('#slow');
  if (slow) {
    slow.hidden = slowSeconds === 0;
    slow.querySelector('span')!.textContent = String(slowSeconds);
  }
  void pinned.show(now);
}

/** What is on the screen of somebody who looks is read. */
function markRead(): void {
  if (document.hidden || !transcript.atEnd) return;
  unseen = 0;
  document.title = title;
  const last = transcript.last;
  if (last <= sentRead) return;
  sentRead = last;
  localStorage.setItem(KEY, String(last));
  if (role !== undefined && role !== 'guest') line.ask({ do: 'read', number: last }).catch(() => {});
}

function refuse(thrown: unknown): void {
  if (!problem) return;
  problem.textContent = (thrown as Refusal).message;
  problem.hidden = false;
}

const menu = messageMenu(() => role === 'owner' || role === 'moderator', {
  react: (number, emoji) => void react(number, emoji),
  edit: number => void edit(number),
  remove: number => void line.ask({ do: 'delete', number }).catch(refuse),
  pinned: () => pinned.number,
  pin: number => void pin(room, number).catch(refuse),
  ignores: ignored.has,
  ignore: one => (ignored.has(one) ? ignored.remove(one) : ignored.add(one)),
  sanction: (person, kind, minutes) => void sanction(room, person, kind, minutes).catch(refuse),
});

list.addEventListener('click', event => {
  const target = event.target as HTMLElement;
  const number = Number(target.closest<HTMLElement>('.message')?.dataset['number']);
  if (target.closest('.more')) menu(target.closest<HTMLButtonElement>('.more')!);
  else if (target.dataset['emoji']) void react(number, target.dataset['emoji']);
  else if (target.dataset['reply']) {
    event.preventDefault();
    answer(number);
  }
});

async function react(number: number, emoji: string): Promise<void> {
  const given = transcript
    .find(number)
    ?.querySelector(`[data-emoji="${emoji}"]`)
    ?.getAttribute('aria-pressed');
  await line.ask({ do: 'react', number, emoji, on: given !== 'true' }).catch(refuse);
}

async function edit(number: number): Promise<void> {
  try {
    const { markdown } = await line.ask({ do: 'source', number });
    if (!field) return;
    answer(undefined);
    editing = number;
    field.value = String(markdown);
    about('Edit your message', '');
    field.focus();
  } catch (thrown) {
    refuse(thrown);
  }
}

/** Says above the field what is written there. */
function about(what: string, whom: string): void {
  const box = document.querySelector<HTMLElement>('#answering');
  if (!box) return;
  box.hidden = what === '';
  const words = document.createElement('b');
  words.textContent = whom;
  box.querySelector('span')!.replaceChildren(`${what} `, words);
}

function answer(number: number | undefined): void {
  if (!form || !field) return;
  if (editing !== undefined) field.value = '';
  editing = undefined;
  form.querySelector<HTMLInputElement>('[name=reply]')!.value = String(number ?? '');
  about(
    number === undefined ? '' : 'Answers',
    (number && transcript.find(number)?.querySelector('.who')?.textContent) || '',
  );
  if (number !== undefined) field.focus();
}

if (form && field) {
  const complete = completion(
    field,
    form.querySelector('#complete')!,
    JSON.parse(commands) as [string, string][],
    here.names,
  );
  const writes = matchMedia('(pointer: fine)');

  field.addEventListener('keydown', event => {
    if (complete.taken(event)) event.preventDefault();
    else if (event.key === 'Escape') answer(undefined);
    else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && writes.matches) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  field.addEventListener('input', () => {
    const now = Date.now();
    if (now - toldTyping < 3_000 || transcript.shown.me === undefined || field.value === '') return;
    toldTyping = now;
    line.tell({ do: 'typing' });
  });
  form.querySelector('#answer-not')!.addEventListener('click', event => {
    event.preventDefault();
    answer(undefined);
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    void send(form, field);
  });
}

/** Sends what is written. It stays in the field until it is stored, and is stored once however often the line is lost. */
async function send(form: HTMLFormElement, field: HTMLTextAreaElement): Promise<void> {
  const text = field.value;
  if (text.trim() === '' || form.ariaBusy === 'true') return;
  const nonce = form.querySelector<HTMLInputElement>('[name=nonce]')!;
  const replyTo = Number(form.querySelector<HTMLInputElement>('[name=reply]')!.value) || undefined;
  form.ariaBusy = 'true';
  if (problem) problem.hidden = true;
  try {
    const ignoring = ignoreByCommand(text, ignored, list, here.people());
    if (ignoring === undefined) await haveName(form);
    if (ignoring !== undefined) tell(ignoring);
    else if (editing !== undefined) await line.ask({ do: 'edit', number: editing, text });
    else {
      const done = await line.ask({ do: 'say', text, nonce: nonce.value, ...(replyTo && { replyTo }) });
      tell(typeof done['said'] === 'string' ? done['said'] : '');
    }
    nonce.value = crypto.randomUUID();
    if (field.value === text) field.value = '';
    answer(undefined);
    transcript.toEnd();
  } catch (thrown) {
    refuse(thrown);
  } finally {
    form.ariaBusy = 'false';
    field.focus();
  }
}

/** A guest takes the name with the first message, and comes back as who they are now. */
async function haveName(form: HTMLFormElement): Promise<void> {
  const name = form.querySelector<HTMLInputElement>('#name');
  if (!name) return;
  const person = await takeName(name.value);
  transcript.shown.me = person.id;
  form.querySelector('#name-field')?.remove();
  line.again();
}
