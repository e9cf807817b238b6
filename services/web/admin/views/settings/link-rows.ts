import { attributes, type Html, html } from '../../../../../core/html/html.ts';
import type { SettingsForm } from './screen.ts';

/** Empty rows under those that are filled. */
const SPARE = 2;

/** Links as rows of place, words and address. An emptied row is a link taken away. */
export function linkRows(
  form: SettingsForm,
  options: { name: string; legend: string; hint: string; most: number; placeholder: string },
): Html {
  const { name, legend, hint, most, placeholder } = options;
  const { fields, problems } = form;
  let filled = 0;
  for (let row = 0; fields[`${name}.${row}.label`] !== undefined; row++)
    if (fields[`${name}.${row}.label`] || fields[`${name}.${row}.href`]) filled = row + 1;
  const count = Math.max(filled, Math.min(most, filled + SPARE));
  const rows = Array.from({ length: count }, (_, row) => {
    const input = (part: string, label: string, value: string | undefined, more: Record<string, unknown>) => {
      const key = `${name}.${row}.${part}`;
      const problem = problems[key];
      const id = `field-${key}`;
      const known = {
        ...{ id, name: key, value, 'aria-label': `${label}, ${legend.toLowerCase()} ${row + 1}` },
        'aria-invalid': problem && 'true',
        'aria-describedby': problem && `${id}-problem`,
      };
      return html`<div class="form-field"><input${attributes({ ...known, ...(more as Record<string, string>) })}>${problem && html`<span class="problem" id="${`${id}-problem`}">${problem}</span>`}</div>`;
    };
    const typed = (part: string) => fields[`${name}.${row}.${part}`];
    return html`<li>${input('place', 'Place', typed('place') ?? `${row + 1}`, { inputmode: 'numeric', maxlength: '3' })}${input('label', 'Words', typed('label'), { maxlength: '40' })}${input('href', 'Address', typed('href'), { maxlength: '2000', placeholder, inputmode: 'url' })}</li>`;
  });
  const problem = problems[name];
  return html`<fieldset class="link-rows"><legend>${legend}</legend><p class="hint">${hint}</p>${problem && html`<p class="problem">${problem}</p>`}
<div class="link-head" aria-hidden="true"><span>Place</span><span>Words</span><span>Address</span></div>
<ol>${rows}</ol></fieldset>`;
}
