import { expect, test } from "vitest";
import { upstreamOf } from "./upstream-settings.ts";

test("the key of Ollama's cloud goes to the cloud alone", () => {
  const env = { OLLAMA_API_KEY: "k" };
  const local = "http://127.0.0.1:11434";
  expect(upstreamOf("ollama", undefined, env)).toEqual({ baseUrl: local });
  expect(upstreamOf("ollama", local, env)).toEqual({ baseUrl: local });
  for (const baseUrl of ["https://ollama.com", "https://ollama.com/"])
    expect(upstreamOf("ollama", baseUrl, env)).toEqual({ baseUrl, keyVariable: "OLLAMA_API_KEY" });
  for (const baseUrl of ["http://ollama.com", "https://ollama.com.example", "https://ollama.com:8443"])
    expect(upstreamOf("ollama", baseUrl, env)).toEqual({ baseUrl });
});
