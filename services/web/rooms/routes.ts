import type { Http } from '../../../core/http/http.ts';
import { limitByAddress } from '../../../core/http/limit.ts';
import type { WebContext } from '../context.ts';
import { sayInRoomPage, showRoom } from './pages/room.ts';
import { showRooms } from './pages/rooms.ts';

const LIMIT = { burst: 20, perMinute: 60 };

/** The pages of the rooms; all work without a script. */
export function roomPages(http: Http, web: WebContext): void {
  http.get('/rooms', (request, reply) => showRooms(web, request, reply));
  http.get('/rooms/:name', (request, reply) => showRoom(web, request, reply));
  http.post('/rooms/:name', { preHandler: limitByAddress(LIMIT) }, (request, reply) =>
    sayInRoomPage(web, request, reply),
  );
}
