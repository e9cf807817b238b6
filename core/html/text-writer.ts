/** Elements that stand on lines of their own; those set to 2 have an empty line around them. */
const BREAKS: Readonly<Record<string, 1 | 2>> = {
  ...each(
    1,
    'address br caption dd div dt figcaption footer header hr li main nav option section summary tr',
  ),
  ...each(2, 'article aside blockquote details dl figure form h1 h2 h3 h4 h5 h6 ol p pre table ul'),
};
/** Elements whose content is not for reading. */
const SKIPPED = new Set(
  'iframe math noembed noframes object script select style svg template textarea title'.split(' '),
);
/** An image that stands for a character: an emoji, or its `:name:`. */
const EMOJI = /^(?::[\w+-]+:|\p{Extended_Pictographic}.{0,12}|\p{Regional_Indicator}{2})$/u;

function each(lines: 1 | 2, names: string): Record<string, 1 | 2> {
  return Object.fromEntries(names.split(' ').map(name => [name, lines]));
}

/** Lays out text from the tags and characters of HTML as they come by. */
export class TextWriter {
  #out = '';
  #breaks = 0;
  #space = false;
  /** A list item has begun and nothing of it is written yet. */
  #item = false;
  #preformatted = 0;
  #tag = '';
  /** The element being skipped, and how many of that name are open. */
  #skipped = '';
  #skippedDepth = 0;

  open(name: string): void {
    this.#tag = name;
    if (this.#skipped !== '') {
      if (name === this.#skipped) this.#skippedDepth++;
    } else if (SKIPPED.has(name)) {
      this.#skipped = name;
      this.#skippedDepth = 1;
    } else {
      this.#break(name);
      if (name === 'li') this.#item = true;
      if (name === 'pre') this.#preformatted++;
      if (name === 'td' || name === 'th') this.#space = true;
    }
  }

  /** The end of an opening tag, with its `alt`; called in the same way for every element. */
  endOpen(alt: string, selfClosing: boolean): void {
    if (this.#skipped === '') {
      if (this.#tag === 'img' && EMOJI.test(alt)) this.text(alt);
    } else if (selfClosing && (this.#tag === 'svg' || this.#tag === 'math')) {
      this.close(this.#tag);
    }
  }

  close(name: string): void {
    if (this.#skipped !== '') {
      if (name === this.#skipped && --this.#skippedDepth === 0) this.#skipped = '';
      return;
    }
    if (name === 'pre' && this.#preformatted > 0) this.#preformatted--;
    if (name === 'li') this.#item = false;
    if (name !== 'br') this.#break(name);
  }

  text(text: string): void {
    if (this.#skipped !== '') return;
    if (this.#preformatted > 0) {
      if (text !== '') this.#write(text);
      return;
    }
    const words = text.replace(/[ \t\n\r\f\u00a0]+/g, ' ');
    const trimmed = words.trim();
    if (trimmed === '') {
      this.#space ||= words !== '';
      return;
    }
    this.#space ||= words.startsWith(' ');
    this.#write(trimmed);
    this.#space = words.endsWith(' ');
  }

  finish(): string {
    return this.#out.trim();
  }

  #break(name: string): void {
    if (this.#item) return;
    const lines = Object.hasOwn(BREAKS, name) ? BREAKS[name]! : 0;
    this.#breaks = name === 'br' ? Math.min(2, this.#breaks + 1) : Math.max(this.#breaks, lines);
  }

  #write(text: string): void {
    if (this.#breaks > 0) this.#out += '\n'.repeat(this.#breaks);
    else if (this.#space) this.#out += ' ';
    if (this.#item) this.#out += '- ';
    this.#breaks = 0;
    this.#space = false;
    this.#item = false;
    this.#out += text;
  }
}
