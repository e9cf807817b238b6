import { AppError } from '../../core/errors.ts';
import type { Command } from '../command.ts';
import { loadConfig } from '../config.ts';
import { processLog } from '../output/process-log.ts';
import { isServiceName, serviceNames } from '../services.ts';
import { stopSignal } from '../stop-signal.ts';

export const command: Command = {
  usage: 'start [SERVICE…] [--split]',
  summary: 'Run Croft: all services in one process, or those named, or each in its own',
  help: `
Without arguments everything runs in this process, with an embedded PostgreSQL and a cache in memory. It listens on PORT (8080)
and prints a setup link as long as nobody has used it.

  croft start                 everything in one process
  croft start web api         only these; they reach the others through sockets in the data directory
  croft start --split         a supervisor and one process per service; \`croft restart SERVICE\` replaces one without a failed request

Settings: PORT, CROFT_DATA, CROFT_URL, DATABASE_URL, MEMCACHED_SERVERS, and croft.config.ts for the rest.
Ctrl-C or SIGTERM stops it: open requests finish, then the database stops.`,
  options: { split: { type: 'boolean', about: 'One process per service, under a supervisor' } },
  async run({ positionals, values }) {
    const unknown = positionals.find(name => !isServiceName(name));
    if (unknown !== undefined) {
      throw new AppError(
        'invalid',
        `There is no service "${unknown}". Services: ${serviceNames.join(', ')}.`,
      );
    }
    const names = positionals.length > 0 ? positionals.filter(isServiceName) : serviceNames;
    const config = await loadConfig();
    const signal = stopSignal();
    const log = processLog(config.server.logLevel, config.data, process.send !== undefined);
    try {
      if (values['split'])
        await (await import('../supervisor/supervise.ts')).supervise(names, config, log, signal);
      else await (await import('../run-here.ts')).runHere(names, config, log, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return 0;
  },
};
