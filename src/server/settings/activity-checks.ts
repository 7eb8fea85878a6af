import type { MakeFault } from "./checks.ts";
import type { Fault } from "./fault.ts";
import { member } from "./raw.ts";

/** A webhook is signed, and clear text goes nowhere but where the operator says that it may. */
export function activityFaults(input: unknown, fault: MakeFault): readonly Fault[] {
  const webhook = member(member(input, "anomalies"), "webhook");
  const path = ["anomalies", "webhook"];
  const [url, secret] = [member(webhook, "url") ?? "", member(webhook, "secret") ?? ""];
  const faults: Fault[] = [];
  if ((url === "") !== (secret === "")) {
    const [given, missing] = url === "" ? (["secret", "url"] as const) : (["url", "secret"] as const);
    faults.push(
      fault([...path, given], "name", `A webhook needs both: set anomalies.webhook.${missing} as well.`),
    );
  }
  const inside = member(webhook, "private");
  if (typeof url === "string" && /^http:/i.test(url) && inside !== true && inside !== "true") {
    const text = "This address is without TLS. Use https://, or set anomalies.webhook.private to true.";
    faults.push(fault([...path, "url"], "value", text));
  }
  return faults;
}
