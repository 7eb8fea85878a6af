import type { Anomaly } from "../../../spec/anomaly.ts";
import { seconds } from "../paging.ts";
import type { AnomalyObject } from "./schema.ts";

export function presentAnomaly(anomaly: Anomaly): AnomalyObject {
  return {
    object: "organization.anomaly",
    id: anomaly.id,
    created_at: seconds(anomaly.at),
    rule: anomaly.rule,
    subject: anomaly.subject,
    project_id: anomaly.projectId ?? null,
    api_key_id: anomaly.keyId ?? null,
    ip_address: anomaly.address ?? null,
    details: { ...anomaly.details },
  };
}
