import { z } from 'zod';
import { languageTag } from '../../../core/translate/languages.ts';
import { isTimeZone } from '../places/zones.ts';

/** One to three signs. */
export const Prefix = z
  .string()
  .regex(/^[^\s\p{L}\p{N}]{1,3}$/u, 'must be one to three signs, such as ! or .');

/** A tag (BCP 47) that dates and numbers can be written by. */
export const Language = z
  .string()
  .max(35)
  .transform((text, check) => {
    const tag = languageTag(text);
    if (tag !== undefined && Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0) return tag;
    check.addIssue({ code: 'custom', message: 'must be a language, such as de or pt-BR' });
    return z.NEVER;
  });

/** An IANA time zone. */
export const TimeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, 'must be an IANA time zone, such as Europe/Berlin');

const RoomId = z.string().min(3).max(300);

/** What is set for one room. */
export const RoomOptions = z.object({
  room: RoomId,
  /** What a command begins with; null as in every room. */
  prefix: Prefix.nullable(),
  /** Names of the actions that the bot does not do there. */
  off: z.array(z.string().min(1).max(50)).max(100),
  /** Accounts of the room's network, as the network has authenticated them, that may set these by command. */
  moderators: z.array(z.string().trim().min(1).max(200)).max(100),
  /** The titles of links that people post there are told. */
  titles: z.boolean().optional(),
  /** It is kept when somebody spoke last there, for `seen`. */
  seen: z.boolean().optional(),
  /** What is said there is kept for `logHours`. */
  logged: z.boolean().optional(),
  logHours: z.number().int().min(24).max(72).optional(),
  /** Of dates, numbers and translations there, as a tag (BCP 47); null for English. */
  language: Language.nullable().optional(),
  /** In which times are told and read there; null as in the configuration. */
  timeZone: TimeZone.nullable().optional(),
  /** What is said in another language is said again in the room's. */
  translated: z.boolean().optional(),
});
export type RoomOptions = z.infer<typeof RoomOptions>;

/** What is left out stays as it is. */
export const RoomChange = RoomOptions.partial().required({ room: true });
export type RoomChange = z.infer<typeof RoomChange>;
