import { parser } from '../../../core/html/lazy.ts';

const REFERENCE = /&(?:#(\d{1,7}|x[\da-f]{1,6})|([a-z][a-z\d]{1,31}));/gi;
/** What numbers from 128 to 159 mean to those who write them: windows-1252, as in HTML. */
const WESTERN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const named = new Map<string, string>([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Text with its references resolved: those of XML, numbers, and the names of HTML, which feeds use without declaring them.
 * A bare `&` and names that nobody knows stay as they are; entities of a DTD are not known.
 */
export function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(REFERENCE, resolve) : text;
}

function resolve(whole: string, number: string | undefined, name: string): string {
  if (number === undefined) return named.get(name) ?? lookUp(whole, name);
  const code = /^x/i.test(number) ? Number.parseInt(number.slice(1), 16) : Number(number);
  if (code >= 0x80 && code <= 0x9f) return WESTERN[code - 0x80]!;
  const forbidden = code > 0x10ffff || (code < 0x20 && code !== 9 && code !== 10 && code !== 13);
  return forbidden ? '' : String.fromCodePoint(code);
}

/** Asks the HTML tokenizer, which has all 2,231 names; what it knows is kept. */
function lookUp(whole: string, name: string): string {
  let text = '';
  let rest = '';
  const nothing = () => {};
  const { Tokenizer } = parser();
  const tokenizer = new Tokenizer(
    {},
    {
      ontextentity: codePoint => (text += String.fromCodePoint(codePoint)),
      ontext: (start, end) => (rest += whole.slice(start, end)),
      onattribdata: nothing,
      onattribentity: nothing,
      onattribend: nothing,
      onattribname: nothing,
      oncdata: nothing,
      onclosetag: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onopentagend: nothing,
      onopentagname: nothing,
      onprocessinginstruction: nothing,
      onselfclosingtag: nothing,
    },
  );
  tokenizer.write(whole);
  tokenizer.end();
  // `&notit;` begins with the old name `&not`, which HTML takes without its semicolon: that is not what was meant.
  if (text === '' || rest !== '') return whole;
  named.set(name, text);
  return text;
}
