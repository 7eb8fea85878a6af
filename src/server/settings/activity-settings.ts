import type { z } from "zod";
import { known } from "../../lib/json-values.ts";
import type { Secret } from "../../lib/secret.ts";
import type { RequestLogSettings } from "../activity/settings.ts";
import type { anomaliesSchema, requestLogSchema } from "./activity-schema.ts";

export interface AnomalySettings {
  readonly enabled: boolean;
  readonly retentionMs: number;
  /** Absent: the log alone is told. */
  readonly webhook?: WebhookSettings;
}

export interface WebhookSettings {
  /** http or https, without a user name. */
  readonly url: Secret;
  /** `whsec_` and base64. */
  readonly secret: Secret;
  /** Whether it may be in a private network, or without TLS. */
  readonly private: boolean;
}

export function requestLogSettings(input: z.output<typeof requestLogSchema>): RequestLogSettings {
  const { enabled, content, retention, maxBytes, projects } = input;
  const own = Object.entries(projects).map(([id, project]) => [
    id,
    known<RequestLogSettings["projects"][string]>({
      content: project.content,
      retentionMs: project.retention,
    }),
  ]);
  return {
    enabled,
    content,
    retentionMs: retention,
    maxBytes,
    projects: Object.fromEntries(own) as RequestLogSettings["projects"],
  };
}

/** That a webhook has an address that it may have, and a secret, `activityFaults` has seen. */
export function anomalySettings(input: z.output<typeof anomaliesSchema>): AnomalySettings {
  const { url, secret, private: inside } = input.webhook;
  return {
    enabled: input.enabled,
    retentionMs: input.retention,
    ...(url !== undefined && secret !== undefined && { webhook: { url, secret, private: inside } }),
  };
}
