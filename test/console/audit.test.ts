import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { useOwnersStage } from "./stage.ts";

const stage = useOwnersStage();

test("the audit log is verified; then somebody edits an entry in the database, and the console shows which", async () => {
  const { page, server, faults } = stage;
  await page.goto(`${server.url}/security?part=audit`);
  await page.getByRole("button", { name: "Verify the log" }).click();
  await page.getByText(/^The log is as it was written: \d+ entries\.$/).waitFor();
  await page.waitForURL(({ searchParams }) => searchParams.get("verify") === "true");
  expect(await page.getByText("changed", { exact: true }).count()).toBe(0);

  const database = new DatabaseSync(join(server.data, "parley.db"), { timeout: 20_000 });
  const { changes } = database
    .prepare("UPDATE audit_entries SET subject_id = 'nobody' WHERE sequence = 2")
    .run();
  database.close();
  expect(changes).toBe(1);

  await page.getByRole("button", { name: "Verify the log" }).click();
  await page.getByText("The log is not as it was written.").waitFor();
  await page.getByText("Entry 2 was changed: it does not fit its hash.").waitFor();
  const marked = page.getByRole("listitem").filter({ has: page.getByText("changed", { exact: true }) });
  expect(await marked.count()).toBe(1);
  expect(await marked.getAttribute("id")).toBe("entry-2");
  await page.getByRole("link", { name: "Entry 2", exact: true }).click();
  await expect.poll(() => marked.evaluate((element) => element.getBoundingClientRect().top >= 0)).toBe(true);

  // Its address says so, too, to whomever it is sent.
  await page.reload();
  await page.getByText("The log is not as it was written.").waitFor();
  expect(faults).toEqual([]);
});

test("what could be safer is told with what to do; sessions can be ended; anomalies have their place", async () => {
  const { page, server, faults } = stage;
  await page.goto(`${server.url}/security`);
  const findings = page.getByRole("region", { name: "Findings" });
  await findings.getByRole("listitem").first().waitFor();
  for (const finding of await findings.getByRole("listitem").all())
    expect(await finding.textContent()).toMatch(/(?:critical|high|medium|low).+What to do: .+/);
  await page.getByRole("link", { name: "Sessions" }).click();
  await page.getByText("ada@example.com").click();
  await page.getByText("Last seen").first().waitFor();
  await page.getByRole("link", { name: "Anomalies" }).click();
  await page.getByText("Nothing looked unusual.").waitFor();
  expect(faults).toEqual([]);
});
