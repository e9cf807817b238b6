import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { AdminRequest } from '../admin-page.ts';
import { postForm } from './parts.ts';

/** The box before an item of a list that is a form. */
export function tick(name: string, of: string): Html {
  return html`<input${attributes({ type: 'checkbox', name, 'aria-label': `Choose ${of}` })}>`;
}

/**
 * A list as a form, with the button that does one thing to what is ticked below it; the script adds a box for all and says how
 * many are. Enter in a box does nothing: it would press the first button, which is that of the first row.
 */
export function tickForm(asked: AdminRequest, action: string, list: Html, button: string): Html {
  return postForm(
    asked,
    action,
    html`<button type="submit" disabled hidden></button>${list}<div class="toolbar"><label class="check-all with-script"><input type="checkbox" id="check-all"> All</label>
<span id="checked-count" class="hint" role="status"></span>
<button type="submit">${button}</button></div>`,
    'bulk',
  );
}
