/** Everything that is no text to IRC: line ends, NUL, CTCP's mark, colours and the other controls. */
const CONTROLS = /[\x00-\x1f\x7f\x80-\x9f\u2028\u2029]+/g;

/** The same without colours and styles. */
const OTHER_CONTROLS = /[\x00\x01\x05-\x0e\x10\x12-\x15\x17-\x1c\x7f\x80-\x9f\u2028\u2029]+/g;

/** The colour and style codes of mIRC and its followers (https://modern.ircdocs.horse/formatting). */
const STYLES =
  /\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[0-9a-f]{6}(?:,[0-9a-f]{6})?)?|[\x02\x0f\x11\x16\x1d-\x1f]/gi;

/**
 * The lines of a text, each safe to put in an IRC line: nothing in them can end it and begin a command. `keepStyles` leaves
 * IRC's own colours and styles in.
 */
export function toLines(text: string, keepStyles = false): string[] {
  return text
    .toWellFormed()
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map(line => line.replace(keepStyles ? OTHER_CONTROLS : CONTROLS, ' ').trim())
    .filter(line => line !== '');
}

/** https://ircv3.net/specs/extensions/message-tags#escaping-values */
export function tagValue(value: string): string {
  const escapes: Record<string, string> = { ';': '\\:', ' ': '\\s', '\\': '\\\\', '\r': '\\r', '\n': '\\n' };
  return value.replace(/[; \\\r\n]/g, sign => escapes[sign]!);
}

/** What a person said, without colours, styles and other controls; lines stay lines. */
export function plainText(text: string): string {
  return toLines(text.replace(STYLES, '')).join('\n');
}

/** Whether there are colours or styles in it. */
export function isStyled(text: string): boolean {
  return text.replace(STYLES, '') !== text;
}
