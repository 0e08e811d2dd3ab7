import { ServiceUnavailableError } from '@backstage/errors';

/** @throws ServiceUnavailableError where the database does not answer */
export async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new ServiceUnavailableError(
      'The database does not answer: history cannot be read',
      error,
    );
  }
}
