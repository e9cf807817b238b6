import { type Html, html } from '../../../../../core/html/html.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { field, textArea } from '../fields.ts';
import { defaultsPanel, groupForm, type SettingsForm } from './screen.ts';

/** Languages that are proposed; any other can be typed. */
const LANGUAGES = ['en', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt-BR', 'sv', 'uk', 'zh-Hans'];

/** What the site is called, in which language it is, and where to tell of a hole in it. */
export function siteSettingsView(asked: AdminRequest, form: SettingsForm): Html {
  const { fields, problems, defaults } = form;
  const common = (name: string) => ({ name, value: fields[name], problem: problems[name] });
  const content = html`${field({ label: 'Title', ...common('title'), maxlength: 200, hint: `At the top of every page and in feeds. Left empty: “${defaults.title}”.` })}
${textArea({ label: 'Description', ...common('description'), rows: 3, maxlength: 500, hint: 'A sentence or two, on the home page, in feeds and in search engines.' })}
${field({ label: 'Language', ...common('language'), maxlength: 35, list: 'languages', hint: 'Of most that you write, as a tag such as en or pt-BR. A post can have another.' })}
<datalist id="languages">${LANGUAGES.map(tag => html`<option value="${tag}">${nameOf(tag)}</option>`)}</datalist>
${field({ label: 'Security contact', ...common('securityContact'), maxlength: 500, hint: html`An e-mail or https address for whoever finds a hole in the site, in <a href="/.well-known/security.txt">security.txt</a>. Left empty: there is none.` })}`;
  return html`${groupForm(asked, 'site', form, content)}${defaultsPanel(asked, 'site', form)}`;
}

const names = new Intl.DisplayNames('en', { type: 'language' });

function nameOf(tag: string): string {
  return names.of(tag) ?? tag;
}
