/** Refusals are answers, not faults: what was shown before must go. */
export function refusalOf(error: Error): 'notFound' | 'forbidden' | undefined {
  const status = (error as { statusCode?: number }).statusCode;
  if (status === 404 || error.name === 'NotFoundError') {
    return 'notFound';
  }
  return status === 403 || error.name === 'NotAllowedError'
    ? 'forbidden'
    : undefined;
}
