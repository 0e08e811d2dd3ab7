/** What the forge answers below paths with these names, to Git and OCI alike; what is broken sends the page of a proxy. */
const REFUSALS = {
  forbidden: [403, oci('DENIED')],
  limited: [429, oci('TOOMANYREQUESTS')],
  broken: [503, '<html>no healthy upstream</html>'],
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
  const [status, body] = REFUSALS[name];
  response.writeHead(status);
  response.end(body);
  return true;
}

function oci(code) {
  return JSON.stringify({ errors: [{ code, message: code.toLowerCase() }] });
}
