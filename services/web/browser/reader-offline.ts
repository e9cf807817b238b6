import { fetchAhead, fetchNews, mayFetchAhead } from './reader-ahead.ts';
import { takeHeld } from './reader-held.ts';
import { showWaiting } from './reader-marks.ts';
import { make, say } from './reader-news.ts';
import { add, waiting } from './reader-queue.ts';
import { account } from './reader-server.ts';
import { sayFull } from './reader-storage.ts';
import { fieldsOf, KEPT, mayWait } from './reader-waits.ts';

const started = Date.now();

/** Has the worker keep what is read, and says when what is shown is what was kept. */
export function workOffline(): void {
  const { kept } = document.body.dataset;
  const banner = make('p', { className: 'offline', hidden: true });
  banner.setAttribute('role', 'status');
  document.querySelector('#news')?.before(banner);
  let away = kept !== undefined || !navigator.onLine;
  const show = () => {
    const time = new Date(Number(kept) || started).toLocaleString([], {
      dateStyle: 'medium',
      timeStyle: 'short',
    });
    const count = waiting().length;
    banner.textContent = `${away ? 'Offline: as' : 'As'} of ${time}.${count > 0 ? ` ${count} to be sent.` : ''}`;
    banner.hidden = !away && kept === undefined;
  };
  show();
  addEventListener('reader-waiting', show);
  for (const name of ['online', 'offline'])
    addEventListener(name, () => {
      away = name === 'offline';
      show();
    });
  document.addEventListener('submit', keepForm);
  void takeOver().catch(() => {});
  void start();
}

/** A plain form waits as the marks of the list do. */
function keepForm(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const button = event.submitter;
  const path = button?.getAttribute('formaction') ?? form.getAttribute('action') ?? '';
  if (navigator.onLine || event.defaultPrevented || !mayWait(path)) return;
  event.preventDefault();
  add(path, fieldsOf(path, new FormData(form, button)));
  form.closest('details.menu')?.removeAttribute('open');
  showWaiting();
  say(KEPT);
}

/** What the worker could not send is sent with the rest. */
async function takeOver(): Promise<void> {
  const held = await takeHeld(account);
  for (const { path, fields } of held) add(path, fields);
  if (held.length === 0) return;
  showWaiting();
  say(KEPT);
}

async function start(): Promise<void> {
  try {
    navigator.serviceWorker.addEventListener('message', ({ data }) => data === 'full' && sayFull());
    await navigator.serviceWorker.register('/reader/worker.js', { scope: '/reader', updateViaCache: 'none' });
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage('remember');
    if (!navigator.serviceWorker.controller)
      await new Promise(resolve =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      );
  } catch {
    // No worker here, or it may keep nothing: the reader works as without one.
    return;
  }
  addEventListener('reader-news', () => void fetchNews().catch(() => {}));
  if (!navigator.onLine || document.body.dataset['kept'] !== undefined) return;
  // What came before the worker did is fetched once more, for it to keep.
  const files = document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet], script[src]');
  await Promise.all([
    fetch(location.href, { headers: { accept: 'text/html' } }),
    ...[...files].map(file => fetch(file.href || (file.getAttribute('src') ?? ''))),
  ]).catch(() => {});
  if (mayFetchAhead()) await fetchAhead();
}
