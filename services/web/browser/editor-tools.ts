import { cycleHeading, makeLink, toggleAround, toggleLines } from './editor-text.ts';

/** The buttons over the text. One Tab reaches them, arrows go between them (https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/). */
export function startTools(field: HTMLTextAreaElement, chooseFile: () => void): void {
  const bar = document.querySelector<HTMLElement>('.tools');
  if (!bar) return;
  const buttons = [...bar.querySelectorAll<HTMLButtonElement>('button')];
  const commands: Record<string, () => void> = {
    bold: () => toggleAround(field, '**', 'bold'),
    italic: () => toggleAround(field, '*', 'emphasis'),
    link: () => makeLink(field),
    heading: () => cycleHeading(field),
    list: () => toggleLines(field, '- '),
    numbers: () => toggleLines(field, '1. '),
    quote: () => toggleLines(field, '> '),
    code: () => code(field),
    image: chooseFile,
  };
  bar.addEventListener('click', event => {
    const button = (event.target as Element).closest('button');
    commands[button?.dataset['tool'] ?? '']?.();
  });
  // A press of the mouse would take the selection away from the text.
  bar.addEventListener('mousedown', event => event.preventDefault());
  bar.addEventListener('keydown', event => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = buttons[(at + step + buttons.length) % buttons.length]!;
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
    event.preventDefault();
  });
}

/** A block for several lines, a span for less. */
function code(field: HTMLTextAreaElement): void {
  const inside = field.value.slice(field.selectionStart, field.selectionEnd);
  if (inside.includes('\n')) toggleAround(field, '\n```\n', '');
  else toggleAround(field, '`', 'code');
}
