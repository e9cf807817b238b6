/** How much one connection may ask of this process. Each has a default that suits every service of ours. */
export interface Limits {
  /** Bytes of one frame. */
  readonly frame: number;
  /** Bytes of one message with its binary parts, whole. */
  readonly message: number;
  /** Calls and streams open at once on one connection. */
  readonly inFlight: number;
  /** Bytes waiting for a peer; at half of it no new calls are made, over it the connection is closed. */
  readonly backlog: number;
  /** Bytes written that a peer has not read, at which nothing more is read from it and events are left out. */
  readonly highWater: number;
  /** Milliseconds without a byte after which a peer is asked whether it is there. */
  readonly idle: number;
  /** Milliseconds it has to answer, to finish a handshake, or to take a byte of what waits for it. */
  readonly answer: number;
}

const MB = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  frame: MB,
  message: 32 * MB,
  inFlight: 4096,
  backlog: 96 * MB,
  highWater: MB,
  idle: 10_000,
  answer: 5_000,
};
