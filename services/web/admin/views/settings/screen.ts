import { type Html, html } from '../../../../../core/html/html.ts';
import type { Settings } from '../../../../api/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import {
  GROUPS,
  type GroupName,
  LABELS,
  REDIRECTS_PATH,
  SETTINGS_PATH,
  type SettingName,
} from '../../settings/groups.ts';
import { type Fields, writeBefore } from '../../settings/read-form.ts';
import { adminLayout } from '../admin-layout.ts';
import { pageHead, postForm, tabs } from '../parts.ts';

/** What the form of a group is shown with. */
export interface SettingsForm {
  readonly settings: Settings;
  readonly defaults: Settings;
  /** Names of the settings that are set here. */
  readonly own: readonly string[];
  /** What stands in the fields: the settings, or what was typed. */
  readonly fields: Fields;
  /** What is wrong, by the names of the fields. */
  readonly problems: Readonly<Record<string, string>>;
  /** What the form was made with, which comes back with it. */
  readonly before: string;
}

/** A screen of the settings under their tabs. `current` is the path of its tab. */
export function settingsScreen(asked: AdminRequest, current: string, content: Html): Html {
  const items = [...Object.values(GROUPS), { label: 'Redirects', path: REDIRECTS_PATH }].map(
    ({ label, path }) => ({ label, path, current: path === current }),
  );
  const label = items.find(item => item.current)?.label ?? '';
  const body = html`${pageHead({ title: 'Settings' })}${tabs('Settings', items)}${content}`;
  return adminLayout(asked, { title: `Settings: ${label}`, section: SETTINGS_PATH, body });
}

/** The form of a group around its fields, and beneath it what can go back to its default. */
export function groupForm(
  asked: AdminRequest,
  group: GroupName,
  form: SettingsForm,
  content: Html,
  button = 'Save',
): Html {
  const failed = Object.keys(form.problems).length > 0;
  return postForm(
    asked,
    GROUPS[group].path,
    html`${failed && html`<p class="problem" role="alert">Nothing is saved yet: see below.</p>`}<input type="hidden" name="before" value="${form.before}">${content}<p><button class="primary" type="submit">${button}</button></p>`,
  );
}

/** For a form that is shown anew: what it is made with. */
export function freshBefore(group: GroupName, settings: Settings): string {
  return writeBefore(settings, GROUPS[group].names);
}

/** The settings of a group that are set here, each with the way back; nothing when none is. */
export function defaultsPanel(asked: AdminRequest, group: GroupName, { own, defaults }: SettingsForm): Html {
  const set = GROUPS[group].names.filter(name => own.includes(name));
  if (set.length === 0) return html``;
  const rows = set.map(
    name =>
      html`<li><span><strong>${LABELS[name]}</strong> <span class="hint">otherwise ${shown(name, defaults)}</span></span>${postForm(
        asked,
        `${SETTINGS_PATH}/reset`,
        html`<input type="hidden" name="group" value="${group}"><button class="small" type="submit" name="setting" value="${name}">Back to default<span class="visually-hidden">: ${LABELS[name]}</span></button>`,
        '',
      )}</li>`,
  );
  return html`<section class="panel defaults"><h2>Set here</h2><ul class="links">${rows}</ul></section>`;
}

function shown(name: SettingName, defaults: Settings): string {
  const value = defaults[name];
  if (name === 'author') return defaults.author.name || 'no name';
  if (name === 'hue') return value === undefined ? 'the green of Croft' : `${value}`;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.map(({ label }) => label).join(', ') || 'none';
  return value === undefined || value === '' ? 'none' : `“${value}”`;
}
