import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type DeliveryFigures,
  type FleetPath,
  fromMillis,
  toMillis,
} from 'backstage-plugin-flux-delivery-common';
import type {
  DeliveryFiguresReader,
  TargetFigures,
} from '../history/DeliveryFiguresReader';

const DAY_MS = 24 * 60 * 60_000;
/** They are sums over many rows: read once for all who ask. */
const REMEMBERED_MS = 60_000;

interface Read {
  from: string;
  until: string;
  targets: TargetFigures[];
}

/** Deliveries of the last day, and of the seven days before it. */
export interface DayAndWeek {
  day: DeliveryFigures;
  week: DeliveryFigures;
}

/** The figures of the ledger, over those targets that somebody may see. */
export class FleetFigures {
  private reading?: {
    at: number;
    day: Promise<Read>;
    week: Promise<Read>;
    beginning: Promise<string | undefined>;
  };

  constructor(
    private readonly deps: {
      reader: DeliveryFiguresReader;
      logger: LoggerService;
      /** Milliseconds. */
      now: () => number;
    },
  ) {}

  /**
   * Undefined where the ledger does not answer.
   *
   * @param unseenSince - RFC 3339: since when one of the clusters is not seen, where it is so
   */
  async of(
    paths: readonly FleetPath[],
    unseenSince?: string,
  ): Promise<DayAndWeek | undefined> {
    const seen = new Set(
      paths.flatMap(({ entityRef, targets }) =>
        targets.map(({ id }) => `${entityRef} ${id}`),
      ),
    );
    try {
      const { day, week, beginning } = this.read();
      const known = { from: await beginning, until: unseenSince };
      return {
        day: sumOf(await day, seen, known),
        week: sumOf(await week, seen, known),
      };
    } catch (error) {
      this.reading = undefined;
      this.deps.logger.warn(`Figures of deliveries cannot be read: ${error}`);
      return undefined;
    }
  }

  private read() {
    const { reader, now } = this.deps;
    const at = now();
    if (!this.reading || at - this.reading.at >= REMEMBERED_MS) {
      const between = async (back: number, until: number): Promise<Read> => {
        const times = [fromMillis(at - back), fromMillis(at - until)] as const;
        const targets = await reader.between(...times);
        return { from: times[0], until: times[1], targets };
      };
      this.reading = {
        at,
        day: between(DAY_MS, 0),
        week: between(8 * DAY_MS, DAY_MS),
        beginning: reader.beginning(),
      };
      // Whoever waits for another one hears of it.
      this.reading.day.catch(() => {});
      this.reading.week.catch(() => {});
    }
    return this.reading;
  }
}

function sumOf(
  { from, until, targets }: Read,
  seen: ReadonlySet<string>,
  known: { from?: string; until?: string },
): DeliveryFigures {
  const members = targets.filter(({ entityRef, targetId }) =>
    seen.has(`${entityRef} ${targetId}`),
  );
  const total = (valueOf: (figures: TargetFigures) => number) =>
    members.reduce((sum, figures) => sum + valueOf(figures), 0);
  const mean = (key: 'took' | 'lag') => {
    const of = total(figures => figures[key].of);
    return of > 0 ? total(figures => figures[key].sum) / of : undefined;
  };
  const [meanSeconds, meanLagSeconds] = [mean('took'), mean('lag')];
  return {
    from,
    until,
    succeeded: total(({ succeeded }) => succeeded),
    failed: total(({ failed }) => failed),
    ...(meanSeconds !== undefined && { meanSeconds }),
    ...(meanLagSeconds !== undefined && { meanLagSeconds }),
    complete:
      total(({ gaps }) => gaps) === 0 &&
      isNotAfter(known.from, from) &&
      (known.until === undefined || isNotAfter(until, known.until)),
  };
}

/** False where it is not known when. */
function isNotAfter(time: string | undefined, other: string): boolean {
  return (toMillis(time) ?? Infinity) <= (toMillis(other) ?? -Infinity);
}
