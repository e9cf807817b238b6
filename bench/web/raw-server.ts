import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** The peer: node:http writing given bytes with given headers, and nothing else. Sent by the parent as one message. */
process.once('message', (message: { headers: Record<string, string>; body: string }) => {
  const body = Buffer.from(message.body, 'base64');
  const server = http.createServer((_request, response) => {
    response.writeHead(200, message.headers);
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
});
process.once('disconnect', () => process.exit(0));
