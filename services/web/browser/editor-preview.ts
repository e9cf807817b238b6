import { send } from './editor-server.ts';

const PAUSE_MS = 350;

/** Write, both, or preview: the server renders what the page will show, shortly after each pause. */
export function startPreview(form: HTMLFormElement, text: HTMLTextAreaElement): void {
  const pane = document.querySelector<HTMLElement>('#editor-preview')!;
  const language = form.querySelector<HTMLInputElement>('[name=language]')!;
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('.editor-modes [data-mode]')];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  let shown: string | undefined;

  for (const button of buttons)
    button.addEventListener('click', () => {
      const mode = button.dataset['mode']!;
      form.dataset['mode'] = mode;
      pane.hidden = mode === 'write';
      for (const one of buttons) one.setAttribute('aria-pressed', String(one === button));
      void render();
    });
  form.addEventListener('input', event => {
    const { target } = event;
    if (pane.hidden || !(target instanceof HTMLTextAreaElement || target === language)) return;
    clearTimeout(timer);
    timer = setTimeout(render, PAUSE_MS);
  });
  text.addEventListener('scroll', follow);
  addEventListener('scroll', follow, { passive: true });

  async function render(): Promise<void> {
    const title = form.querySelector<HTMLTextAreaElement>('[name=title]')!;
    const now = `${title.value}\0${language.value}\0${text.value}`;
    if (pane.hidden || now === shown) return;
    asking?.abort();
    asking = new AbortController();
    try {
      const { html } = await send<{ html: string }>('/admin/posts/preview', form, {}, asking.signal);
      // The owner's own Markdown, rendered by the server; the page's policy runs no script of it.
      pane.replaceChildren(document.createRange().createContextualFragment(html));
      shown = now;
    } catch (error) {
      if (error instanceof DOMException) return;
      pane.dataset['problem'] = (error as Error).message;
    }
  }

  /** As far down as the text is. */
  function follow(): void {
    if (form.dataset['mode'] !== 'both') return;
    const box = text.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, -box.top / Math.max(1, box.height - innerHeight)));
    pane.scrollTop = share * (pane.scrollHeight - pane.clientHeight);
  }
}
