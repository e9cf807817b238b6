import { add } from './reader-queue.ts';

const EVERY_S = 15;
/** Where each recording or film was last kept, in seconds. */
const kept = new WeakMap<HTMLMediaElement, number>();

/** Keeps how far recordings are heard and films seen, every quarter of a minute, at a pause, at the end and when the page goes. */
export function keepPositions(): void {
  // Events of media do not bubble.
  const on = (name: string, act: (media: HTMLMediaElement) => void) =>
    document.addEventListener(
      name,
      event => {
        const media = event.target;
        if (media instanceof HTMLMediaElement && media.dataset['item']) act(media);
      },
      true,
    );
  on('timeupdate', media => {
    if (Math.abs(media.currentTime - (kept.get(media) ?? 0)) >= EVERY_S) keep(media, media.currentTime);
  });
  on('pause', media => keep(media, media.ended ? 0 : media.currentTime));
  on('ended', media => keep(media, 0));
  on('play', media => {
    for (const other of document.querySelectorAll<HTMLMediaElement>('audio, video'))
      if (other !== media) other.pause();
  });
  document.addEventListener('click', playPart);
  addEventListener('pagehide', () => {
    for (const media of document.querySelectorAll<HTMLMediaElement>('[data-file]'))
      if (!media.paused) keep(media, media.currentTime);
  });
}

function keep(media: HTMLMediaElement, seconds: number): void {
  if (kept.get(media) === seconds) return;
  kept.set(media, seconds);
  const fields = { file: media.dataset['file']!, seconds: seconds.toFixed(1) };
  add(`/reader/item/${media.dataset['item']}/position`, fields, true);
}

/** A recommended part of a recording plays in its player. */
function playPart(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-from]');
  const media = link?.closest('.episode')?.querySelector<HTMLMediaElement>('audio, video');
  if (!link || !media || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  media.currentTime = Number(link.dataset['from']);
  void media.play();
}
