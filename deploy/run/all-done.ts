/** Waits for all of it, so that nothing of it still goes on afterwards, and throws the first failure. */
export async function allDone(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(result => result.status === 'rejected');
  if (failed) throw failed.reason;
}
