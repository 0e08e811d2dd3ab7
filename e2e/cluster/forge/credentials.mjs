/** What private repositories want: user and password alike. */
const PASSWORD = 'forge';

export const AUTHORIZATION = `Basic ${Buffer.from(
  `${PASSWORD}:${PASSWORD}`,
).toString('base64')}`;

/** @param {import('node:http').IncomingMessage} request */
export function isAuthorized({ headers }) {
  return headers.authorization === AUTHORIZATION;
}
