import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { conversation, projectA, said, turnOf } from "../contract-rows.fixture.ts";
import { request } from "../contract-requests.fixture.ts";
import { openSqlite } from "./open.ts";
import { testFolder } from "./test-folder.fixture.ts";

/** Longer than a page, so that whole pages become free. */
const long = (word: string): string => `${word} `.repeat(2_000);

function filesWith(folder: string, word: string): readonly string[] {
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name), "latin1").includes(word));
}

test("what is deleted, or whose time is over, is not in the files any more", async () => {
  const folder = testFolder();
  const path = join(folder, "parley.db");
  const stores = await openSqlite({ path, now: Date.now });
  await stores.projects.insert(projectA);
  await stores.conversations.insert(conversation);
  for (const word of ["canaryone", "canarytwo", "canarythree"])
    await stores.conversations.append(turnOf([said(long(word))]));
  const logged = [1, 2, 3].map((number) =>
    request(number, { question: long(`canaryquestion${number}`), answer: long(`canaryanswer${number}`) }),
  );
  await stores.requests.insert(logged);
  expect(filesWith(folder, "canaryone")).not.toEqual([]);
  expect(filesWith(folder, "canaryquestion1")).not.toEqual([]);

  expect(await stores.requests.expire("proj_a", request(3).at, 100)).toBe(2);
  expect(await stores.conversations.remove("proj_a", conversation.id, Date.now())).toBe(true);
  await stores.close();
  // As the log of writes is copied into the database sooner or later.
  const database = new DatabaseSync(path);
  database.exec("pragma wal_checkpoint(truncate)");
  database.close();
  for (const word of ["canaryone", "canarytwo", "canarythree", "canaryquestion1", "canaryanswer2"])
    expect([word, filesWith(folder, word)]).toEqual([word, []]);
  // What stays is there, so it was looked for in the right place.
  expect(filesWith(folder, "canaryquestion3")).toEqual(["parley.db"]);
});
