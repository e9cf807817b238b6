import { type Html, html } from '../../../../../core/html/html.ts';
import { type ListQuery, listPath } from '../../writing/list-query.ts';
import { field, select } from '../fields.ts';

const ACTIONS = [
  { value: '', label: 'Choose …' },
  { value: 'publish', label: 'Publish' },
  { value: 'draft', label: 'Back to draft' },
  { value: 'addTag', label: 'Add the tag' },
  { value: 'removeTag', label: 'Take the tag away' },
  { value: 'public', label: 'Make public' },
  { value: 'unlisted', label: 'Make unlisted' },
  { value: 'private', label: 'Make private' },
  { value: 'delete', label: 'Delete' },
] as const;

/** What is done to the posts that are ticked. Where a tag is needed is shown by the style sheet. */
export function bulkBar(query: ListQuery): Html {
  return html`<div class="toolbar"><input type="hidden" name="back" value="${listPath(query)}">
<label class="check-all with-script"><input type="checkbox" id="check-all"> All</label>
<span id="checked-count" class="hint" role="status"></span>
${select({ label: 'With the ticked posts', name: 'action', choices: ACTIONS, value: '' })}
<div class="for-tag">${field({ label: 'Tag', name: 'tag', form: 'bulk', maxlength: 100, autocomplete: 'off' })}</div>
<button type="submit">Do it</button></div>`;
}
