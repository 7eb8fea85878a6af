import { expect, test } from "vitest";
import { type Frame, sharesOfHeap, sharesOfTime } from "./shares.ts";

const ours = (path: string, functionName: string): Frame => ({
  functionName,
  url: `file:///x/parley/src/${path}`,
});
const nodes: Frame = { functionName: "writeHead", url: "node:_http_server" };
const root: Frame = { functionName: "(root)", url: "" };

test("what a library allocates counts for who called it", () => {
  const foreign: Frame = { functionName: "parse", url: "file:///x/src/y/node_modules/zod/core.js" };
  const shares = sharesOfHeap({
    callFrame: root,
    selfSize: 1,
    children: [
      {
        callFrame: ours("http/reply.ts", "send"),
        selfSize: 10,
        children: [
          { callFrame: nodes, selfSize: 5, children: [] },
          { callFrame: foreign, selfSize: 4, children: [] },
        ],
      },
      { callFrame: nodes, selfSize: 3, children: [] },
    ],
  });
  expect(Object.fromEntries(shares)).toEqual({
    "http/reply.ts send": 19,
    "writeHead node:_http_server": 3,
    "(root)": 1,
  });
});

test("time is added up by who spent it, and waiting is none", () => {
  const shares = sharesOfTime({
    nodes: [
      { id: 1, callFrame: root, children: [2, 4, 5] },
      { id: 2, callFrame: ours("http/reply.ts", ""), children: [3] },
      { id: 3, callFrame: nodes },
      { id: 4, callFrame: { functionName: "(idle)", url: "" } },
      { id: 5, callFrame: { functionName: "post", url: "node:inspector" } },
    ],
    samples: [3, 4, 2, 5, 3],
    timeDeltas: [5, 100, 7, 1_000, 11],
  });
  expect(Object.fromEntries(shares)).toEqual({ "http/reply.ts (anonymous)": 23 });
});
