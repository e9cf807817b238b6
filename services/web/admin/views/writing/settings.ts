import { attributes, type Html, html } from '../../../../../core/html/html.ts';
import type { AdminRequest } from '../../admin-page.ts';
import type { PostFields } from '../../writing/post-fields.ts';
import { checkbox, field, select, textArea } from '../fields.ts';
import type { EditorScreen } from './editor.ts';

const KINDS = [
  { value: '', label: 'Article or note' },
  { value: 'photo', label: 'Photo' },
  { value: 'bookmark', label: 'Bookmark' },
  { value: 'reply', label: 'Reply' },
  { value: 'like', label: 'Like' },
  { value: 'repost', label: 'Repost' },
  { value: 'rsvp', label: 'Answer to an invitation' },
  { value: 'page', label: 'Page' },
] as const;

const ANSWERS = [
  { value: '', label: 'Choose …' },
  { value: 'yes', label: 'Going' },
  { value: 'no', label: 'Not going' },
  { value: 'maybe', label: 'Maybe' },
  { value: 'interested', label: 'Interested' },
] as const;

const VISIBILITIES = [
  { value: 'public', label: 'Public' },
  { value: 'unlisted', label: 'Unlisted: for whoever has the address' },
  { value: 'private', label: 'Private: for people who are signed in' },
] as const;

/** All of a post but its title and text. Which fields a kind needs is shown by the style sheet, so that it works without a script. */
export function settings(asked: AdminRequest, screen: EditorScreen): Html {
  const { fields, problems = {}, tags, state } = screen;
  const draft = state.status === undefined || state.status === 'draft';
  const slugHint = draft
    ? 'Made from the title unless you write one.'
    : 'The old address leads to the new one.';
  return html`<h2 class="visually-hidden">Settings</h2>
<div id="alt-check"${attributes({ hidden: problems['alt'] === undefined })}>${checkbox({ label: 'Publish without describing the pictures', name: 'alt_ok', hint: 'Whoever cannot see a picture has its description only.' })}</div>
${select({ label: 'Kind', name: 'kind', value: fields.kind, choices: KINDS, problem: problems['kind'] })}
<fieldset class="for-target"><legend class="visually-hidden">What it is about</legend>
${field({ label: 'Address that it is about', name: 'target_url', type: 'url', value: fields.targetUrl, problem: problems['target_url'], placeholder: 'https://', maxlength: 2000 })}
${field({ label: 'Title there', name: 'target_title', value: fields.targetTitle, maxlength: 500 })}
</fieldset>
<div class="for-rsvp">${select({ label: 'Your answer', name: 'rsvp', value: fields.rsvp, choices: ANSWERS, problem: problems['rsvp'] })}</div>
${photoFields(fields, problems)}
${field({ label: 'Tags', name: 'tags', value: fields.tags, list: 'known-tags', hint: 'With commas between.', problem: problems['tags'], autocomplete: 'off' })}
<datalist id="known-tags">${tags.map(tag => html`<option value="${tag}"></option>`)}</datalist>
<fieldset class="publish-time"><legend class="visually-hidden">When</legend>
${field({ label: 'Publish at', name: 'publish_at', type: 'datetime-local', value: fields.publishAt, problem: problems['publish_at'], hint: html`${draft && 'Empty: when you press Publish.'} <span id="when-words"></span>` })}
${field({ label: 'Time zone', name: 'time_zone', value: fields.timeZone, autocomplete: 'off', maxlength: 60 })}
</fieldset>
${select({ label: 'Who can see it', name: 'visibility', value: fields.visibility, choices: VISIBILITIES })}
${field({ label: 'Address', name: 'slug', value: fields.slug, maxlength: 200, hint: slugHint, problem: problems['slug'], autocomplete: 'off' })}
${textArea({ label: 'Summary', name: 'summary', value: fields.summary, rows: 3, maxlength: 1000, hint: 'For lists and feeds; the first paragraph unless you write one.', problem: problems['summary'] })}
<details class="fold more"><summary>More</summary><div class="stack">
${field({ label: 'Series', name: 'series', value: fields.series, maxlength: 200, problem: problems['series'] })}
${field({ label: 'Language', name: 'language', value: fields.language, maxlength: 35, placeholder: asked.frame.site.language, hint: 'A tag such as en, de or nb-NO.', problem: problems['language'] })}
${field({ label: 'First published at', name: 'canonical', type: 'url', value: fields.canonical, maxlength: 2000, hint: 'For search engines, when it stood elsewhere first.', problem: problems['canonical'] })}
${checkbox({ label: 'Pinned at the top of the home page', name: 'pinned', checked: fields.pinned })}
</div></details>`;
}

const SPARE_PHOTOS = 2;

function photoFields({ photos }: PostFields, problems: Readonly<Record<string, string>>): Html {
  const rows = [...photos, ...Array.from({ length: SPARE_PHOTOS }, () => ({ src: '', alt: '' }))];
  return html`<fieldset${attributes({ class: photos.length > 0 ? 'photo-fields' : 'photo-fields for-photo' })}><legend>Pictures</legend>
<p class="hint without-script">Keep pictures under <a href="/admin/media">Media</a> and put their addresses here.</p>
<p class="with-script"><button class="small" type="button" id="add-photo">Add a picture</button> <span class="hint">or drop some here.</span></p>
${problems['photo_0_src'] && html`<p class="problem">${problems['photo_0_src']}</p>`}
${rows.map(
  (
    { src, alt },
    index,
  ) => html`<div class="photo-field">${field({ label: `Picture ${index + 1}`, name: `photo_${index}_src`, value: src, maxlength: 2000 })}
${field({ label: `What picture ${index + 1} shows`, name: `photo_${index}_alt`, value: alt, maxlength: 2000 })}</div>`,
)}</fieldset>`;
}
