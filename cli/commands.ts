import type { Command } from './command.ts';

type Loader = () => Promise<{ command: Command }>;

/** Every command by the words that call it, loaded when it is called. */
export const commands: Readonly<Record<string, Loader>> = {
  start: () => import('./commands/start.ts'),
  status: () => import('./commands/status.ts'),
  restart: () => import('./commands/restart.ts'),
  logs: () => import('./commands/logs.ts'),
  plan: () => import('./commands/plan.ts'),
  apply: () => import('./commands/apply.ts'),
  release: () => import('./commands/release.ts'),
  releases: () => import('./commands/releases.ts'),
  deploy: () => import('./commands/deploy.ts'),
  rollback: () => import('./commands/rollback.ts'),
  exec: () => import('./commands/exec.ts'),
  'server add': () => import('./commands/server-add.ts'),
  'server drain': () => import('./commands/server-drain.ts'),
  'server remove': () => import('./commands/server-remove.ts'),
  move: () => import('./commands/move.ts'),
  scale: () => import('./commands/scale.ts'),
  'render kubernetes': () => import('./commands/render-kubernetes.ts'),
  'render compose': () => import('./commands/render-compose.ts'),
  'render prometheus': () => import('./commands/render-prometheus.ts'),
  'render image': () => import('./commands/render-image.ts'),
  doctor: () => import('./commands/doctor.ts'),
  backup: () => import('./commands/backup.ts'),
  restore: () => import('./commands/restore.ts'),
  'import posts': () => import('./commands/import-posts.ts'),
  'import wordpress': () => import('./commands/import-wordpress.ts'),
  'import ghost': () => import('./commands/import-ghost.ts'),
  'import opml': () => import('./commands/import-opml.ts'),
  'import reader': () => import('./commands/import-reader.ts'),
  'import matterbridge': () => import('./commands/import-matterbridge.ts'),
  'import site': () => import('./commands/import-site.ts'),
  'export opml': () => import('./commands/export-opml.ts'),
  'export site': () => import('./commands/export-site.ts'),
  'token create': () => import('./commands/token-create.ts'),
  'token list': () => import('./commands/token-list.ts'),
  'token revoke': () => import('./commands/token-revoke.ts'),
  'reader password': () => import('./commands/reader-password.ts'),
  'reader passwords': () => import('./commands/reader-passwords.ts'),
  'reader revoke': () => import('./commands/reader-revoke.ts'),
  'account list': () => import('./commands/account-list.ts'),
  'sign-in-link': () => import('./commands/sign-in-link.ts'),
  'bot ask': () => import('./commands/bot-ask.ts'),
  version: () => import('./commands/version.ts'),
};

export interface Found {
  load(): Promise<Command>;
  /** The arguments after the words of the command. */
  rest: string[];
}

/** The command that the first one or two words name. */
export function findCommand(argv: readonly string[]): Found | undefined {
  for (const words of [2, 1]) {
    const loader = Object.hasOwn(commands, argv.slice(0, words).join(' '))
      ? commands[argv.slice(0, words).join(' ')]
      : undefined;
    if (loader && argv.length >= words)
      return { load: async () => (await loader()).command, rest: argv.slice(words) };
  }
  return undefined;
}
