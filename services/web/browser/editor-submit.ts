import type { Autosave } from './editor-autosave.ts';
import type { News } from './editor-news.ts';
import { type Refused, renewToken, send } from './editor-server.ts';

/**
 * Sends the form without leaving the page, so that no answer, a lost network or an ended session, takes the text away.
 * Gives what presses the button of Ctrl+Enter.
 */
export function startSubmit(form: HTMLFormElement, autosave: Autosave, news: News): () => void {
  const main = form.querySelector<HTMLButtonElement>('.editor-bar .primary');
  let sending = false;

  form.addEventListener('submit', event => {
    const button = event.submitter as HTMLButtonElement | null;
    if (button?.hasAttribute('formaction')) return;
    event.preventDefault();
    if (!sending) void save(button?.value || 'save');
  });

  async function save(intent: string, again = true): Promise<void> {
    sending = true;
    for (const name of ['save', 'conflict']) news.hide(name);
    news.state('Saving …');
    try {
      const { location: next } = await send<{ location: string }>('/admin/posts/save', form, { do: intent });
      await autosave.settled();
      location.assign(next);
    } catch (error) {
      sending = false;
      const refused = error as Refused;
      if (again && (refused.status === 401 || refused.status === 403) && (await renewToken(form)))
        return save(intent, false);
      explain(refused, intent);
    }
  }

  function explain({ status, reason, field, message }: Refused, intent: string): void {
    news.state('Not saved');
    // The page that shows both versions is the answer to the plain form.
    if (status === 409 && reason === 'changed_since') {
      sendPlain(intent);
      return;
    }
    const text =
      status === 0
        ? 'The server cannot be reached. What you wrote is kept in this browser; try again when the connection is back.'
        : status === 401
          ? 'You are signed out. What you wrote is kept in this browser: sign in in another window, then press the button again.'
          : message;
    news.show(
      'save',
      text,
      status === 401 ? { 'Sign in': () => void open('/sign-in?next=/admin', '_blank', 'noopener') } : {},
    );
    if (reason === 'alt_missing') document.querySelector<HTMLElement>('#alt-check')!.hidden = false;
    const names: Record<string, string> = { alt: 'alt_ok', target: 'target_url', photos: 'photo_0_src' };
    form.querySelector<HTMLElement>(`[name="${names[field ?? ''] ?? field}"]`)?.focus();
  }

  function sendPlain(intent: string): void {
    const hidden = document.createElement('input');
    Object.assign(hidden, { type: 'hidden', name: 'do', value: intent });
    form.append(hidden);
    form.submit();
  }

  return () => main?.click();
}
