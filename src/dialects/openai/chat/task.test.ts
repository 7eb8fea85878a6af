import { describe, expect, test } from "vitest";

import { readChat } from "../read-request.ts";

const taskOf = (...content: object[]) => {
  const { task } = readChat({ model: "m", messages: [{ role: "user", content }] });
  if (task.kind !== "generate") throw new TypeError("a chat request is a task to generate");
  return task;
};

describe("a part without what makes it one", () => {
  const cases: readonly [string, object, string][] = [
    ["a picture without its address", { type: "image_url", image_url: {} }, "image_url.url"],
    [
      "a picture that another server knows by an id",
      { type: "image_url", image_url: null, uuid: "1" },
      "image_url.url",
    ],
    ["sound of no format", { type: "input_audio", input_audio: { data: "aGk=" } }, "input_audio.format"],
    ["no sound", { type: "input_audio", input_audio: null }, "input_audio.data"],
  ];

  test.each(cases)("%s is handed on, and refused where it has to be translated", (_, part, place) => {
    const task = taskOf(part);
    const param = `messages[0].content[0].${place}`;
    expect(() => task.items).toThrow(
      expect.objectContaining({
        code: "missing_required_parameter",
        param,
        message: `Missing required parameter: '${param}'.`,
      }),
    );
  });

  test("whole ones are read", () => {
    expect(
      taskOf(
        { type: "image_url", image_url: { url: "https://example.com/a.png", detail: "low" } },
        { type: "input_audio", input_audio: { data: "aGk=", format: "wav" } },
      ).items,
    ).toEqual([
      {
        type: "message",
        role: "user",
        content: [
          { type: "image", url: "https://example.com/a.png", detail: "low" },
          { type: "audio", data: "aGk=", format: "wav" },
        ],
      },
    ]);
  });
});
