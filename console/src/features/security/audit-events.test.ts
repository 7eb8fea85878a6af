import { expect, test } from "vitest";
import { auditActions } from "../../../../src/spec/audit.ts";
import { anomalyRules as known } from "../../../../src/spec/anomaly.ts";
import { anomalyRules } from "../../api/anomalies.ts";
import { auditEvents } from "./audit-events.ts";

test("the console knows every word of the server", () => {
  expect([...auditEvents].sort()).toEqual([...auditActions].sort());
  expect([...anomalyRules].sort()).toEqual([...known].sort());
});
