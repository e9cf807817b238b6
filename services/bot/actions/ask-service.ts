import { AppError, toAppError } from '../../../core/errors.ts';

/**
 * Awaits another service's answer. One that is down, late or broken becomes a sentence for the people in the room;
 * errors that are theirs to mend pass as they are.
 */
export async function askService<T>(who: 'site' | 'reader' | 'rooms', answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'invalid' || error.code === 'not_found') throw error;
    throw new AppError('unavailable', `The ${who} ${who === 'rooms' ? 'do' : 'does'} not answer right now.`, {
      cause: thrown,
    });
  }
}
