import { createBackendModule } from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { metrics } from '@opentelemetry/api';

type Observe = (observer: {
  observe(value: number, labels?: object): void;
}) => unknown;

/** Takes the place of what exports metrics from this process, and remembers every instrument, and the labels of every value. */
export function recordMetrics() {
  const recorded: string[] = [];
  const callbacks: [string, Observe][] = [];
  const instrument = (name: string, options?: object) => {
    const note = (value: number, labels: object = {}) =>
      recorded.push(JSON.stringify({ name, value, labels }));
    recorded.push(JSON.stringify({ name, options }));
    return {
      add: note,
      record: note,
      addCallback: (observe: Observe) => callbacks.push([name, observe]),
      removeCallback: () => {},
    };
  };
  const meter = {
    createCounter: instrument,
    createUpDownCounter: instrument,
    createHistogram: instrument,
    createGauge: instrument,
    createObservableCounter: instrument,
    createObservableUpDownCounter: instrument,
    createObservableGauge: instrument,
    addBatchObservableCallback: (observe: Observe) =>
      callbacks.push(['batch', observe]),
    removeBatchObservableCallback: () => {},
  };
  metrics.disable();
  metrics.setGlobalMeterProvider({ getMeter: () => meter as never });
  return {
    /** A module of the plugin that measures something with this label, as the plugin would. */
    control: (label: string) =>
      createBackendModule({
        pluginId: 'flux-delivery',
        moduleId: 'measures-something',
        register(env) {
          env.registerInit({
            deps: { service: metricsServiceRef },
            async init({ service }) {
              service.createCounter('control').add(1, { label });
            },
          });
        },
      }),
    /** Those that are asked for their values are asked now. */
    async all(): Promise<readonly string[]> {
      for (const [name, observe] of callbacks) {
        await observe({
          observe: (value, labels) =>
            void recorded.push(JSON.stringify({ name, value, labels })),
        });
      }
      return recorded;
    },
  };
}
