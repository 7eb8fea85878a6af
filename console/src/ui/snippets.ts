import type { ResponseRequest } from "../api/responses.ts";
import { shellText } from "./shell-text.ts";

/** The same call as a program of the reader's would make it. */
export const snippetLanguages = ["python", "javascript", "java", "go", "php", "curl"] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

/** `base` is such as `http://127.0.0.1:4242/v1`; the key stays in the environment. */
export function snippetOf(language: SnippetLanguage, base: string, request: ResponseRequest): string {
  if (language === "python") return pythonOf(base, request);
  return makers[language](base, JSON.stringify(request, undefined, 2));
}

function pythonOf(base: string, request: ResponseRequest): string {
  return `from openai import OpenAI  # pip install openai; the key is in OPENAI_API_KEY

client = OpenAI(base_url=${JSON.stringify(base)})
response = client.responses.create(
${pythonArguments(request)}
)
print(response.output_text)
`;
}

/** Members that no name of Python can be go in by a dictionary. */
function pythonArguments(request: object): string {
  return Object.entries(request)
    .map(([name, value]) => {
      const word = pythonValue(value, 1);
      return /^[a-z_]\w*$/i.test(name) && !pythonWords.has(name)
        ? `    ${name}=${word},`
        : `    **{${JSON.stringify(name)}: ${word}},`;
    })
    .join("\n");
}

const pythonWords = new Set(
  "as async await class def del for from global if import in is lambda not or pass with".split(" "),
);

/** As Python writes it; every text of JSON is a text of Python, and means the same there. */
function pythonValue(value: unknown, depth: number): string {
  const [outer, inner] = ["    ".repeat(depth), "    ".repeat(depth + 1)];
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value !== "object") return JSON.stringify(value);
  const [open, close, parts] = Array.isArray(value)
    ? ["[", "]", value.map((one) => pythonValue(one, depth + 1))]
    : [
        "{",
        "}",
        Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${pythonValue(one, depth + 1)}`),
      ];
  if (parts.length === 0) return `${open}${close}`;
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join("")}${outer}${close}`;
}

const makers: Readonly<Record<Exclude<SnippetLanguage, "python">, (base: string, json: string) => string>> = {
  javascript: (
    base,
    json,
  ) => `import OpenAI from "openai"; // npm install openai; the key is in OPENAI_API_KEY

const client = new OpenAI({ baseURL: ${JSON.stringify(base)} });
const response = await client.responses.create(${json});
console.log(response.output_text);
`,
  java: (base, json) => `import java.net.URI;
import java.net.http.*;

public class Ask {
  public static void main(String[] args) throws Exception {
    var body = ${javaText(json)};
    var request = HttpRequest.newBuilder(URI.create(${JSON.stringify(`${base}/responses`)}))
        .header("Authorization", "Bearer " + System.getenv("OPENAI_API_KEY"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
    var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(response.body());
  }
}
`,
  go: (base, json) => `package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

func main() {
	body := ${goText(json)}
	request, _ := http.NewRequest("POST", ${JSON.stringify(`${base}/responses`)}, strings.NewReader(body))
	request.Header.Set("Authorization", "Bearer "+os.Getenv("OPENAI_API_KEY"))
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	answer, _ := io.ReadAll(response.Body)
	fmt.Println(string(answer))
}
`,
  php: (base, json) => `<?php
$curl = curl_init(${phpText(`${base}/responses`)});
curl_setopt_array($curl, [
  CURLOPT_RETURNTRANSFER => true,
  CURLOPT_HTTPHEADER => ["Authorization: Bearer " . getenv("OPENAI_API_KEY"), "Content-Type: application/json"],
  CURLOPT_POSTFIELDS => ${phpText(json)},
]);
echo curl_exec($curl);
`,
  curl: (base, json) => `curl ${base}/responses \\
  -H "Authorization: Bearer $OPENAI_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d ${shellText(json)}
`,
};

/** A block of lines, as it is read: between three quotes Java knows backslashes, and unwraps what stands further in. */
function javaText(json: string): string {
  const lines = json.replaceAll("\\", "\\\\").split("\n");
  return `"""\n${lines.map((line) => `        ${line}`).join("\n")}\n        """`;
}

/** Between backticks Go takes everything but a backtick. */
function goText(json: string): string {
  return json.includes("`") ? JSON.stringify(json) : `\`${json}\``;
}

/** Between single quotes PHP knows two escapes. */
function phpText(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
