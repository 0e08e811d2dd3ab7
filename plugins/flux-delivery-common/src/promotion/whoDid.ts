import type { FluxHint } from './fluxHint';
import { OWN_MOVES } from './joinPromotions';
import type { Actor, Promotion, Trust } from './Promotion';

/** What is known beside a row of the ledger of who moved it. @public */
export interface ToldBeside {
  /** The record that the delivery carries out, where one is known. */
  promotion?: Promotion;
  /** What events of Flux said of it. */
  hint?: Pick<FluxHint, 'actor' | 'metadata'>;
}

const SURENESS: Trust[] = ['unknown', 'inferred', 'claimed', 'verified'];

/**
 * Who did it by the surest word, and which of the words count: what was changed past Flux, or put back, is nobody's promotion,
 * whatever else is known of its revision.
 *
 * @public
 */
export function whoDid(
  { kind, actor }: { kind: string; actor: Actor },
  told: ToldBeside,
): ToldBeside & { actor: Actor } {
  const { promotion, hint } = OWN_MOVES.has(kind) ? ({} as ToldBeside) : told;
  return {
    actor: surer(surer(actor, promotion?.actor), hint?.actor),
    ...(promotion && { promotion }),
    ...(hint && { hint }),
  };
}

/** The word of whoever is surer; each keeps its own trust. */
function surer(a: Actor, b: Actor | undefined): Actor {
  return b && SURENESS.indexOf(b.trust) > SURENESS.indexOf(a.trust) ? b : a;
}
