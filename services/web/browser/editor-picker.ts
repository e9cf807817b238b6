import { answer } from './editor-server.ts';

/** A file that is kept on the site. */
export interface Picked {
  path: string;
  name: string;
  type: string;
  alt: string;
  thumbnail?: string;
}

const PAUSE_MS = 250;

export interface PickerOptions {
  /** Pictures alone. */
  readonly pictures?: boolean;
  pick(file: Picked): void;
  /** Opens the file chooser. */
  upload(): void;
}

/** A dialog with the files that are kept already, newest first, a page at a time. */
export function createPicker({ pictures = false, pick, upload }: PickerOptions): { open(): void } {
  const dialog = document.createElement('dialog');
  dialog.className = 'picker';
  dialog.setAttribute('aria-label', 'Pictures and files');
  const search = Object.assign(document.createElement('input'), {
    type: 'search',
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
  let next: string | undefined;
  const more = Object.assign(document.createElement('button'), {
    type: 'button',
    textContent: 'Older files',
    hidden: true,
  });
  more.addEventListener('click', () => void show(next));
  dialog.append(head, word, list, more);
  document.body.append(dialog);

  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void show(), PAUSE_MS);
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

  /** The newest files that are asked for, or those after a page. */
  async function show(cursor?: string): Promise<void> {
    const mine = ++asked;
    const query = new URLSearchParams({
      limit: '60',
      ...(pictures ? { kind: 'image' } : {}),
      ...(cursor === undefined ? {} : { cursor }),
      ...(search.value.trim() ? { query: search.value.trim() } : {}),
    });
    try {
      const page = await answer<{ media: Picked[]; next?: string }>(
        fetch(`/api/v1/media?${query}`, { headers: { accept: 'application/json' } }),
      );
      if (mine !== asked) return;
      const tiles = page.media.map(tile);
      word.textContent = cursor === undefined && tiles.length === 0 ? 'No file is that.' : '';
      if (cursor === undefined) list.replaceChildren(...tiles);
      else {
        list.append(...tiles);
        tiles[0]?.querySelector('button')?.focus();
      }
      next = page.next;
      more.hidden = next === undefined;
    } catch (error) {
      word.textContent = (error as Error).message;
    }
  }

  function tile(media: Picked): HTMLLIElement {
    const picture = media.type.startsWith('image/');
    const made = button('', '', () => pick(media));
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
