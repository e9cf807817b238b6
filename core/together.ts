interface Waiting<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A | PromiseLike<A>) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Asks what many want to know in one go: what was asked at the same moment, and what came while others were being answered. Alone a
 * question waits for nothing, and under load all of them take one trip. What is answered was looked up after it was asked.
 * `ask` gives an answer for each question, in their order; when it fails, all of its questions do.
 */
export function together<Q, A>(
  ask: (questions: readonly Q[]) => Promise<readonly A[]>,
  most = 50,
): (question: Q) => Promise<A> {
  const waiting: Waiting<Q, A>[] = [];
  let asking = false;

  async function askAll(): Promise<void> {
    asking = true;
    while (waiting.length > 0) {
      await new Promise(setImmediate); // what has arrived already is read first, and asked with it
      const batch = waiting.splice(0, most);
      try {
        const answers = await ask(batch.map(({ question }) => question));
        for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as A);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    asking = false;
  }

  return question =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (!asking) void askAll();
    });
}
