import type { Socket } from 'node:net';
import { Connection, type ConnectionOwner } from './connection.ts';
import { ServerCalls } from './server-calls.ts';
import type { ServedService, ServerShared } from './server-shared.ts';
import * as wire from './wire.ts';

/** The serving end of one line: runs what arrives and answers it. */
export class ServerConnection implements ConnectionOwner {
  readonly line: Connection;
  readonly #shared: ServerShared;
  readonly #calls: ServerCalls;
  readonly #gone: () => void;
  #service: ServedService | undefined;
  #saidGoodbye = false;

  /** `gone` is called once, when the line has ended. */
  constructor(socket: Socket, shared: ServerShared, gone: () => void) {
    this.#shared = shared;
    this.#gone = gone;
    this.line = new Connection(socket, this, shared.limits, shared.log);
    this.#calls = new ServerCalls(this.line, shared);
    socket.on('data', (data: Buffer) => this.line.read(data));
    setTimeout(() => {
      if (!this.#service) this.line.close(wire.protocolError('No hello came in time.'));
    }, shared.limits.answer).unref();
  }

  get openCalls(): number {
    return this.#calls.size;
  }

  /** No more calls are coming from this peer. */
  get quiet(): boolean {
    return this.#saidGoodbye || !this.#service;
  }

  goAway(): void {
    this.line.send([wire.GOING_AWAY]);
  }

  message(message: wire.Message): void {
    const service = this.#service;
    if (!service) this.#hello(message);
    else if (message[0] === wire.CALL) this.#calls.start(message, service.methods, 'method');
    else this.#other(message, service);
  }

  closed(): void {
    this.#calls.cancelAll();
    this.#service?.events?.unlistenAll(this.line);
    this.#gone();
  }

  congestion(congested: boolean): void {
    if (congested) this.line.socket.pause();
    else {
      this.line.socket.resume();
      this.#service?.events?.caughtUp(this.line);
    }
  }

  #other(message: wire.Message, service: ServedService): void {
    switch (message[0]) {
      case wire.OPEN:
        this.#calls.start(message, service.streams, 'stream');
        break;
      case wire.CANCEL:
        this.#calls.cancel(wire.readId(message[1]));
        break;
      case wire.CREDIT:
        this.#calls.credit(wire.readId(message[1]), wire.readCount(message[2]));
        break;
      case wire.LISTEN:
        service.events?.listen(String(message[1]), this.line);
        break;
      case wire.UNLISTEN:
        service.events?.unlisten(String(message[1]), this.line);
        break;
      case wire.GOODBYE:
        this.#saidGoodbye = true;
        this.#shared.settled();
        break;
      default:
        throw wire.protocolError('A message of an unknown kind came.');
    }
  }

  #hello([kind, version, name]: wire.Message): void {
    if (kind !== wire.HELLO) throw wire.protocolError('The first message was not a hello.');
    if (version !== wire.PROTOCOL_VERSION)
      throw wire.protocolError(`We speak version ${wire.PROTOCOL_VERSION} of the protocol, not ${version}.`);
    const service = this.#shared.services.get(String(name));
    if (!service) throw wire.protocolError(`The service ${name} is not served here.`, 'unavailable');
    this.#service = service;
    this.line.send([wire.HELLO, wire.PROTOCOL_VERSION]);
    if (this.#shared.draining) this.goAway();
  }
}
