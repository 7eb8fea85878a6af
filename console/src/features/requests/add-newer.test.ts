import { expect, test } from "vitest";
import type { RequestRow } from "../../api/requests.ts";
import { addNewer } from "./add-newer.ts";

const row = (id: string) => ({ id }) as RequestRow;
const ids = (rows: readonly RequestRow[]): readonly string[] => rows.map(({ id }) => id);

test("newer ones come first, each once, whatever the order in which they came", () => {
  const rows = addNewer([row("b"), row("a")], [row("d"), row("b"), row("c")]);
  expect(ids(rows)).toEqual(["d", "c", "b", "a"]);
  expect(addNewer(rows, [row("c")])).toBe(rows);
});

test("they do not grow for ever", () => {
  const many = Array.from({ length: 20_000 }, (_, at) => row(String(at).padStart(6, "0")));
  const rows = addNewer(addNewer([], many), [row("999999")]);
  expect(rows).toHaveLength(20_000);
  expect(rows[0]?.id).toBe("999999");
});
