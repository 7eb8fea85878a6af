import type { ResponseRequest } from "../api/responses.ts";
import { shellText } from "./shell-text.ts";

/** The same call as a program of the reader's would make it. */
export const snippetLanguages = ["python", "javascript", "java", "go", "php", "curl"] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

/** `base` is such as `http://127.0.0.1:4242/v1`; the key stays in the environment. */
export function snippetOf(language: SnippetLanguage, base: string, request: ResponseRequest): string {
  return makers[language](base, JSON.stringify(request, undefined, 2));
}

const makers: Readonly<Record<SnippetLanguage, (base: string, json: string) => string>> = {
  python: (base, json) => `import json
from openai import OpenAI  # pip install openai; the key is in OPENAI_API_KEY

client = OpenAI(base_url=${JSON.stringify(base)})
request = json.loads(${pythonText(json)})
response = client.responses.create(**request)
print(response.output_text)
`,
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
	body := ${JSON.stringify(json)}
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

/** Every text of JSON is a text of Python, and means the same there. */
function pythonText(json: string): string {
  return JSON.stringify(json);
}

/** And one of Java: what `JSON.stringify` escapes, Java reads in the same manner. */
function javaText(json: string): string {
  return JSON.stringify(json);
}

/** Between single quotes PHP knows two escapes. */
function phpText(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
