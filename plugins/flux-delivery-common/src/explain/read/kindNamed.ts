import { LISTED_KINDS, WATCHED_KINDS } from '../../flux/kinds';

/** What the command lines of Flux and Kubernetes call a kind beside its own name and plural. */
const SHORT: Readonly<Record<string, string>> = {
  ks: 'Kustomization',
  hr: 'HelmRelease',
  'source git': 'GitRepository',
  'sources git': 'GitRepository',
  gitrepo: 'GitRepository',
  'source oci': 'OCIRepository',
  'sources oci': 'OCIRepository',
  ocirepo: 'OCIRepository',
  'source helm': 'HelmRepository',
  'sources helm': 'HelmRepository',
  helmrepo: 'HelmRepository',
  'source chart': 'HelmChart',
  'sources chart': 'HelmChart',
  hc: 'HelmChart',
  'source bucket': 'Bucket',
  'sources bucket': 'Bucket',
  'image repository': 'ImageRepository',
  'images repository': 'ImageRepository',
  'image policy': 'ImagePolicy',
  'images policy': 'ImagePolicy',
  'image update': 'ImageUpdateAutomation',
  'images update': 'ImageUpdateAutomation',
  deploy: 'Deployment',
  sts: 'StatefulSet',
  ds: 'DaemonSet',
  rs: 'ReplicaSet',
  po: 'Pod',
  svc: 'Service',
  ing: 'Ingress',
  cj: 'CronJob',
};

const KINDS = [...WATCHED_KINDS, ...LISTED_KINDS];

/** The kind that a word of a command line or a row names, in its own spelling; undefined for words that name none. */
export function kindNamed(text: string): string | undefined {
  const word = text.trim().replace(/\s+/g, ' ').toLowerCase();
  if (word === '') {
    return undefined;
  }
  if (Object.hasOwn(SHORT, word)) {
    return SHORT[word];
  }
  const [first] = word.split('.');
  return KINDS.find(
    ({ kind, plural }) => kind.toLowerCase() === first || plural === first,
  )?.kind;
}

/** The API group of a kind that is known by its name alone; the first of those that share it. */
export function groupNamed(kind: string): string {
  return KINDS.find(known => known.kind === kind)?.group ?? '';
}
