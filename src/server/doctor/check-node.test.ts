import { expect, test } from "vitest";
import { checkNode } from "./check-node.ts";

const { platform, arch } = process;

test("this Node.js is new enough, and said to be the carried one when it is", () => {
  const found = checkNode({ version: process.versions.node, path: process.execPath, platform, arch });
  expect(found.level).toBe("ok");
  expect(found.message).toContain(process.versions.node);
});

test("another one that is new enough will do", () => {
  expect(checkNode({ version: "24.15.0", path: "/bin/sh", platform, arch })).toMatchObject({
    level: "ok",
    message: expect.stringContaining("24.15.0, this machine's own."),
  });
});

test("on a platform for which none is carried, none is missed", () => {
  expect(checkNode({ version: "25.0.0", path: "/bin/sh", platform: "plan9", arch: "vax" })).toEqual({
    check: "Node.js",
    level: "ok",
    message: "25.0.0, this machine's own. The one that Parley carries is not installed, and not needed.",
  });
});

test.each(["20.20.2", "24.14.9"])("%s is too old", (version) => {
  expect(checkNode({ version, path: "/bin/sh", platform, arch })).toMatchObject({
    level: "problem",
    message: `This is Node.js ${version}; Parley needs 24.15 or newer.`,
    remedy: expect.stringContaining("npm ci"),
  });
});
