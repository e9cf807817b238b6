import { type Html, html } from '../../../../../core/html/html.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { checkbox, field, select, textArea } from '../fields.ts';
import { pageHead, postForm } from '../parts.ts';
import { BOT_PATH, roomPath } from './bot-tabs.ts';

/** The fields of the form, by their names, as they were set or sent. */
export type RulesForm = Readonly<Record<string, string | undefined>>;

/** Steps that the form has place for. */
export const STEPS = 5;

const ACTS = [
  { value: '', label: 'nothing more' },
  { value: 'warn', label: 'a warning' },
  { value: 'delete', label: 'the message is deleted' },
  { value: 'timeout', label: 'a time-out' },
  { value: 'ban', label: 'a ban' },
];
const NTH = ['first', 'second', 'third', 'fourth', 'fifth'];

/** The rules of one room. */
export function rulesView(asked: AdminRequest, id: string, form: RulesForm, problem?: string): Html {
  const fields = html`<input type="hidden" name="id" value="${id}">
${checkbox({ label: 'Moderate this room by these rules', name: 'on', checked: form['on'] !== undefined })}
<section class="panel"><h2>What is said</h2><div class="form">
${textArea({ label: 'Words that are not said', name: 'words', value: form['words'], rows: 6, hint: html`One on a line: <code>word</code>, <code>two words</code>, <code>spam*</code>, or <code>/pattern/</code>. Words are found however they are spelled: with accents, letters of other alphabets, dots and spaces between.` })}
${select({
  label: 'Who may post links',
  name: 'links',
  value: form['links'],
  choices: [
    { value: 'everyone', label: 'Everyone' },
    { value: 'members', label: 'People with an account' },
    { value: 'nobody', label: 'Nobody without a permit' },
  ],
})}
${textArea({ label: 'Sites that anybody may link to', name: 'domains', value: form['domains'], rows: 3, hint: 'One on a line, such as example.org, with all below it.' })}
</div></section>
<section class="panel"><h2>How it is said</h2><div class="form"><p class="hint">What is empty is not looked at.</p><div class="row">
${number('Capitals, percent', 'caps', form)}${number('Signs, percent', 'symbols', form)}${number('Emoji in a message', 'emotes', form)}${number('Characters of a message', 'length', form)}
</div></div></section>
<section class="panel"><h2>How often</h2><div class="form"><div class="row">
${number('Messages of one person', 'floodLines', form)}${number('within seconds', 'floodSeconds', form)}${number('The same, times', 'repeatsTimes', form)}${number('within seconds', 'repeatsSeconds', form, 'repeats')}
</div></div></section>
<section class="panel"><h2>Newcomers and raids</h2><div class="form"><p class="hint">Newcomers post no links and are not warned first. So many messages of newcomers, or against the rules, close the room to them for a while.</p><div class="row">
${number('New for minutes', 'newMinutes', form)}${number('or account younger than days', 'newDays', form)}
</div><div class="row">
${number('Raid: messages', 'raidLines', form)}${number('within seconds', 'raidSeconds', form, 'raid')}${number('closed for minutes', 'raidMinutes', form)}
</div></div></section>
<section class="panel"><h2>What follows</h2><div class="form">${Array.from({ length: STEPS }, (_, index) => step(index, form))}
${number('Forgotten after hours', 'forgetHours', form)}</div></section>
<section class="panel"><h2>Who is exempt</h2><div class="form">${checkbox({ label: 'Moderators', name: 'exemptModerators', checked: form['exemptModerators'] !== undefined })}${checkbox({ label: 'Everybody with an account', name: 'exemptMembers', checked: form['exemptMembers'] !== undefined })}</div></section>
<p><button class="primary" type="submit">Save</button></p>`;
  const head = pageHead({
    title: 'Rules',
    lede: html`${id} · <a href="${`${BOT_PATH}/decisions?room=${encodeURIComponent(id)}`}">What was done here</a>`,
    back: { label: 'Room', path: roomPath(id) },
  });
  const wrong = problem ? html`<p class="problem" role="alert">${problem}</p>` : '';
  const body = html`${head}${wrong}${postForm(asked, `${BOT_PATH}/rules`, fields)}`;
  return adminLayout(asked, { title: `Rules of ${id}`, section: BOT_PATH, body });
}

function step(index: number, form: RulesForm): Html {
  const choices = index === 0 ? ACTS.slice(1) : ACTS;
  return html`<div class="row">${select({ label: `The ${NTH[index]} breach brings`, name: `step${index}`, value: form[`step${index}`], choices })}${number('for minutes', `minutes${index}`, form)}</div>`;
}

function number(label: string, name: string, form: RulesForm, group?: string): Html {
  return field({ label, name, type: 'number', value: form[name], ...(group && { form: group }) });
}
