import { type Html, html } from '../../../../../core/html/html.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { linkRows } from './link-rows.ts';
import { defaultsPanel, groupForm, type SettingsForm } from './screen.ts';

/** The menu of the site, and the ways to support its author. */
export function linkSettingsView(asked: AdminRequest, form: SettingsForm): Html {
  const content = html`${linkRows(form, {
    name: 'navigation',
    legend: 'Menu',
    hint: 'At the top of every page, in the order of their places. Empty a row to take its link away; save for more empty rows.',
    most: 12,
    placeholder: '/now',
  })}${linkRows(form, {
    name: 'support',
    legend: 'Ways to support you',
    hint: 'Under each post and on the page about you.',
    most: 8,
    placeholder: 'https://',
  })}`;
  return html`${groupForm(asked, 'links', form, content)}${defaultsPanel(asked, 'links', form)}`;
}
