import { add } from './reader-queue.ts';

const EVERY_S = 15;
/** Where each episode was last kept, in seconds. */
const kept = new WeakMap<HTMLAudioElement, number>();

/** Keeps how far episodes are heard, every quarter of a minute, at a pause, at the end and when the page goes. */
export function keepPositions(): void {
  // Events of media do not bubble.
  const on = (name: string, act: (audio: HTMLAudioElement) => void) =>
    document.addEventListener(
      name,
      event => {
        const audio = event.target;
        if (audio instanceof HTMLAudioElement && audio.dataset['item']) act(audio);
      },
      true,
    );
  on('timeupdate', audio => {
    if (Math.abs(audio.currentTime - (kept.get(audio) ?? 0)) >= EVERY_S) keep(audio, audio.currentTime);
  });
  on('pause', audio => keep(audio, audio.ended ? 0 : audio.currentTime));
  on('ended', audio => keep(audio, 0));
  on('play', audio => {
    for (const other of document.querySelectorAll('audio')) if (other !== audio) other.pause();
  });
  addEventListener('pagehide', () => {
    for (const audio of document.querySelectorAll<HTMLAudioElement>('audio[data-item]'))
      if (!audio.paused) keep(audio, audio.currentTime);
  });
}

function keep(audio: HTMLAudioElement, seconds: number): void {
  if (kept.get(audio) === seconds) return;
  kept.set(audio, seconds);
  add(`/reader/item/${audio.dataset['item']}/position`, { seconds: seconds.toFixed(1) }, true);
}
