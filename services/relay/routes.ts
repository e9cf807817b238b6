import type { Http } from '../../core/http/http.ts';
import type { RelayService } from './methods/index.ts';
import { bridgeRoutes } from './routes/bridges.ts';
import { mediaRoutes } from './routes/media.ts';
import { networkRoutes } from './routes/networks.ts';

/** Every public route of the relay. */
export function relayRoutes(http: Http, service: RelayService): void {
  networkRoutes(http, service.ctx); // /api/v1/relay/networks
  bridgeRoutes(http, service.ctx); // /api/v1/relay/bridges
  mediaRoutes(http, service); // /api/v1/relay/media
}
