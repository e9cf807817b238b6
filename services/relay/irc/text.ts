/** Everything that is no text to IRC: line ends, NUL, CTCP's mark, colours and the other controls. */
const CONTROLS = /[\x00-\x1f\x7f\x80-\x9f\u2028\u2029]+/g;

/** The colour and style codes of mIRC and its followers (https://modern.ircdocs.horse/formatting). */
const STYLES =
  /\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[0-9a-f]{6}(?:,[0-9a-f]{6})?)?|[\x02\x0f\x11\x16\x1d-\x1f]/gi;

/** The lines of a text, each safe to put in an IRC line: nothing in them can end it and begin a command. */
export function toLines(text: string): string[] {
  return text
    .toWellFormed()
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map(line => line.replace(CONTROLS, ' ').trim())
    .filter(line => line !== '');
}

/** What a person said, without colours, styles and other controls. */
export function plainText(line: string): string {
  return line.replace(STYLES, '').replace(CONTROLS, ' ').trim();
}
