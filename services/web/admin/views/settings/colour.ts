import { attributes, type Html, html } from '../../../../../core/html/html.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { field } from '../fields.ts';
import { defaultsPanel, groupForm, type SettingsForm } from './screen.ts';

/** Hues that have a name, in degrees. */
const NAMED: readonly (readonly [name: string, hue: number])[] = [
  ['Rust', 35],
  ['Ochre', 75],
  ['Moss', 130],
  ['Fern', 155],
  ['Sea', 200],
  ['Slate', 250],
  ['Heather', 305],
  ['Rose', 360 - 5],
];

/** The one colour of links and buttons; how light it is follows from the page, so that every hue can be read. */
export function colourSettingsView(asked: AdminRequest, form: SettingsForm): Html {
  const { fields, problems } = form;
  const swatches = NAMED.map(([name, hue]) => {
    const button = attributes({ type: 'submit', name: 'named', value: String(hue), class: 'swatch' });
    const fill = `oklch(0.55 0.11 ${hue})`;
    return html`<button${button}><svg width="18" height="18" aria-hidden="true"><circle cx="9" cy="9" r="9"${attributes({ fill })}/></svg> ${name}</button>`;
  });
  const content = html`<fieldset class="swatches"><legend>A colour by name, saved at once</legend><div>${swatches}</div></fieldset>
${field({ label: 'Or its hue', name: 'hue', type: 'number', value: fields['hue'], problem: problems['hue'], hint: 'Degrees from 0 to 359. Left empty: the green of Croft.' })}`;
  return html`${groupForm(asked, 'colour', form, content)}${defaultsPanel(asked, 'colour', form)}`;
}
