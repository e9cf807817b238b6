const SHOWN_MS = 8_000;
let timer: number | undefined;

/** Says what was done, for a while, with a link or a button that takes it back. */
export function say(
  text: string,
  link?: { readonly label: string; readonly path: string },
  undo?: () => void,
): void {
  const place = document.querySelector('#news')!;
  const notice = make('div', { className: 'notice passing' });
  const words = make('p', { textContent: text });
  if (link) words.append(' ', make('a', { href: link.path, textContent: link.label }));
  notice.append(words);
  const end = () => notice.remove();
  if (undo) {
    const button = make('button', { type: 'button', className: 'small', textContent: 'Undo' });
    button.addEventListener('click', () => {
      end();
      undo();
    });
    notice.append(button);
  }
  place.replaceChildren(notice);
  clearTimeout(timer);
  timer = setTimeout(end, SHOWN_MS);
}

export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]>,
): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(name), properties);
}
