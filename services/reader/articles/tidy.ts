import { escapeHtml } from '../../../core/html/escape.ts';
import { parser } from '../../../core/html/lazy.ts';

/** Elements that say nothing to who looks for the text, and go with all that they hold. */
const DROPPED = new Set('applet canvas embed frameset math object script style svg template'.split(' '));
const OF_HEAD = new Set(['base', 'link', 'meta', 'title']);
const STRUCTURE = new Set(['html', 'head', 'body']);
const VOID = new Set('area base br col hr img input link meta param source track wbr'.split(' '));
/** What no page for reading has more of: elements, levels of nesting, characters, and those of one attribute. */
const MOST = { elements: 40_000, depth: 150, characters: 2_000_000, attribute: 8_000 };

/**
 * A page as any server sends it as one that a strict reader of documents can take: well-formed, with one head and one body,
 * without scripts, and cut off where it is larger or deeper than anything for reading. Linear in the length.
 */
export function tidy(html: string): string {
  const { Parser } = parser();
  let head = '';
  let body = '';
  let elements = 0;
  /** End tags of the elements that are open; empty for those that are not written or have none. */
  const open: string[] = [];
  /** How many elements were open at the one that is being left out with all that it holds. */
  let skipped = 0;
  /** The first title is that of the page. */
  let title: 'before' | 'in' | 'after' = 'before';
  let titleText = '';

  function write(name: string, attributes: Readonly<Record<string, string>>): string {
    if (DROPPED.has(name)) skipped = open.length + 1;
    else if (name === 'title') title = title === 'before' ? 'in' : 'after';
    else if (OF_HEAD.has(name)) head += startTag(name, attributes);
    else if (!STRUCTURE.has(name) && open.length < MOST.depth && NAME.test(name)) {
      body += startTag(name, attributes);
      return VOID.has(name) ? '' : `</${name}>`;
    }
    return '';
  }

  const reader = new Parser({
    onopentag(name, attributes) {
      open.push(skipped > 0 ? '' : write(name, attributes));
      if (++elements > MOST.elements || head.length + body.length > MOST.characters) reader.pause();
    },
    onclosetag(name) {
      if (skipped === open.length) skipped = 0;
      body += open.pop() ?? '';
      if (name === 'title' && title === 'in') title = 'after';
    },
    ontext(text) {
      if (skipped > 0) return;
      if (title === 'in') titleText += text;
      else body += escapeHtml(text);
    },
  });
  reader.write(html);
  reader.end();
  head += `<title>${escapeHtml(titleText.slice(0, 1_000).toWellFormed())}</title>`;
  return `<!doctype html><html><head>${head}</head><body>${body}${open.reverse().join('')}</body></html>`;
}

const NAME = /^[a-z][a-z0-9:_.-]*$/;

function startTag(name: string, attributes: Readonly<Record<string, string>>): string {
  let tag = `<${name}`;
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!NAME.test(attribute) || attribute.startsWith('on') || value.length > MOST.attribute) continue;
    // Of styles only what hides something matters.
    if (attribute === 'style' && !/display|visibility/i.test(value)) continue;
    tag += ` ${attribute}="${escapeHtml(value)}"`;
  }
  return `${tag}>`;
}
