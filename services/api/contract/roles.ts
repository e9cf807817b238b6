import { z } from 'zod';

/**
 * Owner: everything. Editor: all posts with their media, tags and series, and what a moderator does; raw HTML is the owner's
 * alone. Moderator: the queue of comments and mentions. Member: reads what is for members, private posts.
 */
export const Role = z.enum(['owner', 'editor', 'moderator', 'member']);
export type Role = z.infer<typeof Role>;

/**
 * What programs are allowed by IndieAuth (https://indieweb.org/scope): Micropub's own scopes, of which `draft` makes drafts
 * and nothing else, and what a program is told of the owner.
 */
export const ClientScope = z.enum([
  'create',
  'draft',
  'update',
  'delete',
  'undelete',
  'media',
  'profile',
  'email',
]);
export type ClientScope = z.infer<typeof ClientScope>;

/**
 * What a token that is made by hand or a session may do. `member`: read private posts, see one's own account. `read`: all that the owner has
 * written, drafts too. `write`: make, change and delete posts, by Micropub too. `moderate`: decide on comments and mentions. `admin`: everything.
 */
export const PersonalScope = z.enum(['member', 'read', 'write', 'moderate', 'admin']);
export type PersonalScope = z.infer<typeof PersonalScope>;

/** Every scope that there is. */
export const Scope = z.enum([...PersonalScope.options, ...ClientScope.options]);
export type Scope = z.infer<typeof Scope>;

/** What each role may do: the one place that says so. A token of a person never does more, whatever it was made for. */
export const ROLE_SCOPES: Readonly<Record<Role, readonly Scope[]>> = {
  owner: ['admin'],
  editor: ['write', 'moderate'],
  moderator: ['moderate'],
  member: ['member'],
};

/** Each scope with those that hold it in themselves. */
const ENOUGH: Readonly<Record<Scope, readonly Scope[]>> = {
  member: ['member', 'read', 'write', 'moderate', 'admin'],
  read: ['read', 'write', 'admin'],
  write: ['write', 'admin'],
  moderate: ['moderate', 'admin'],
  admin: ['admin'],
  create: ['create', 'write', 'admin'],
  draft: ['draft', 'create', 'write', 'admin'],
  update: ['update', 'write', 'admin'],
  delete: ['delete', 'write', 'admin'],
  undelete: ['undelete', 'delete', 'write', 'admin'],
  media: ['media', 'draft', 'create', 'update', 'write', 'admin'],
  profile: ['profile', 'admin'],
  email: ['email', 'admin'],
};

/** Whether somebody may do what a scope stands for; nobody may do anything. */
export function may(who: { readonly scopes: readonly Scope[] } | undefined, scope: Scope): boolean {
  return who?.scopes.some(has => ENOUGH[scope].includes(has)) ?? false;
}

/** Whether a role allows what a scope stands for. */
export function roleMay(role: Role, scope: Scope): boolean {
  return may({ scopes: ROLE_SCOPES[role] }, scope);
}

/** Those scopes of a token that the role of its person still covers. What is not a scope of ours is left out. */
export function coveredScopes(role: Role, scopes: readonly string[]): Scope[] {
  return Scope.options.filter(scope => scopes.includes(scope) && roleMay(role, scope));
}
