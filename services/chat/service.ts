import { defineService } from '../../core/service/service.ts';
import { apiContract } from '../api/contract.ts';
import { botContract } from '../bot/contract.ts';
import { readerContract } from '../reader/contract.ts';
import { chatOptions } from './config.ts';
import { chatContext } from './context.ts';
import { chatContract } from './contract.ts';
import { hearBot } from './from-bot.ts';
import { forgetJob } from './jobs/forget.ts';
import { previewJob } from './jobs/preview.ts';
import { roomSockets } from './live/sockets.ts';
import { chatMethods } from './methods/index.ts';
import { offerRooms } from './offer-rooms.ts';
import { chatRoutes } from './routes.ts';
import type { Schema } from './schema.ts';
import { CHANNEL } from './store/rooms.ts';

/** Web rooms: what is said is stored, and comes to everybody who has the room open, in whichever process. */
export const chatService = defineService<typeof chatContract, typeof chatOptions, Schema>({
  contract: chatContract,
  options: chatOptions,
  migrations: new URL('./migrations/', import.meta.url),
  create(service) {
    const { config, db, log, metrics, origin, fetcher } = service;
    const api = service.client(apiContract);
    const ctx = chatContext({
      ...{ config, db, log, metrics, origin, api, fetcher },
      bot: service.client(botContract),
      reader: service.client(readerContract),
      previews: { send: (data, options) => previews.send(data, options) },
    });
    const sockets = roomSockets(ctx);
    service.jobs.define('chat.forget', forgetJob(ctx));
    const previews = service.jobs.define('chat.preview', previewJob(ctx));
    return {
      methods: chatMethods(ctx),
      routes: http => chatRoutes(http, ctx, sockets),
      async start() {
        ctx.live.start();
        void offerRooms(ctx);
        void hearBot(ctx);
        void service.listen({
          channel: CHANNEL,
          signal: ctx.stop.signal,
          onNotice: payload => {
            const room = ctx.live.take(payload);
            if (room !== undefined) ctx.wakes.wake(room);
          },
          onLine: () => {
            ctx.live.lookAgain();
            ctx.wakes.wakeAll();
          },
        });
      },
      async drain() {
        await sockets.drain();
      },
      async dispose() {
        ctx.stop.abort();
        ctx.live.stop();
      },
    };
  },
});
