import { get, Refused } from './reader-server.ts';

/** Chapters and transcripts are fetched when they are opened, and the chapter that plays is marked. */
export function openParts(): void {
  // Neither event bubbles.
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (target instanceof HTMLDetailsElement && target.open && target.dataset['part']) void fill(target);
    },
    true,
  );
  document.addEventListener('timeupdate', ({ target }) => void markCurrent(target as HTMLMediaElement), true);
}

async function fill(box: HTMLDetailsElement): Promise<void> {
  const path = box.dataset['part']!;
  const inside = box.querySelector<HTMLElement>('.inside')!;
  const before = inside.innerHTML;
  delete box.dataset['part'];
  inside.ariaBusy = 'true';
  inside.textContent = 'Loading …';
  try {
    inside.innerHTML = (await get<{ html: string }>(path)).html;
  } catch (error) {
    // The link that was there leads to the same by itself.
    inside.innerHTML = before;
    inside.prepend(error instanceof Refused ? error.message : 'That failed.', ' ');
    box.dataset['part'] = path;
  } finally {
    inside.ariaBusy = 'false';
  }
}

function markCurrent(media: HTMLMediaElement): void {
  const links = media.closest('.episode')?.querySelectorAll<HTMLElement>('.chapters [data-from]') ?? [];
  const current = [...links].findLast(link => Number(link.dataset['from']) <= media.currentTime + 0.2);
  for (const link of links) {
    if (link === current) link.ariaCurrent = 'true';
    else link.removeAttribute('aria-current');
  }
}
