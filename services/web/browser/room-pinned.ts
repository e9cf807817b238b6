import { element } from './room-message.ts';
import type { Message } from './room-types.ts';

/** The pinned message above the transcript, as it is pinned and taken down while the page is open. */
export function pinnedLine(page: HTMLElement, room: string) {
  let pinned = Number(page.dataset['pinned'] ?? 0);

  return {
    get number(): number {
      return pinned;
    },
    async show(now: number): Promise<void> {
      if (now === pinned) return;
      pinned = now;
      const message = now === 0 ? undefined : await read(room, now).catch(() => undefined);
      if (now !== pinned) return;
      page.querySelector('.pinned')?.remove();
      if (message) page.querySelector('.transcript')!.before(line(message));
    },
  };
}

async function read(room: string, number: number): Promise<Message | undefined> {
  const path = `/api/v1/chat/rooms/${room}/messages?limit=1&after=${number - 1}`;
  const answer = await fetch(path, { headers: { accept: 'application/json' } });
  const { messages } = (await answer.json()) as { messages: Message[] };
  return messages.find(message => message.number === number && !message.deleted);
}

function line({ number, name, html }: Message): HTMLElement {
  const made = element('aside', 'pinned');
  made.setAttribute('aria-label', 'Pinned message');
  const link = element('a');
  link.href = `#m${number}`;
  link.target = '_self';
  const words = document.createRange().createContextualFragment(html).textContent ?? '';
  link.append(element('b', '', name), ` ${words.trim().slice(0, 200)}`);
  made.append(link);
  return made;
}
