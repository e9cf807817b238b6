import type { Socket } from 'node:net';
import { WebSocket } from 'ws';

/** FIN and the opcode of text (RFC 6455, section 5.2). */
const WHOLE_TEXT = 0x81;
const LENGTH_IN_2 = 126;
const LENGTH_IN_8 = 127;

/** A text message as a server sends it, in one frame: made once, however many clients it goes to. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < LENGTH_IN_2 ? 2 : length <= 0xffff ? 4 : 10;
  const frame = Buffer.allocUnsafeSlow(head + length);
  frame[0] = WHOLE_TEXT;
  frame[1] = head === 2 ? length : head === 4 ? LENGTH_IN_2 : LENGTH_IN_8;
  if (head === 4) frame.writeUInt16BE(length, 2);
  if (head === 10) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.write(text, head);
  return frame;
}

/**
 * Sends a frame to the client of `socket`, whose connection is `wire`. It keeps its place among what is sent through `socket`
 * as long as nothing is compressed, which `addSocketRoute` sees to. After the closing frame nothing is sent.
 */
export function sendFrame(socket: WebSocket, wire: Socket, frame: Buffer): void {
  if (socket.readyState === WebSocket.OPEN) wire.write(frame);
}
