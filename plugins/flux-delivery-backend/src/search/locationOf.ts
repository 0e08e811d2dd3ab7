import { parseEntityRef } from '@backstage/catalog-model';

/** Where the tab of a service is, by a template in which `:namespace`, `:kind` and `:name` are filled in. */
export function locationOf(entityRef: string, template: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const parts: Record<string, string> = { kind, namespace, name };
  return template.replace(/:(kind|namespace|name)\b/g, (_, part: string) =>
    encodeURIComponent(parts[part].toLowerCase()),
  );
}
