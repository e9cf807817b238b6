import { excerpt, htmlToText } from '../../../core/html/text.ts';

/** Characters of a summary in lists, and of what a feed gives for one that are looked at. */
const LENGTH = 300;
const LOOK = 5000;
/** By how many letters a summary is known for the beginning of the text, as programs make them. */
const SAME = 40;
/** What WordPress puts at the end of every summary. */
const FOOTER = /\s*The post .{1,500} (?:appeared first on|first appeared on) .{1,300}\.?\s*$/s;

/** What a list says of an item: its author's own summary, or the beginning of what it says (plain text). */
export function summaryOf(text: string, summaryHtml: string | undefined): string {
  const own = summaryHtml && htmlToText(summaryHtml.slice(0, LOOK)).replace(FOOTER, '').trim();
  if (!own || letters(text).startsWith(letters(own).slice(0, SAME))) return excerpt(text, LENGTH);
  return excerpt(own, LENGTH);
}

/** The first letters and digits alone, since programs put other signs and spaces between them. */
function letters(text: string): string {
  return text
    .slice(0, LOOK)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
