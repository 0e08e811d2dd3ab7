import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type RootConfigService,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';

export interface CollatorOptions {
  schedule: SchedulerServiceTaskScheduleDefinition;
  locationTemplate: string;
}

const SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 15 },
  initialDelay: { seconds: 30 },
};

/** `search.collators.fluxDelivery`. */
export function readCollatorOptions(
  config: RootConfigService,
): CollatorOptions {
  const own = config.getOptionalConfig('search.collators.fluxDelivery');
  return {
    schedule: own?.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          own.getConfig('schedule'),
        )
      : SCHEDULE,
    locationTemplate:
      own?.getOptionalString('locationTemplate') ??
      '/catalog/:namespace/:kind/:name/delivery-path',
  };
}
