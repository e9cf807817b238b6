import { dropCopy, keepCopy } from './editor-copies.ts';
import { hiddenField, readFields } from './editor-fields.ts';
import type { News } from './editor-news.ts';
import { type Refused, renewToken, send } from './editor-server.ts';

/** Every keystroke is in this browser within the first; the server has it after a pause of the second, or within the third. */
const LOCAL_MS = 200;
const PAUSE_MS = 2500;
const LONGEST_MS = 10_000;
const AGAIN_MS = [3000, 6000, 15_000, 30_000];

interface Saved {
  id: string;
  version?: number;
  copy: number;
  problems: Record<string, string>;
}

export interface Autosave {
  /** Keeps what is written on the server now. */
  now(): Promise<void>;
  /** What was written has become the post: nothing is left to be kept. */
  settled(): Promise<void>;
}

/**
 * Keeps what is written: at once in this browser, soon on the server, where a draft is saved and of any other post a working
 * copy, which is never public. Without a network it goes on in this browser and catches up. One request at a time.
 */
export function startAutosave(form: HTMLFormElement, page: string, news: News): Autosave {
  let edits = 0;
  let kept = 0;
  let failures = 0;
  let stopped = false;
  let running: Promise<void> | undefined;
  let since: number | undefined;
  let localTimer: ReturnType<typeof setTimeout> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const value = (name: string) => hiddenField(form, name).value;

  form.addEventListener('input', () => {
    edits++;
    since ??= Date.now();
    localTimer ??= setTimeout(keepHere, LOCAL_MS);
    if (failures === 0) news.state('Not saved yet');
    plan(Math.max(0, Math.min(PAUSE_MS, since + LONGEST_MS - Date.now())));
  });
  addEventListener('pagehide', () => void keepHere());
  addEventListener('online', () => plan(0));
  addEventListener('offline', offline);
  addEventListener('focus', () => {
    if (failures > 0 && !stopped) plan(0);
  });

  function plan(ms: number): void {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(save, ms);
  }

  async function keepHere(): Promise<void> {
    clearTimeout(localTimer);
    localTimer = undefined;
    if (edits === kept) return;
    const copy = { page, post: value('id'), version: value('version'), key: value('key') };
    try {
      await keepCopy({ ...copy, fields: readFields(form), at: Date.now() });
    } catch {
      news.show(
        'local',
        'This browser keeps nothing on this page, as in a private window. Until the server has it, what you write is only here.',
      );
    }
  }

  function save(): Promise<void> {
    running ??= saveOnce().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function saveOnce(): Promise<void> {
    clearTimeout(timer);
    await keepHere();
    const [title, text] = ['title', 'markdown'].map(
      name => form.querySelector<HTMLTextAreaElement>(`[name=${name}]`)!.value,
    );
    if (edits === kept || (value('id') === '' && `${title}${text}`.trim() === '')) return;
    const sent = edits;
    try {
      take(await send<Saved>('/admin/posts/autosave', form));
      kept = sent;
      failures = 0;
      since = edits === sent ? undefined : Date.now();
      for (const name of ['offline', 'session']) news.hide(name);
      if (edits === sent) await dropCopy(page).catch(() => {});
      else plan(PAUSE_MS);
    } catch (error) {
      await failed(error as Refused);
    }
  }

  function take(saved: Saved): void {
    const fresh = value('id') === '';
    hiddenField(form, 'id').value = saved.id;
    hiddenField(form, 'version').value = String(saved.version ?? '');
    hiddenField(form, 'copy').value = String(saved.copy);
    if (fresh) {
      hiddenField(form, 'status').value = 'draft';
      history.replaceState(null, '', `/admin/posts/${saved.id}`);
    }
    const [problem] = Object.values(saved.problems);
    const public_ = value('status') !== 'draft';
    const time = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    news.state(
      problem
        ? `Saved, except: ${problem}`
        : public_
          ? `Kept ${time}, not public yet`
          : `Draft saved ${time}`,
    );
  }

  async function failed({ status, reason, message, details }: Refused): Promise<void> {
    failures++;
    const again = () => plan(AGAIN_MS[Math.min(failures, AGAIN_MS.length) - 1]!);
    if (status === 401 || status === 403) {
      if (await renewToken(form)) {
        if (failures < AGAIN_MS.length) return plan(0);
        return again();
      }
      news.state('Kept in this browser');
      news.show(
        'session',
        'You are signed out. Everything you write is kept in this browser. Sign in in another window, then come back to this one and go on.',
        {
          'Sign in': () => open('/sign-in?next=/admin', '_blank', 'noopener'),
        },
      );
      return again();
    }
    if (status === 409 && reason === 'changed_since') return conflict(message, details);
    if (status === 404) {
      stopped = true;
      news.state('Kept in this browser');
      news.show(
        'gone',
        'This post was deleted meanwhile. What you wrote is kept in this browser; you can save it as a new post.',
        {
          'Save as a new post': () => asNew(),
        },
      );
      return;
    }
    if (status === 0 || status >= 500 || status === 429) {
      offline();
      return again();
    }
    news.state(`Kept in this browser: ${message}`);
    again();
  }

  function offline(): void {
    news.state('Kept in this browser');
    news.show(
      'offline',
      'The server cannot be reached. Go on writing: it is all kept in this browser, and saved when the connection is back.',
    );
  }

  /** Of a working copy, the other window's is known by its number; of a post, the server shows both versions. */
  function conflict(message: string, details: Readonly<Record<string, unknown>>): void {
    stopped = true;
    news.state('Kept in this browser');
    const go = () => {
      stopped = false;
      news.hide('conflict');
      plan(0);
    };
    if (typeof details['copy'] === 'number')
      news.show('conflict', message, {
        'Keep what is here': () => {
          hiddenField(form, 'copy').value = String(details['copy']);
          go();
        },
        'Load the other': () => void dropCopy(page).then(() => location.reload()),
      });
    else
      news.show('conflict', message, {
        'Compare both versions': () => {
          form.action = '/admin/posts/save';
          form.submit();
        },
      });
  }

  function asNew(): void {
    for (const name of ['id', 'version', 'status', 'published_at']) hiddenField(form, name).value = '';
    hiddenField(form, 'copy').value = '0';
    hiddenField(form, 'key').value = crypto.randomUUID();
    stopped = false;
    news.hide('gone');
    plan(0);
  }

  return {
    async now() {
      edits++;
      await running;
      await save();
    },
    async settled() {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(localTimer);
      kept = edits;
      await dropCopy(page).catch(() => {});
    },
  };
}
