import type { Content } from '../world/World';

export interface StoredArtifact {
  revision: string;
  originRevision?: string;
  contentAt: (path: string) => Content | undefined;
}
