const ADDRESS = /https?:\/\/[^\s<>"]+/g;

/** Signs that Markdown would read as its own, anywhere or at the start of a line. */
const ANYWHERE = /[\\`*_[\]<>~|!$&]/g;
const AT_START = /^(\s*)([#>+-]|\d+[.)])/;

/** A text in which nothing is meant as Markdown, so that it is shown as it was written; addresses stay links. */
export function plainToMarkdown(text: string): string {
  return text.split('\n').map(escapeLine).join('  \n');
}

function escapeLine(line: string): string {
  let escaped = '';
  let from = 0;
  for (const { 0: address, index } of line.matchAll(ADDRESS)) {
    escaped += escapeWords(line.slice(from, index)) + address;
    from = index + address.length;
  }
  escaped += escapeWords(line.slice(from));
  return escaped
    .trimStart()
    .replace(AT_START, (_, space, sign: string) => `${space}${sign.slice(0, -1)}\\${sign.at(-1)}`);
}

function escapeWords(words: string): string {
  return words.replace(ANYWHERE, '\\$&');
}
