import { parseArgs } from 'node:util';

export const USAGE = `The integration suite needs clusters that run Flux. Name their kubeconfig contexts, at least one:

  npm run e2e:cluster -- --context staging --context prod-eu

KUBECONFIG says where they are, several files joined by ":". The contexts need admin rights: the suite creates
namespaces fd-e2e-* and the read-only service account backstage/flux-delivery, and deletes the namespaces at the end.

  --context NAME              a cluster; once for each
  --forge-address ADDRESS     an address of this machine that the clusters reach (127.0.0.1). For kind: the gateway of
                              its network, see e2e/cluster/README.md
  --only NAME                 this scenario only; once for each. Releases and the outage need git-healthy
  --keep                      leave the namespaces and the portal's configuration behind
  --audit-log CONTEXT=PATH    the audit log of that cluster's API server, to count what the portal asks
  --stop-command COMMAND      makes a cluster unreachable; {context} stands for its name
  --start-command COMMAND     brings it back
  --stop-controller COMMAND   stops a controller of Flux; {controller} stands for its name, as in source-controller
  --start-controller COMMAND  lets it run again
  --extra-catalog FILE        catalog entities of services that are on the clusters already
  --extra-expectations FILE   what their paths must say (as in e2e/cluster/scenarios/*/scenario.yaml)
  --kubectl PROGRAM           kubectl, or where it is`;

/** Options of which one is nothing without the other. */
const PAIRS = [
  ['stop-command', 'start-command'],
  ['stop-controller', 'start-controller'],
  ['extra-catalog', 'extra-expectations'],
];

/** Words for the person at the terminal; never a stack trace. */
export class UsageError extends Error {}

/**
 * @param {string[]} args
 * @returns the options, checked
 */
export function readOptions(args) {
  const values = parse(args);
  if (values.help) {
    throw new UsageError(USAGE);
  }
  if (!values.context?.length) {
    throw new UsageError(
      `No cluster was given, so nothing was tested.\n\n${USAGE}`,
    );
  }
  for (const [one, other] of PAIRS) {
    if (Boolean(values[one]) !== Boolean(values[other])) {
      throw new UsageError(`--${one} and --${other} belong together.`);
    }
  }
  return {
    contexts: values.context,
    forgeAddress: values['forge-address'] ?? '127.0.0.1',
    only: values.only ?? [],
    keep: values.keep ?? false,
    auditLogs: new Map(
      (values['audit-log'] ?? []).map(text => auditLog(text, values.context)),
    ),
    stopCommand: values['stop-command'],
    startCommand: values['start-command'],
    stopController: values['stop-controller'],
    startController: values['start-controller'],
    extraCatalog: values['extra-catalog'],
    extraExpectations: values['extra-expectations'],
    kubectl: values.kubectl ?? process.env.KUBECTL ?? 'kubectl',
  };
}

function parse(args) {
  const many = { type: 'string', multiple: true };
  const one = { type: 'string' };
  try {
    return parseArgs({
      args,
      options: {
        help: { type: 'boolean' },
        context: many,
        only: many,
        keep: { type: 'boolean' },
        'forge-address': one,
        'audit-log': many,
        'stop-command': one,
        'start-command': one,
        'stop-controller': one,
        'start-controller': one,
        'extra-catalog': one,
        'extra-expectations': one,
        kubectl: one,
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error.message}\n\n${USAGE}`);
  }
}

function auditLog(text, contexts) {
  const cut = text.indexOf('=');
  const [context, path] = [text.slice(0, cut), text.slice(cut + 1)];
  if (cut < 0 || !contexts.includes(context) || !path) {
    throw new UsageError(
      `--audit-log wants CONTEXT=PATH with a context that was given, not "${text}".`,
    );
  }
  return [context, path];
}
