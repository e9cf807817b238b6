import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Actor } from './audit.ts';
import { WebAddress } from './common.ts';

/** A link that the owner puts into the menu or elsewhere: a path on this site, or an address of another. */
export const SiteLink = z.object({
  label: z.string().trim().min(1).max(40),
  href: z
    .string()
    .trim()
    .max(2000)
    .regex(/^(\/(?![/\\])|https?:\/\/)/, 'must begin with / or http(s)://'),
});
export type SiteLink = z.infer<typeof SiteLink>;

/** A language tag (BCP 47). */
export const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as en or pt-BR');

/** Whose site it is, as an h-card (https://microformats.org/wiki/h-card) and at `/about`. */
export const Author = z.object({
  name: z.string().trim().max(100),
  url: WebAddress.optional(),
  /** An address, or a path on this site. */
  photo: z.string().max(2000).optional(),
  bio: z.string().max(1000).optional(),
  /** The author's other places, linked with rel=me, by which they prove to be one person's. */
  links: z.array(SiteLink).max(20).optional(),
});
export type Author = z.infer<typeof Author>;

/** What the owner sets of the site at `/admin/settings` and over REST. */
export const Settings = z.object({
  title: z.string().trim().min(1).max(200),
  description: z.string().trim().max(500),
  language: Language,
  author: Author,
  navigation: z.array(SiteLink).max(12),
  /** Hue of the links and buttons in degrees (CSS `oklch`); absent for the colour that Croft comes with. */
  hue: z.number().int().min(0).max(359).optional(),
  /** Ways to support the author, shown under each post. */
  support: z.array(SiteLink).max(8),
  /** Whether visitors may comment. */
  comments: z.boolean(),
  /** Days after which a post takes no more comments; absent for never. */
  commentDays: z.number().int().min(1).max(36_500).optional(),
  /** Whether a post asks if it was useful. */
  feedback: z.boolean(),
  /** Where to tell of a security hole, for `/.well-known/security.txt` (RFC 9116): `mailto:` or `https:`. */
  securityContact: z
    .string()
    .max(500)
    .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'must be a mailto: or https: address')
    .optional(),
});
export type Settings = z.infer<typeof Settings>;

export const Site = Settings.extend({
  /** Whether the owner has used the setup link. */
  claimed: z.boolean(),
  /** Whether there is a public page `/terms`. */
  terms: z.boolean(),
  /** Places of other services, such as the rooms while there is one, which stand in the menu after the owner's links. */
  places: z.array(SiteLink).optional(),
  /** The hubs that feeds announce with rel=hub (https://www.w3.org/TR/websub/): a path on this site, its own, then addresses of others. */
  hubs: z.array(z.string()).optional(),
});
export type Site = z.infer<typeof Site>;

/** Changes of settings: what is absent stays, and null goes back to what the configuration or Croft itself says. */
export const SettingsChanges = z.object(
  Object.fromEntries(
    Object.entries(Settings.shape).map(([key, schema]) => [key, (schema as z.ZodType).nullish()]),
  ) as { [K in keyof typeof Settings.shape]: z.ZodOptional<z.ZodNullable<(typeof Settings.shape)[K]>> },
);
export type SettingsChanges = z.infer<typeof SettingsChanges>;

export const siteMethods = {
  /** A number that grows with every change a visitor could see; the version in cache keys. */
  getRevision: method({
    input: z.object({}),
    output: z.object({ revision: z.number() }),
    idempotent: true,
  }),
  getSite: method({ input: z.object({}), output: Site, idempotent: true }),
  /** For the owner: what the settings are, what they would be if nothing was set, and the names of those that are set. */
  getSettings: method({
    input: z.object({}),
    output: z.object({ settings: Settings, defaults: Settings, own: z.array(z.string()) }),
    idempotent: true,
  }),
  saveSettings: method({
    input: SettingsChanges.extend({ actor: Actor.default({}) }),
    output: Site,
    idempotent: true,
  }),
  /** What a service has to offer visitors now, for the menu. */
  offerPlaces: method({
    input: z.object({ by: z.string().min(1).max(40), places: z.array(SiteLink).max(3) }),
    output: z.object({}),
    idempotent: true,
  }),
  /** Has the hub of this site send its feeds that are others now to whoever subscribed to them. */
  distributeFeeds: method({ input: z.object({}), output: z.object({}), idempotent: true }),
};
