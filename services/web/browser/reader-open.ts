import { idOf, setUnread } from './reader-marks.ts';
import { make } from './reader-news.ts';
import { get } from './reader-server.ts';

/** Texts that were fetched, the last ones. */
const texts = new Map<string, Promise<string>>();
const MOST_TEXTS = 60;

/** Opens an item under its title, which is read by that, and closes the one before. */
export async function open(entry: HTMLElement): Promise<void> {
  for (const other of document.querySelectorAll<HTMLElement>('.entry.open'))
    if (other !== entry) close(other);
  entry.classList.add('open');
  setUnread(entry, false);
  const before = entry.querySelector<HTMLElement>('.body');
  if (before) {
    before.hidden = false;
    return;
  }
  const box = make('div', { className: 'body', ariaBusy: 'true', textContent: 'Loading …' });
  entry.append(box);
  try {
    const html = await textOf(idOf(entry));
    if (!entry.contains(box)) return;
    box.outerHTML = html;
  } catch {
    box.ariaBusy = 'false';
    box.textContent = 'The text cannot be fetched now. Open the item again when the network is back.';
  }
}

export function close(entry: HTMLElement): void {
  entry.classList.remove('open');
  const body = entry.querySelector<HTMLElement>('.body');
  if (!body) return;
  // What plays goes on.
  if ([...body.querySelectorAll<HTMLMediaElement>('audio, video')].some(media => !media.paused))
    body.hidden = true;
  else body.remove();
}

/** Fetches the text of an item before it is opened. */
export function prepare(entry: HTMLElement | undefined): void {
  if (entry) void textOf(idOf(entry)).catch(() => {});
}

function textOf(id: string): Promise<string> {
  const known = texts.get(id);
  if (known) return known;
  const text = get<{ html: string }>(`/reader/item/${id}`).then(({ html }) => html);
  texts.set(id, text);
  text.catch(() => texts.delete(id));
  const [oldest] = texts.keys();
  if (texts.size > MOST_TEXTS && oldest !== undefined) texts.delete(oldest);
  return text;
}
