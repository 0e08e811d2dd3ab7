/** What the forge answers below paths with these names, to Git and OCI alike. */
const REFUSALS = {
  forbidden: [403, 'DENIED'],
  limited: [429, 'TOOMANYREQUESTS'],
  broken: [500, 'UNKNOWN'],
};

/**
 * Refuses a request whose path begins with one of these names; `/v2/` alone is answered to all, as a client asks it first.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @returns {boolean} whether it was refused
 */
export function refuse(request, response) {
  const [, name] =
    /^\/(?:git|v2)\/(forbidden|limited|broken)\//.exec(request.url) ?? [];
  if (!name) {
    return false;
  }
  const [status, code] = REFUSALS[name];
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(
    JSON.stringify({ errors: [{ code, message: code.toLowerCase() }] }),
  );
  return true;
}
