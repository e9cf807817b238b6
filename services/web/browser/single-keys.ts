/** Where it is kept that single letters are no keys: for the reader as for the admin screens (WCAG 2.1.4). */
export const KEYS_OFF = 'croft-keys-off';
const AFTER_G_MS = 1500;
const TYPED_IN = 'input, textarea, select, audio, video, [contenteditable], dialog[open]';

/** Whether a key is for a field, a player or a dialog. Of a dialog that was just closed, a field still has the focus for a moment. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest<HTMLElement>(TYPED_IN)?.checkVisibility() === true;
}

/**
 * Gives of each key that is pressed its letter, in lower case, and whether it came right after G, which says where to go.
 * Nothing with Ctrl and its like, and nothing where single letters are turned off.
 */
export function letterKeys(): (event: KeyboardEvent) => { key: string; afterG: boolean } | undefined {
  let g: number | undefined;
  return event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
    if (localStorage.getItem(KEYS_OFF) !== null) return undefined;
    const key = event.key.toLowerCase();
    const afterG = g !== undefined && event.timeStamp - g < AFTER_G_MS;
    g = key === 'g' ? event.timeStamp : undefined;
    return { key, afterG };
  };
}
