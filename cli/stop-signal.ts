/** Aborts at the first SIGTERM or SIGINT, or when the supervisor is gone. A second SIGINT ends the process at once. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (why: string) => () => {
    if (controller.signal.aborted && why === 'SIGINT') process.exit(130);
    controller.abort(new DOMException(why, 'AbortError'));
  };
  process.on('SIGTERM', stop('SIGTERM'));
  process.on('SIGINT', stop('SIGINT'));
  if (process.send) process.on('disconnect', stop('disconnect'));
  return controller.signal;
}

export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
