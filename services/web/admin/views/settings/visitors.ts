import { type Html, html } from '../../../../../core/html/html.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { SETTINGS_PATH } from '../../settings/groups.ts';
import { checkbox, field } from '../fields.ts';
import { postForm } from '../parts.ts';
import { defaultsPanel, groupForm, type SettingsForm } from './screen.ts';

/** What visitors may do, and the terms that they do it under. */
export function visitorSettingsView(asked: AdminRequest, form: SettingsForm): Html {
  const { fields, problems } = form;
  const content = html`${checkbox({ label: 'Visitors may comment', name: 'comments', checked: fields['comments'] === 'on', hint: 'When off, no post shows a form, and what was said stays.' })}
${field({ label: 'Days for comments', name: 'commentDays', type: 'number', value: fields['commentDays'], problem: problems['commentDays'], hint: 'After so many days a post takes no more. Left empty: it does for ever.' })}
${checkbox({ label: 'Posts ask “Was this post useful to you?”', name: 'feedback', checked: fields['feedback'] === 'on', hint: 'Answers are anonymous, and only you see them.' })}`;
  return html`${groupForm(asked, 'visitors', form, content)}${terms(asked)}${defaultsPanel(asked, 'visitors', form)}`;
}

function terms(asked: AdminRequest): Html {
  const { site } = asked.frame;
  const text = site.terms
    ? html`Every page links <a href="/terms">your terms</a> at its foot.`
    : 'Say what is kept of visitors and what becomes of their words. You get a draft that is made from your settings; once it is published, every page links it at its foot.';
  const button = site.terms ? 'Edit the terms' : 'Write the terms';
  return html`<section class="panel terms"><h2>Terms</h2><p>${text}</p>${postForm(asked, `${SETTINGS_PATH}/terms`, html`<button type="submit">${button}</button>`, '')}</section>`;
}
