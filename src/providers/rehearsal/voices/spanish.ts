import { listMedia, type Voice, words } from "./voice.ts";

export const spanish: Voice = {
  smallWords: words(
    "el la los las un una unos unas y o pero es son era soy eres esta estan ser ha he tiene tengo puede puedes yo tu usted nosotros ellos mi mis tus su sus me te se nos lo le que cual cuales quien donde cuando como de del en al por para con sobre no si favor aqui alli di dije dijiste dicho hola gracias buenos buenas antes primero",
  ),
  intents: {
    repeat: /^\s*(?:por favor,?\s+)?(?:repite(?:\s+conmigo)?|di)(?:\s*:\s*|\s+)/iu,
    countTo: /\bcuenta\b.{0,20}?\bhasta\s+(\d{1,9})\b/iu,
    nameQuestion: /cómo me llamo|como me llamo|cuál es mi nombre|cual es mi nombre|quién soy|quien soy/iu,
    nameStatement: /(?:[Mm]e llamo|[Mm]i nombre es|[Yy]o soy(?= \p{Lu}))\s+([\p{L}][\p{L}'’-]{0,40})/u,
    firstQuestion:
      /qu[eé]\b.{0,60}\bdije\b.{0,40}\bprimero\b|\bprimero\b.{0,40}\bdije\b|\bmi primer(?:a)? (?:mensaje|pregunta)\b/iu,
    beforeQuestion: /qu[eé]\b.{0,40}\bdije\b.{0,40}\b(?:antes|ahora|últim[oa])|\bmi último mensaje\b/iu,
    yourWordsQuestion: /qu[eé]\b.{0,20}\b(?:dijiste|respondiste|has dicho)\b/iu,
    question: /[?¿]|^\s*(?:qué|cuál|quién|dónde|cuándo|por qué|cómo|puedes)(?![\p{L}])/iu,
    poem: /poema|haiku|verso/iu,
    joke: /chiste/iu,
    self: /(?:quién|quien|qué|que) eres\b|\bqué modelo\b|\beres (?:un|una|real|humano|chatgpt|gpt)\b|\bpreséntate/iu,
    help: /^\W*ayuda\b|qué puedes hacer|que puedes hacer/iu,
    thanks: /^\W*(?:muchas )?gracias\b/iu,
    farewell: /^\W*(?:adiós|adios|hasta luego|buenas noches)(?![\p{L}])/iu,
    greeting: /^\W*(?:hola|buenos días|buenos dias|buenas tardes|buenas)(?![\p{L}])/iu,
  },
  table: {
    greeting: [
      "¡Hola! Soy Rehearsal, el modelo de ensayo de Parley: un guion, sin inteligencia. La conexión funciona. ¿Qué probamos?",
    ],
    self: [
      "Soy Rehearsal, el modelo con guion que trae Parley. No soy ninguna inteligencia: sigo un pequeño guion para que puedas probarlo todo sin clave y sin red. Para respuestas de verdad, añade un proveedor en parley.yaml.",
    ],
    help: [
      "Sigo un guion, pero todo lo demás es real: streaming, secuencias de parada, límites, herramientas, esquemas JSON y embeddings. Prueba «di: …», «cuenta hasta 100», «me llamo …» y después «¿cómo me llamo?».",
    ],
    thanks: ["¡De nada! Un guion siempre ayuda con gusto."],
    farewell: ["¡Adiós! El guion seguirá aquí, sin cambios."],
    joke: ["¿Por qué cruzó la calle el modelo con guion? Porque lo ponía en la línea 42."],
    poem: ["Guion sin ideas,\nrepite lo que escucha.\nLlega la lluvia."],
  },
  silence:
    "Soy Rehearsal, un modelo con guion. Todavía no hay ninguna pregunta: envía un mensaje con el rol `user`.",
  echoes: [
    (quoted) =>
      `Has escrito: ${quoted}\n\nSoy un modelo de ensayo, un guion sin inteligencia, y solo puedo repetirlo. Todo lo que rodea esta respuesta es real: tokens, consumo, streaming y límites.`,
    (quoted) =>
      `Leo: ${quoted}\n\nUn modelo de verdad tendría una respuesta. Yo soy solo un guion de ensayo y muestro que tu llamada funciona.`,
  ],
  quote: (text) => `«${text}»`,
  nameNoted: (name) => `¡Mucho gusto, ${name}! Soy un guion, pero encontraré tu nombre en esta conversación.`,
  nameIs: (name) => `Te llamas ${name}.`,
  firstWas: (quoted) => `Lo primero que dijiste fue: ${quoted}`,
  beforeWas: (quoted) => `Justo antes dijiste: ${quoted}`,
  youSaid: (quoted) => `Dijiste: ${quoted}`,
  iSaid: (quoted) => `Dije: ${quoted}`,
  notFound: "No encuentro nada sobre eso en esta conversación.",
  countLimit: "Cuento hasta 10.000 como máximo.",
  toolSaid: (name, quoted) =>
    `${name === undefined ? "Una herramienta" : `La herramienta ${name}`} respondió: ${quoted}`,
  cannotPerceive: (media) =>
    `También enviaste ${listMedia(media, [
      ["imagen", "imágenes"],
      ["sonido", "sonidos"],
      ["archivo", "archivos"],
    ])}, que no puedo ver ni oír.`,
  refusal: "Lo siento, no puedo ayudar con eso. (Este modelo ensaya rechazos: lo rechaza todo.)",
  numbered: (choice) => `(Esta es la respuesta ${choice}.)`,
};
