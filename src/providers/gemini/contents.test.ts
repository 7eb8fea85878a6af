import { expect, it } from "vitest";
import type { ContentPart, Item } from "../../spec/item.ts";
import { noSignature } from "./contents.ts";
import { body, call, contents, hi, type Json, message, output, parts, text } from "./request.fixture.ts";

it("gathers all instructions in their place", () => {
  const system = message("system", text("Be brief."));
  expect(body([system, hi, message("developer", text("In French."))])).toMatchObject({
    systemInstruction: { parts: [{ text: "Be brief." }, { text: "In French." }] },
    contents: [{ role: "user", parts: [{ text: "Hi" }] }],
  });
  const alone = body([system]);
  expect(alone["contents"]).toEqual([{ role: "user", parts: [{ text: "Be brief." }] }]);
  expect(alone["systemInstruction"]).toBeUndefined();
  const image: ContentPart = { type: "image", url: "data:image/png;base64,AA==" };
  expect(() => body([message("system", image), hi])).toThrow(/only text as instructions/);
});

it("writes images, sounds and documents as Gemini has them", () => {
  expect(
    parts(
      { type: "image", url: "data:image/png;base64,AA==" },
      { type: "image", url: "data:image/svg+xml,%3Csvg/%3E" },
      { type: "image", url: "https://example.com/a.JPG?x=1" },
      { type: "image", url: "https://example.com/a" },
      { type: "audio", data: "AA==", format: "mp3" },
      { type: "audio", data: "AA==", format: "opus" },
      { type: "file", data: "data:text/csv;charset=utf-8;base64,AA==" },
      { type: "file", data: "AA==", filename: "notes.md" },
      { type: "file", data: "AA==" },
      { type: "file", url: "https://example.com/paper", filename: "paper.pdf" },
      { type: "file", fileId: "files/abc" },
      { type: "file", fileId: "https://generativelanguage.googleapis.com/v1beta/files/abc" },
      { type: "refusal", refusal: "No." },
    ),
  ).toEqual([
    { inlineData: { mimeType: "image/png", data: "AA==" } },
    { inlineData: { mimeType: "image/svg+xml", data: "PHN2Zy8+" } },
    { fileData: { fileUri: "https://example.com/a.JPG?x=1", mimeType: "image/jpeg" } },
    { fileData: { fileUri: "https://example.com/a" } },
    { inlineData: { mimeType: "audio/mp3", data: "AA==" } },
    { inlineData: { mimeType: "audio/opus", data: "AA==" } },
    { inlineData: { mimeType: "text/csv", data: "AA==" } },
    { inlineData: { mimeType: "text/markdown", data: "AA==" } },
    { inlineData: { mimeType: "application/pdf", data: "AA==" } },
    { fileData: { fileUri: "https://example.com/paper", mimeType: "application/pdf" } },
    { fileData: { fileUri: "https://generativelanguage.googleapis.com/v1beta/files/abc" } },
    { fileData: { fileUri: "https://generativelanguage.googleapis.com/v1beta/files/abc" } },
    { text: "No." },
  ]);
  for (const data of ["data:image/png;base64", "data:,%E0%A4%A"]) {
    expect(() => parts({ type: "file", data })).toThrow(/`data:` URL/);
  }
  expect(() => parts({ type: "file" })).toThrow(/A file needs/);
});

it("asks for the best resolution that some image wants", () => {
  const image = (detail?: string): ContentPart => ({
    type: "image",
    url: "data:image/png;base64,AA==",
    ...(detail !== undefined && { detail }),
  });
  const asked = (...images: ContentPart[]) =>
    (body([message("user", ...images)])["generationConfig"] as Json)["mediaResolution"];
  expect(asked(image("low"), image("low"))).toBe("MEDIA_RESOLUTION_LOW");
  expect(asked(image("low"), image("high"))).toBe("MEDIA_RESOLUTION_HIGH");
  expect(asked(image("low"), image())).toBeUndefined();
  expect(asked(image("auto"))).toBeUndefined();
});

it("makes one turn of what the model thought, said and called, and one of all answers", () => {
  const seal = (data: string, hidden?: true) =>
    ({ maker: "google", data, ...(hidden && { hidden }) }) as const;
  expect(
    contents(
      hi,
      { type: "reasoning", text: "Hm.", seal: seal("c2lnMQ==", true) },
      message("assistant", text("Let me look."), text("Wait.")),
      call("a", "look", { arguments: '{"at":"sky"}', seal: seal("c2lnMg==") }),
      call("b", "listen"),
      output("b", text("wind")),
      output("a", text('{"blue":true}'), text("now"), { type: "image", url: "data:image/png;base64,AA==" }),
      message("assistant", text("Blue.")),
    ),
  ).toEqual([
    { role: "user", parts: [{ text: "Hi" }] },
    {
      role: "model",
      parts: [
        { text: "Hm.", thought: true },
        { text: "Let me look." },
        { text: "Wait.", thoughtSignature: "c2lnMQ==" },
        { functionCall: { id: "a", name: "look", args: { at: "sky" } }, thoughtSignature: "c2lnMg==" },
        { functionCall: { id: "b", name: "listen", args: {} } },
      ],
    },
    {
      role: "user",
      parts: [
        { functionResponse: { id: "b", name: "listen", response: { output: "wind" } } },
        {
          functionResponse: {
            id: "a",
            name: "look",
            response: { output: '{"blue":true}\nnow' },
            parts: [{ inlineData: { mimeType: "image/png", data: "AA==" } }],
          },
        },
      ],
    },
    { role: "model", parts: [{ text: "Blue." }] },
  ]);
});

it("never sends another maker's seal, and says so where Gemini wants one of its own", () => {
  const items: Item[] = [
    hi,
    { type: "reasoning", text: "Secret.", seal: { maker: "anthropic", data: "theirs" } },
    { type: "reasoning", text: "Nobody's." },
    call("a", "look", { seal: { maker: "openai", data: "theirs" } }),
    call("b", "look"),
    output("a", text("1")),
    { ...output("b", text("broken")), failed: true } as Item,
    call("c", "look"),
    output("c", text("3")),
  ];
  const sent = JSON.stringify(body(items));
  expect(sent).not.toContain("theirs");
  expect(sent).not.toContain("Secret");
  expect(sent).not.toContain("Nobody");
  expect(sent).toContain('"response":{"error":"broken"}');
  // The first call of each step.
  expect(sent.split(noSignature)).toHaveLength(3);
  expect(JSON.stringify(body(items, {}, "gemini-2.5-flash"))).not.toContain(noSignature);
});

it("wraps what is no object, and refuses an output without its call", () => {
  const args = (item: Item) => {
    const turns = contents(hi, item) as readonly { readonly parts: readonly Json[] }[];
    const sent = turns[1]?.parts[0]?.["functionCall"] as Json | undefined;
    return sent?.["args"];
  };
  expect(args(call("a", "f", { arguments: "" }))).toEqual({});
  expect(args(call("a", "f", { arguments: "[1]" }))).toEqual({ input: "[1]" });
  expect(args(call("a", "f", { arguments: '{"cut' }))).toEqual({ input: '{"cut' });
  expect(args(call("a", "f", { arguments: '{"x":1}', kind: "custom" }))).toEqual({ input: '{"x":1}' });
  expect(() => contents(hi, output("x", text("?")))).toThrow("No call with the id `x`");
});
