/** What the screen has to say: a word beside the buttons, and news over the text with what to do about them. */
export interface News {
  state(text: string): void;
  show(name: string, text: string, actions?: Readonly<Record<string, () => void>>): void;
  hide(name: string): void;
}

export function startNews(): News {
  const line = document.querySelector<HTMLElement>('#editor-state')!;
  const place = document.querySelector<HTMLElement>('#editor-news')!;
  const shown = new Map<string, HTMLElement>();
  const news: News = {
    state(text) {
      if (line.textContent !== text) line.textContent = text;
    },
    show(name, text, actions = {}) {
      const key = shown.get(name);
      if (key?.dataset['text'] === text) return;
      news.hide(name);
      const box = document.createElement('div');
      box.className = 'notice warn';
      box.dataset['text'] = text;
      box.setAttribute('role', 'alert');
      const words = document.createElement('p');
      words.textContent = text;
      const buttons = document.createElement('p');
      buttons.className = 'buttons';
      for (const [label, act] of Object.entries(actions)) {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'small';
        button.textContent = label;
        button.addEventListener('click', act);
        buttons.append(button);
      }
      box.append(words, ...(buttons.childElementCount > 0 ? [buttons] : []));
      place.append(box);
      shown.set(name, box);
    },
    hide(name) {
      shown.get(name)?.remove();
      shown.delete(name);
    },
  };
  return news;
}
