import { parser } from './lazy.ts';
import { TextWriter } from './text-writer.ts';

/**
 * The words of any HTML, trusted or not: blocks on lines of their own, list items with a dash, white space collapsed
 * except in `pre`, scripts and styles left out. Linear in the length, however deep the nesting, since it keeps no tree.
 */
export function htmlToText(html: string): string {
  const source = html.replaceAll('\0', '').toWellFormed();
  const writer = new TextWriter();
  const { Tokenizer } = parser();
  let attribute = '';
  let value = '';
  let alt = '';
  const tokenizer = new Tokenizer(
    {},
    {
      onopentagname(start, end) {
        alt = '';
        writer.open(source.slice(start, end).toLowerCase());
      },
      onattribname(start, end) {
        attribute = source.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata(start, end) {
        if (attribute === 'alt') value += source.slice(start, end);
      },
      onattribentity(codePoint) {
        if (attribute === 'alt') value += String.fromCodePoint(codePoint);
      },
      onattribend() {
        if (attribute === 'alt') alt = value;
      },
      onopentagend: () => writer.endOpen(alt, false),
      onselfclosingtag: () => writer.endOpen(alt, true),
      onclosetag: (start, end) => writer.close(source.slice(start, end).toLowerCase()),
      ontext: (start, end) => writer.text(source.slice(start, end)),
      ontextentity: codePoint => writer.text(String.fromCodePoint(codePoint)),
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
      isInForeignContext: () => false,
    },
  );
  tokenizer.write(source);
  tokenizer.end();
  return writer.finish();
}

let segmenter: Intl.Segmenter | undefined;

/**
 * The beginning of a text on one line, at most `length` UTF-16 units with the ellipsis. Cuts between words where there
 * are any near the end, and never inside a character as people see it.
 */
export function excerpt(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= length) return line;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const limit = Math.max(0, length - 1);
  const window = line.slice(0, limit + 64);
  const whole = window.slice(0, segmenter.segment(window).containing(limit)?.index ?? limit);
  const space = line[whole.length] === ' ' ? whole.length : whole.lastIndexOf(' ');
  const cut = space > whole.length * 0.6 ? whole.slice(0, space) : whole;
  return `${cut.replace(/[\s,;:.\-–—(]+$/u, '')}…`;
}
