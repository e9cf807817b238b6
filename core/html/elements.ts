import { parser } from './lazy.ts';

/** Called for each start tag with its name and attributes, both in lower case; of a repeated attribute the first counts. */
export type Visit = (name: string, attributes: Readonly<Record<string, string>>) => void;

/**
 * The elements of any HTML, trusted or not, in their order, without a tree: linear in the length, however they are nested.
 * What stands in comments, scripts, styles, titles and text areas is text.
 */
export function visitElements(html: string, visit: Visit): void {
  const { Tokenizer } = parser();
  let name = '';
  let attribute = '';
  let value = '';
  let attributes: Record<string, string> = {};
  const end = () => visit(name, attributes);
  const tokenizer = new Tokenizer(
    {},
    {
      onopentagname(start, end) {
        name = html.slice(start, end).toLowerCase();
        attributes = Object.create(null);
      },
      onattribname(start, end) {
        attribute = html.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata(start, end) {
        value += html.slice(start, end);
      },
      onattribentity(codePoint) {
        value += String.fromCodePoint(codePoint);
      },
      onattribend() {
        attributes[attribute] ??= value;
      },
      onopentagend: end,
      onselfclosingtag: end,
      onclosetag() {},
      ontext() {},
      ontextentity() {},
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
      isInForeignContext: () => false,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}
