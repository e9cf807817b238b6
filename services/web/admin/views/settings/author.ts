import { attributes, type Html, html } from '../../../../../core/html/html.ts';
import type { Media } from '../../../../api/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { field, textArea } from '../fields.ts';
import { linkRows } from './link-rows.ts';
import { defaultsPanel, groupForm, type SettingsForm } from './screen.ts';

/** Whose site it is: the h-card that every post carries, and the page about them. `pictures`: the newest of the site's own. */
export function authorSettingsView(
  asked: AdminRequest,
  form: SettingsForm,
  pictures: readonly Media[],
): Html {
  const { fields, problems } = form;
  const common = (part: string) => {
    const name = `author.${part}`;
    return { name, value: fields[name], problem: problems[name] };
  };
  const content = html`${field({ label: 'Name', ...common('name'), maxlength: 100, autocomplete: 'name' })}
${textArea({ label: 'About you', ...common('bio'), rows: 4, maxlength: 1000, hint: html`On <a href="/about">the page about you</a> and on the home page.` })}
${field({ label: 'Address of your own', ...common('url'), type: 'url', maxlength: 2000, placeholder: 'https://', hint: 'When your home on the web is not this site.' })}
${field({ label: 'Picture', ...common('photo'), maxlength: 2000, placeholder: '/media/…', hint: html`A path on this site or an address. ${pictures.length > 0 ? 'Or choose one below.' : html`Bring one to <a href="/admin/media">Media</a> to choose it here.`}` })}
${pictures.length > 0 ? pictureChoice(pictures, fields['picture'] ?? '') : ''}
${linkRows(form, {
  name: 'author.links',
  legend: 'Your other places',
  hint: 'Linked with rel=me. A place that links back here proves that both are yours.',
  most: 20,
  placeholder: 'https://',
})}`;
  return html`${groupForm(asked, 'author', form, content)}${defaultsPanel(asked, 'author', form)}`;
}

function pictureChoice(pictures: readonly Media[], chosen: string): Html {
  const choices = pictures.map(({ path, thumbnail, name, alt }) => {
    const input = attributes({ type: 'radio', name: 'picture', value: path, checked: path === chosen });
    const image = attributes({
      src: thumbnail ?? path,
      alt: alt || name,
      width: 64,
      height: 64,
      loading: 'lazy',
    });
    return html`<label><input${input}><img${image}></label>`;
  });
  return html`<fieldset class="pictures"><legend>Or one of your newest pictures</legend><div><label class="none"><input${attributes({ type: 'radio', name: 'picture', value: '', checked: chosen === '' })}> As above</label>${choices}</div></fieldset>`;
}
