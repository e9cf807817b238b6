import type { Settings } from '../../../api/contract.ts';

export type SettingName = keyof Settings;

export interface SettingGroup {
  readonly label: string;
  readonly path: string;
  /** What its form holds. */
  readonly names: readonly SettingName[];
}

export const SETTINGS_PATH = '/admin/settings';
export const REDIRECTS_PATH = '/admin/redirects';

/** The forms of the settings, each with a screen of its own. */
export const GROUPS = {
  site: {
    label: 'Site',
    path: SETTINGS_PATH,
    names: ['title', 'description', 'language', 'securityContact'],
  },
  author: { label: 'Author', path: `${SETTINGS_PATH}/author`, names: ['author'] },
  links: { label: 'Links', path: `${SETTINGS_PATH}/links`, names: ['navigation', 'support'] },
  colour: { label: 'Colour', path: `${SETTINGS_PATH}/colour`, names: ['hue'] },
  visitors: {
    label: 'Visitors',
    path: `${SETTINGS_PATH}/visitors`,
    names: ['comments', 'commentDays', 'feedback'],
  },
} as const satisfies Record<string, SettingGroup>;

export type GroupName = keyof typeof GROUPS;

/** Settings as their owner reads of them. */
export const LABELS: Readonly<Record<SettingName, string>> = {
  title: 'Title',
  description: 'Description',
  language: 'Language',
  securityContact: 'Security contact',
  author: 'Author',
  navigation: 'Menu',
  support: 'Ways to support you',
  hue: 'Colour',
  comments: 'Comments',
  commentDays: 'Days for comments',
  feedback: 'Feedback',
};
