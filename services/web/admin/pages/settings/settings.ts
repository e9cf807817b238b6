import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../../core/errors.ts';
import type { Html } from '../../../../../core/html/html.ts';
import { type AdminHandler, type AdminRequest, actorOf, goTo } from '../../admin-page.ts';
import { settingsFields } from '../../settings/form-fields.ts';
import { GROUPS, type GroupName, LABELS, type SettingName } from '../../settings/groups.ts';
import { type Fields, readSettingsForm } from '../../settings/read-form.ts';
import { authorSettingsView } from '../../views/settings/author.ts';
import { colourSettingsView } from '../../views/settings/colour.ts';
import { linkSettingsView } from '../../views/settings/links.ts';
import { freshBefore, type SettingsForm, settingsScreen } from '../../views/settings/screen.ts';
import { siteSettingsView } from '../../views/settings/site.ts';
import { visitorSettingsView } from '../../views/settings/visitors.ts';

const PICTURES = 12;
const Sent = z.record(z.string(), z.string().max(20_000));

/** `GET /admin/settings/GROUP`: the settings of a group as they are. */
export function settingsPage(group: GroupName): AdminHandler {
  return async asked => show(asked, group);
}

/** `POST /admin/settings/GROUP`: saves what the form has changed, or shows it again with what is wrong beside its field. */
export function saveSettingsPage(group: GroupName): AdminHandler {
  return async asked => {
    const { web, request, reply } = asked;
    const parsed = Sent.safeParse(request.body ?? {});
    if (!parsed.success) throw new AppError('invalid', 'A field of this form is too long.');
    const { named, ...sent } = parsed.data;
    const fields: Fields = named === undefined ? sent : { ...sent, hue: named };
    const { settings } = await web.api.getSettings({}, request.call);
    const { changes, problems } = readSettingsForm(fields, GROUPS[group].names, settings);
    if (Object.keys(problems).length > 0) {
      reply.code(400);
      return show(asked, group, fields, problems);
    }
    const { path } = GROUPS[group];
    if (Object.keys(changes).length === 0) return goTo(asked, path, 'Nothing was changed.');
    await web.api.saveSettings({ ...changes, actor: actorOf(asked) }, request.call);
    return goTo(asked, path, 'Saved. Every page shows it now.');
  };
}

const Reset = z.object({ group: z.string(), setting: z.string() });

/** `POST /admin/settings/reset`: takes one setting back to its default. */
export async function resetSettingPage(asked: AdminRequest): Promise<FastifyReply> {
  const { web, request } = asked;
  const { group, setting } = Reset.parse(request.body ?? {});
  if (!isGroup(group) || !GROUPS[group].names.some(name => name === setting))
    throw new AppError('invalid', 'There is no such setting.');
  await web.api.saveSettings({ [setting]: null, actor: actorOf(asked) }, request.call);
  return goTo(asked, GROUPS[group].path, `${LABELS[setting as SettingName]} is at its default again.`);
}

function isGroup(text: string): text is GroupName {
  return Object.hasOwn(GROUPS, text);
}

async function show(
  asked: AdminRequest,
  group: GroupName,
  typed?: Fields,
  problems: SettingsForm['problems'] = {},
): Promise<Html> {
  const known = await asked.web.api.getSettings({}, asked.request.call);
  const form: SettingsForm = {
    ...known,
    fields: typed ?? settingsFields(known.settings),
    problems,
    before: typed?.['before'] ?? freshBefore(group, known.settings),
  };
  return settingsScreen(asked, GROUPS[group].path, await contentOf(asked, group, form));
}

async function contentOf(asked: AdminRequest, group: GroupName, form: SettingsForm): Promise<Html> {
  switch (group) {
    case 'site':
      return siteSettingsView(asked, form);
    case 'author': {
      const { media } = await asked.web.api.listMedia({ kind: 'image', limit: PICTURES }, asked.request.call);
      return authorSettingsView(asked, form, media);
    }
    case 'links':
      return linkSettingsView(asked, form);
    case 'colour':
      return colourSettingsView(asked, form);
    case 'visitors':
      return visitorSettingsView(asked, form);
  }
}
