import { makeLink, replaceText, toggleAround } from './editor-text.ts';

const ITEM = /^(\s*)(?:([-*+])( \[[ xX]\])?|(\d{1,9})([.)])|(>)) (.*)$/;
const INDENT = '  ';

export interface KeyActions {
  /** Keeps what is written, without publishing. */
  save(): void;
  /** The button that publishes or updates. */
  submit(): void;
}

/**
 * The keys of the text: Ctrl or Cmd with B, I, K, S and Enter, lists that go on by themselves, Tab for their depth. Tab leaves
 * the field after Escape, so that nobody is caught in it (WCAG 2.1.2).
 */
export function listenToKeys(field: HTMLTextAreaElement, form: HTMLFormElement, actions: KeyActions): void {
  let leaving = false;
  form.addEventListener('keydown', event => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    const key = event.key.toLowerCase();
    if (key === 's') actions.save();
    else if (key === 'enter') actions.submit();
    else return;
    event.preventDefault();
  });
  field.addEventListener('blur', () => {
    leaving = false;
  });
  field.addEventListener('keydown', event => {
    if (event.isComposing) return;
    if (event.key === 'Tab') {
      if (leaving || event.ctrlKey || event.altKey || event.metaKey) return;
      if (indent(field, event.shiftKey)) event.preventDefault();
      return;
    }
    leaving = event.key === 'Escape' || (leaving && event.key === 'Shift');
    if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      if (continueList(field)) event.preventDefault();
      return;
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const key = event.key.toLowerCase();
    if (key === 'b') toggleAround(field, '**', 'bold');
    else if (key === 'i') toggleAround(field, '*', 'emphasis');
    else if (key === 'k') makeLink(field);
    else return;
    event.preventDefault();
  });
}

/** In a list, or with several lines selected, changes the depth. False elsewhere, where Tab goes on to the next field. */
function indent(field: HTMLTextAreaElement, back: boolean): boolean {
  const { value, selectionStart, selectionEnd } = field;
  const start = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const next = value.indexOf('\n', selectionEnd);
  const end = next === -1 ? value.length : next;
  const lines = value.slice(start, end).split('\n');
  if (lines.length === 1 && !ITEM.test(lines[0]!)) return false;
  const made = lines.map(line => (back ? line.replace(/^ {1,2}/, '') : line === '' ? line : INDENT + line));
  const text = made.join('\n');
  if (lines.length > 1) replaceText(field, start, end, text, 0, text.length);
  else {
    const moved = Math.max(0, selectionStart - start + text.length - lines[0]!.length);
    replaceText(field, start, end, text, moved, moved);
  }
  return true;
}

/** Begins the next item of a list; Enter on an empty item ends the list. */
function continueList(field: HTMLTextAreaElement): boolean {
  const { value, selectionStart: at, selectionEnd } = field;
  if (at !== selectionEnd) return false;
  const start = value.lastIndexOf('\n', at - 1) + 1;
  const [, space = '', bullet, task, number, dot, quote, text] = ITEM.exec(value.slice(start, at)) ?? [];
  if (text === undefined) return false;
  if (text.trim() === '') replaceText(field, start, at, '');
  else {
    const mark = number === undefined ? (bullet ?? quote) : `${Number(number) + 1}${dot}`;
    replaceText(field, at, at, `\n${space}${mark}${task === undefined ? '' : ' [ ]'} `);
  }
  return true;
}
