import type { ServiceDefinition } from '../core/service/service.ts';

/** Every service of Croft, loaded when it is wanted: a process that runs one pays for one. */
export const services = {
  api: async () => (await import('../services/api/service.ts')).apiService,
  reader: async () => (await import('../services/reader/service.ts')).readerService,
  bot: async () => (await import('../services/bot/service.ts')).botService,
  chat: async () => (await import('../services/chat/service.ts')).chatService,
  relay: async () => (await import('../services/relay/service.ts')).relayService,
  web: async () => (await import('../services/web/service.ts')).webService,
};

export type ServiceName = keyof typeof services;

export const serviceNames = Object.keys(services) as ServiceName[];

export function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(services, name);
}

export async function loadServices(names: readonly ServiceName[]): Promise<ServiceDefinition[]> {
  return Promise.all(names.map(async name => (await services[name]()) as unknown as ServiceDefinition));
}
