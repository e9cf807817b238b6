import type { Settings } from '../../../api/contract.ts';
import type { Fields } from './read-form.ts';

/** Settings as the fields of their forms. */
export function settingsFields(settings: Settings): Fields {
  const { author } = settings;
  return {
    title: settings.title,
    description: settings.description,
    language: settings.language,
    securityContact: settings.securityContact?.replace(/^mailto:/, ''),
    'author.name': author.name,
    'author.url': author.url,
    'author.photo': author.photo,
    'author.bio': author.bio,
    ...linkFields('author.links', author.links),
    ...linkFields('navigation', settings.navigation),
    ...linkFields('support', settings.support),
    hue: settings.hue?.toString(),
    comments: settings.comments ? 'on' : undefined,
    commentDays: settings.commentDays?.toString(),
    feedback: settings.feedback ? 'on' : undefined,
  };
}

function linkFields(name: string, links: Settings['navigation'] = []): Fields {
  const fields = links.flatMap(({ label, href }, row) => [
    [`${name}.${row}.label`, label],
    [`${name}.${row}.href`, href],
  ]);
  return Object.fromEntries(fields);
}
