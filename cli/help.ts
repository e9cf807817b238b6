import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { version } from './config.ts';

/** What `croft --help` prints: every command with its line, then where to begin. */
export async function generalHelp(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map(async load => (await load()).command));
  const width = Math.max(...all.map(command => command.usage.length));
  return [
    `Croft ${version}: your own place on the web.`,
    '',
    'Usage: croft COMMAND [ARGUMENTS]   (in a clone: npm run -s croft -- COMMAND)',
    '',
    ...all.map(command => `  ${command.usage.padEnd(width)}  ${command.summary}`),
    '',
    'croft COMMAND --help explains one. Every command takes --json for scripts.',
    'Begin with `croft start`, then open the setup link that it prints.',
  ].join('\n');
}

/** What `croft COMMAND --help` prints. */
export function commandHelp(command: Command): string {
  const table: NonNullable<Command['options']> = {
    ...command.options,
    json: { type: 'boolean' as const, about: 'Print one JSON document instead of text' },
    help: { type: 'boolean' as const, short: 'h', about: 'Print this' },
  };
  const options = Object.entries(table).map(([name, option]) => {
    const short = 'short' in option && option.short ? `-${option.short}, ` : '';
    return { left: `${short}--${name}${option.type === 'string' ? ' VALUE' : ''}`, about: option.about };
  });
  const width = Math.max(...options.map(option => option.left.length));
  return [
    `Usage: croft ${command.usage}`,
    '',
    command.summary,
    '',
    command.help.trim(),
    '',
    'Options:',
    ...options.map(option => `  ${option.left.padEnd(width)}  ${option.about}`),
  ].join('\n');
}
