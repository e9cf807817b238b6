import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import type { BotContext } from '../context.ts';
import { LogLine, logMethods, logStreams } from '../contract/logs.ts';
import { aboutPerson, eraseLog, exportLog, forgetPerson, listLogs, searchLog } from '../methods/logs.ts';
import { requireOwner } from './owner.ts';

const tags = ['bot'];
const {
  searchLog: searching,
  listLogs: listing,
  eraseLog: erasing,
  aboutPerson: about,
  forgetPerson: forgetting,
} = logMethods;
const Query = searching.input.extend({ limit: z.coerce.number().int().min(1).max(500).default(100) });

/** `/api/v1/bot/logs` and `/api/v1/bot/people`: what is kept of what was said, and of somebody, for the owner. */
export function logRoutes(http: Http, ctx: BotContext): void {
  const schema = { tags };
  http.get(
    '/api/v1/bot/logs',
    {
      schema: {
        ...schema,
        operationId: 'listBotLogs',
        summary: 'Rooms that are logged',
        response: { 200: listing.output },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return listLogs(ctx);
    },
  );
  http.get(
    '/api/v1/bot/logs/lines',
    {
      schema: {
        ...schema,
        operationId: 'searchBotLogs',
        summary: 'Find what was said, newest first',
        querystring: Query,
        response: { 200: searching.output },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return searchLog(ctx, request.query);
    },
  );
  http.get(
    '/api/v1/bot/logs/export',
    {
      schema: {
        ...schema,
        operationId: 'exportBotLogs',
        summary: 'All lines of a room, or of somebody, the oldest first',
        querystring: logStreams.exportLog.input,
        response: { 200: z.object({ lines: z.array(LogLine) }) },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      const signal = request.call.signal ?? new AbortController().signal;
      return { lines: await Array.fromAsync(exportLog(ctx, request.query, { signal })) };
    },
  );
  http.delete(
    '/api/v1/bot/logs/lines',
    {
      schema: {
        ...schema,
        operationId: 'eraseBotLogs',
        summary: 'Erase lines of a room, of somebody, or of somebody in a room',
        querystring: erasing.input,
        response: { 200: erasing.output },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return eraseLog(ctx, request.query);
    },
  );
  http.get(
    '/api/v1/bot/people/:name',
    {
      schema: {
        ...schema,
        operationId: 'exportBotPerson',
        summary: 'Everything that is kept of whoever has this account or was called so',
        params: about.input,
        response: { 200: about.output },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return aboutPerson(ctx, request.params);
    },
  );
  http.delete(
    '/api/v1/bot/people/:name',
    {
      schema: {
        ...schema,
        operationId: 'forgetBotPerson',
        summary: 'Erase everything that is kept of them',
        params: forgetting.input,
        response: { 200: forgetting.output },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return forgetPerson(ctx, request.params);
    },
  );
}
