const SPECIAL = /[&<>"']/;

/**
 * Text made safe for HTML text and for a quoted attribute value. Most text holds nothing to escape,
 * so that a single test decides, and only the rest pays.
 */
export function escapeHtml(text: string): string {
  const first = text.search(SPECIAL);
  if (first === -1) return text;
  let escaped = '';
  let from = 0;
  for (let at = first; at < text.length; at++) {
    const entity = ENTITIES[text.charCodeAt(at)];
    if (entity === undefined) continue;
    escaped += text.slice(from, at) + entity;
    from = at + 1;
  }
  return escaped + text.slice(from);
}

/** Markup made safe inside a quoted attribute value: its entities stay, and its quotes no longer end the value. */
export function escapeQuotes(markup: string): string {
  return markup.replaceAll('"', '&quot;').replaceAll("'", '&#39;').replaceAll('<', '&lt;');
}

/** Indexed by character code, which is quicker here than a Map. */
const ENTITIES: readonly (string | undefined)[] = Object.assign(new Array<string | undefined>(63), {
  34: '&quot;',
  38: '&amp;',
  39: '&#39;',
  60: '&lt;',
  62: '&gt;',
});
