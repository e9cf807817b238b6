/** Puts text in the place of a part of a field, as one step that the browser's own undo takes back, and selects `from`–`to` of it. */
export function replaceText(
  field: HTMLTextAreaElement,
  start: number,
  end: number,
  text: string,
  from = text.length,
  to = from,
): void {
  field.focus();
  field.setSelectionRange(start, end);
  const command = text === '' ? 'delete' : 'insertText';
  // Deprecated, and still the one way that keeps undo: https://w3c.github.io/editing/docs/execCommand/#the-inserttext-command
  if ((start !== end || text !== '') && !document.execCommand(command, false, text)) {
    field.setRangeText(text, start, end, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  field.setSelectionRange(start + from, start + to);
}

/** Puts marks around what is selected, or takes them away when they are there. `fallback` stands between them when nothing is. */
export function toggleAround(field: HTMLTextAreaElement, mark: string, fallback: string): void {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const inside = value.slice(start, end);
  const [before, after] = [value.slice(start - mark.length, start), value.slice(end, end + mark.length)];
  if (before === mark && after === mark) {
    replaceText(field, start - mark.length, end + mark.length, inside, 0, inside.length);
    return;
  }
  const text = inside || fallback;
  replaceText(field, start, end, mark + text + mark, mark.length, mark.length + text.length);
}

/** Makes a link of what is selected; an address that is selected becomes where the link leads. */
export function makeLink(field: HTMLTextAreaElement): void {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const inside = value.slice(start, end);
  if (/^https?:\/\/\S+$/.test(inside)) {
    replaceText(field, start, end, `[](${inside})`, 1, 1);
    return;
  }
  const text = `[${inside}](https://)`;
  replaceText(field, start, end, text, inside.length + 3, text.length - 1);
}

/** Begins every selected line with `mark`, or takes it away when all of them have it. Numbers count. */
export function toggleLines(field: HTMLTextAreaElement, mark: string): void {
  const { value } = field;
  const start = value.lastIndexOf('\n', field.selectionStart - 1) + 1;
  const next = value.indexOf('\n', Math.max(field.selectionEnd - 1, start));
  const end = next === -1 ? value.length : next;
  const lines = value.slice(start, end).split('\n');
  const has = mark === '1. ' ? /^\d+[.)] / : new RegExp(`^${mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
  const all = lines.every(line => has.test(line));
  const made = lines.map((line, index) => {
    if (all) return line.replace(has, '');
    return (mark === '1. ' ? `${index + 1}. ` : mark) + line;
  });
  const text = made.join('\n');
  replaceText(field, start, end, text, lines.length === 1 ? text.length : 0, text.length);
}

/** Turns lines from no heading to the second level, the third and none again. */
export function cycleHeading(field: HTMLTextAreaElement): void {
  const { value } = field;
  const start = value.lastIndexOf('\n', field.selectionStart - 1) + 1;
  const next = value.indexOf('\n', start);
  const end = next === -1 ? value.length : next;
  const [, marks = '', text = ''] = /^(#{0,6}) ?(.*)$/.exec(value.slice(start, end)) ?? [];
  const mark = marks === '' ? '## ' : marks === '##' ? '### ' : '';
  replaceText(field, start, end, mark + text);
}
