import type { PolicyDecision } from '@backstage/plugin-permission-common';
import { accessThat, DENY } from '../../access/__testUtils__/accessThat';
import type { DeliveryHistory } from '../../history/DeliveryLedger';
import type { JudgedPath } from '../../paths/DeliveryPathService';
import type { PromotionStore } from '../PromotionStore';
import { SeenHistories } from '../SeenHistories';

/** The past of one entity, whose path is as given, as a policy shows it that denies these permissions or decides as given. */
export function seenHistoriesOf(
  path: Partial<JudgedPath> | (() => Promise<JudgedPath>),
  {
    denied = [],
    decisions = {},
    ...stores
  }: {
    denied?: readonly string[];
    decisions?: Record<string, PolicyDecision>;
    history: DeliveryHistory;
    promotions: Pick<PromotionStore, 'page'>;
    environments?: { name: string; match: [] }[];
  },
): SeenHistories {
  const { environments = [], ...rest } = stores;
  return new SeenHistories({
    ...rest,
    options: { environments },
    access: accessThat({
      ...Object.fromEntries(denied.map(name => [name, DENY])),
      ...decisions,
    }),
    paths: {
      judgePath:
        typeof path === 'function'
          ? path
          : async () =>
              ({
                resolved: { targets: [] },
                judged: [],
                ...path,
              } as unknown as JudgedPath),
    },
  });
}
