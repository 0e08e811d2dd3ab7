import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  /**
   * Delivery paths of services over Flux. In every `match` the list holds alternatives; within one, all given keys must hold.
   * Values of `match` are globs: `*` stands for any number of characters, `?` for one.
   */
  fluxDelivery?: {
    /**
     * The environments, in promotion order. A target belongs to the one that the annotation `flux-delivery/environment` on its
     * Kustomization or HelmRelease names, else to the first one that matches.
     */
    environments?: Array<{
      /**
       * At most 63 letters, digits, spaces, `-`, `_` and `.`; each name once.
       * @visibility backend
       */
      name: string;
      match?: Array<{
        /**
         * Name of the cluster, as the Kubernetes plugin has it.
         * @visibility backend
         */
        cluster?: string;
        /**
         * Namespace of the Kustomization or HelmRelease, or one that it delivers to.
         * @visibility backend
         */
        namespace?: string;
        /**
         * `spec.path` of the Kustomization; for a HelmRelease, of the Kustomization that applies it.
         * @visibility backend
         */
        path?: string;
      }>;
      /**
       * Versions are meant to be exact here: a tag that moved, or a floating one that names no commit, is a divergence, and
       * a version range is flagged. Default: false.
       * @visibility backend
       */
      pinned?: boolean;
    }>;
    /** Who owns which segment. The first rule that matches wins. */
    ownership?: {
      /**
       * The group that owns what the default split gives to the platform.
       * @visibility backend
       */
      platformGroup?: string;
      rules?: Array<{
        match: Array<{
          /** @visibility backend */
          cluster?: string;
          /** @visibility backend */
          namespace?: string;
          /** @visibility backend */
          kind?: string;
          /** @visibility backend */
          name?: string;
          /**
           * `key=value`.
           * @visibility backend
           */
          label?: string;
          /**
           * `spec.path` of the Kustomization.
           * @visibility backend
           */
          path?: string;
          /**
           * promotion, source, reconcile, rollout or traffic.
           * @visibility backend
           */
          segment?: string;
          /**
           * Class of the divergence, such as `source-auth`.
           * @visibility backend
           */
          class?: string;
        }>;
        /**
         * A group or user, such as `group:default/network`.
         * @visibility backend
         */
        owner: string;
      }>;
    };
    /**
     * Lets the entities of an owner point by annotation at what is in the clusters and namespaces that match, without a claim of
     * the objects there.
     */
    tenants?: Array<{
      /**
       * A group or user, such as `group:default/payments`.
       * @visibility backend
       */
      owner: string;
      match: Array<{
        /** @visibility backend */
        cluster?: string;
        /** @visibility backend */
        namespace?: string;
      }>;
    }>;
    resolution?: {
      /**
       * False lets every entity point at every object, and the label `backstage.io/kubernetes-id` bind whoever uses it: for
       * organisations in which whoever may write catalog entities may see all deliveries. Default: true.
       * @visibility backend
       */
      requireClaim?: boolean;
    };
    history?: {
      retention?: {
        /**
         * How long deliveries, and what people said of divergence points and no longer stands, are kept. Default: 400.
         * @visibility backend
         */
        days?: number;
      };
    };
    fleet?: {
      /**
       * After this many days a suspension counts as forgotten. Default: 7.
       * @visibility backend
       */
      forgottenAfterDays?: number;
    };
    /** Receivers for the `generic-hmac` notifications of Flux. */
    events?: {
      /** By name of the cluster. */
      clusters?: {
        [cluster: string]: {
          /**
           * Each of them is accepted, so that a secret can be rotated.
           * @deepVisibility secret
           */
          secrets: Array<string>;
          /**
           * More events than that are answered with 429, for this cluster alone. Default: 1200.
           * @visibility backend
           */
          perMinute?: number;
        };
      };
    };
    /** The first one that matches is shown with a divergence. */
    runbooks?: Array<{
      match: Array<{
        /** @visibility backend */
        cluster?: string;
        /** @visibility backend */
        namespace?: string;
        /** @visibility backend */
        kind?: string;
        /** @visibility backend */
        name?: string;
        /**
         * `key=value`.
         * @visibility backend
         */
        label?: string;
        /**
         * `spec.path` of the Kustomization.
         * @visibility backend
         */
        path?: string;
        /**
         * promotion, source, reconcile, rollout or traffic.
         * @visibility backend
         */
        segment?: string;
        /**
         * Class of the divergence, such as `source-auth`.
         * @visibility backend
         */
        class?: string;
        /**
         * Who moves first, or owns the entity: a full entity ref such as `group:default/payments`.
         * @visibility backend
         */
        owner?: string;
      }>;
      /**
       * http or https; `{cluster}`, `{namespace}`, `{name}` and `{kind}` are filled in.
       * @visibility backend
       */
      url: string;
    }>;
    links?: {
      /** Links from commits to the Git host. The first one that matches is used. */
      git?: Array<{
        /**
         * URL of the repository.
         * @visibility backend
         */
        match: string;
        /**
         * URL of a commit; `{url}` is the URL of the repository, `{sha}` the full commit.
         * @visibility backend
         */
        commit: string;
        /**
         * URL that compares two commits; `{url}` is the URL of the repository, `{from}` and `{to}` the full commits. Without it
         * two deliveries are compared without a link.
         *
         * @visibility backend
         * @example '{url}/compare/{from}...{to}'
         */
        compare?: string;
      }>;
      /** Shown with each object. */
      dashboards?: Array<{
        /** @visibility backend */
        title: string;
        /**
         * http or https; `{cluster}`, `{namespace}`, `{name}` and `{kind}` are filled in.
         * @visibility backend
         */
        url: string;
      }>;
    };
  };

  search?: {
    collators?: {
      /** The module `backstage-plugin-flux-delivery-backend/search`. */
      fluxDelivery?: {
        /**
         * When releases are read anew. Default: every ten minutes.
         * @visibility backend
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /**
         * Where the tab of a service is: `:namespace`, `:kind` and `:name` are filled in.
         *
         * @visibility backend
         * @default /catalog/:namespace/:kind/:name/delivery-path
         */
        locationTemplate?: string;
      };
    };
  };
}
