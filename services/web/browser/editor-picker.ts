import { answer } from './editor-server.ts';

interface Media {
  path: string;
  name: string;
  type: string;
  alt: string;
  thumbnail?: string;
}

const PAUSE_MS = 250;

/** A dialog with the files that are kept already; `pick` gets the chosen one's Markdown, `upload` opens the file chooser. */
export function createPicker(pick: (markdown: string) => void, upload: () => void): { open(): void } {
  const dialog = document.createElement('dialog');
  dialog.className = 'picker';
  dialog.setAttribute('aria-label', 'Pictures and files');
  const search = Object.assign(document.createElement('input'), {
    type: 'search',
    id: 'media-search',
    placeholder: 'Search names and descriptions',
  });
  search.setAttribute('aria-label', 'Search names and descriptions');
  const list = Object.assign(document.createElement('ul'), { className: 'media-grid' });
  const word = document.createElement('p');
  word.className = 'hint';
  word.setAttribute('role', 'status');
  const head = document.createElement('div');
  head.className = 'picker-head';
  head.append(
    search,
    button('Upload files', 'primary', upload),
    button('Close', '', () => undefined),
  );
  dialog.append(head, word, list);
  document.body.append(dialog);

  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE_MS);
  });

  function button(label: string, className: string, act: () => void): HTMLButtonElement {
    const made = Object.assign(document.createElement('button'), {
      type: 'button',
      className,
      textContent: label,
    });
    made.addEventListener('click', () => {
      dialog.close();
      act();
    });
    return made;
  }

  async function show(): Promise<void> {
    const mine = ++asked;
    const query = new URLSearchParams({
      limit: '60',
      ...(search.value.trim() ? { query: search.value.trim() } : {}),
    });
    try {
      const { media } = await answer<{ media: Media[] }>(
        fetch(`/api/v1/media?${query}`, { headers: { accept: 'application/json' } }),
      );
      if (mine !== asked) return;
      word.textContent = media.length === 0 ? 'No file is that.' : '';
      list.replaceChildren(...media.map(tile));
    } catch (error) {
      word.textContent = (error as Error).message;
    }
  }

  function tile(media: Media): HTMLLIElement {
    const picture = media.type.startsWith('image/');
    const made = button('', '', () =>
      pick(
        picture ? `![${inBrackets(media.alt)}](${media.path})` : `[${inBrackets(media.name)}](${media.path})`,
      ),
    );
    const frame = Object.assign(document.createElement('span'), { className: 'frame' });
    if (picture)
      frame.append(
        Object.assign(document.createElement('img'), {
          src: media.thumbnail ?? media.path,
          alt: media.alt,
          loading: 'lazy',
        }),
      );
    else
      frame.append(
        Object.assign(document.createElement('span'), {
          className: 'file-type',
          textContent: media.path.split('.').at(-1),
        }),
      );
    made.append(
      frame,
      Object.assign(document.createElement('span'), { className: 'name', textContent: media.name }),
    );
    const item = document.createElement('li');
    item.append(made);
    return item;
  }

  return {
    open() {
      dialog.showModal();
      void show();
    },
  };
}

/** Text between the brackets of a link or a picture. */
function inBrackets(text: string): string {
  return text.replace(/[[\]\\]/g, '\\$&').replace(/\s+/g, ' ');
}
